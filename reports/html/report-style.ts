/** The style sheet of the report: dark and light, telephone and print. Text has a contrast of at least 4.5 to 1. */

export const REPORT_STYLE = `
:root{color-scheme:light dark;
--ground:#fff;--raised:#f6f7f9;--line:#d4d8de;--text:#1c2128;--quiet:#57606a;--link:#0b57c2;
--good:#1a6b34;--bad:#b3261e;--warning:#7a5200;--good-ground:#e3f4e7;--bad-ground:#fdeae8;--warning-ground:#fbf1dc;--quiet-ground:#eceef1;
--path:#0b57c2;--shared:#7a2aa5;--shared-ground:#f3e6fb;
--direct:#b9cdf2;--relaxable:#cfe3b8;--reserved:#d9d3c7;--msi:#f1d9a8;--strip-text:#10151b}
@media (prefers-color-scheme:dark){:root{
--ground:#0f1318;--raised:#171c23;--line:#323a45;--text:#e3e7ec;--quiet:#9ca7b4;--link:#7db0ff;
--good:#6fd28b;--bad:#ff8f85;--warning:#e8b85c;--good-ground:#122b1a;--bad-ground:#35171a;--warning-ground:#2e2411;--quiet-ground:#232a33;
--path:#7db0ff;--shared:#d7a1f5;--shared-ground:#2d1a3a;
--direct:#2c4a80;--relaxable:#3d5a25;--reserved:#4d473b;--msi:#6a4f19;--strip-text:#f2f5f8}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
code,pre,.id,.title-id,.object,.step-number{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
article:focus{outline:none}
.skip{position:absolute;left:-999em}.skip:focus{left:1rem;top:1rem;background:var(--raised);padding:.5rem 1rem;z-index:2}
header,main,footer{max-width:88rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem;padding-bottom:.5rem}
.suite{margin:0;color:var(--quiet);font-size:.9rem}
h1{margin:.1rem 0 .6rem;font-size:1.75rem;line-height:1.2}h1 small{color:var(--quiet);font-weight:400;font-size:1rem}
h2{margin:2rem 0 .75rem;font-size:1.3rem}h3{margin:0 0 .5rem;font-size:1.1rem;line-height:1.5}h4{margin:1.5rem 0 .5rem;font-size:.95rem}
.figures h4:first-child{margin-top:0}
.verdict{display:inline-block;margin:0;padding:.3rem .9rem;border:1px solid;border-radius:.5rem;font-size:1.15rem;font-weight:600}
.verdict.good{color:var(--good);background:var(--good-ground)}.verdict.bad{color:var(--bad);background:var(--bad-ground)}.verdict.warning{color:var(--warning);background:var(--warning-ground)}
.facts{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:1rem 0 0}.facts dt{color:var(--quiet);font-size:.8rem}.facts dd{margin:0}
details>summary{cursor:pointer}
.family{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0;background:var(--raised)}
.family>summary{display:grid;grid-template-columns:8rem minmax(4rem,18rem) 1fr;gap:.25rem 1rem;align-items:center;padding:.6rem .9rem}
.family>summary::marker{content:""}
.family-name{font-weight:600}.family-name::before{content:"▸ ";color:var(--quiet)}[open]>summary>.family-name::before{content:"▾ "}
.family-counts{color:var(--quiet)}
.bar{border-radius:5px;background:var(--quiet-ground)}
rect.tone-good{fill:var(--good)}rect.tone-bad{fill:var(--bad)}rect.tone-warning{fill:var(--warning)}rect.tone-quiet{fill:var(--quiet)}
ul,ol{padding-left:1.2rem}
.requirements{list-style:none;margin:0;padding:0 .9rem .5rem}.requirements>li{padding:.45rem 0;border-top:1px solid var(--line)}
.chip{display:inline-block;padding:0 .5rem;border-radius:.4rem;font-size:.85rem;font-weight:600;white-space:nowrap}
.chip.tone-good{color:var(--good);background:var(--good-ground)}.chip.tone-bad{color:var(--bad);background:var(--bad-ground)}.chip.tone-warning{color:var(--warning);background:var(--warning-ground)}.chip.tone-quiet{color:var(--quiet);background:var(--quiet-ground)}
.id{font-weight:600}.level{color:var(--quiet);font-size:.85rem;border:1px solid var(--line);border-radius:.4rem;padding:0 .35rem}.counts{font-size:.9rem}
.statement{margin:.15rem 0 0;color:var(--quiet);font-size:.9rem}.source{white-space:normal}.source::before{content:"— "}
.note,.notes{color:var(--quiet);font-size:.9rem;margin:.4rem 0}
.failures{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem}
.index{font-size:.9rem}.index ol{list-style:none;padding:0;margin:0}.index li{margin:.3rem 0}.index .rule{display:block;color:var(--quiet);font-size:.85em}
article{border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:0 0 1.5rem;min-width:0}
.sentence{font-size:1.05rem;max-width:60rem;margin:.6rem 0}
.rule{color:var(--quiet);font-weight:400}
.figures{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem;margin-top:1.25rem}.figures>div{min-width:0}
.scroll{overflow-x:auto;max-width:100%}
.tree{display:block;font-family:inherit}.legend .tree{display:inline-block;vertical-align:-4px}
.tree text{fill:var(--text);font-size:13px}.tree .name{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-weight:600}
.tree .about{fill:var(--quiet);font-size:12px}.tree .root .name,.tree .elided .name{font-weight:400;fill:var(--quiet)}
.tree .mark-words{font-size:12px;font-weight:600}.mark-missing .mark-words,.mark-extra .mark-words,.mark-differs .mark-words{fill:var(--bad)}.mark-covered .mark-words{fill:var(--good)}.mark-due .mark-words,.mark-spared .mark-words{fill:var(--quiet);font-weight:400}
.tree .in-focus .name{text-decoration:underline;text-decoration-thickness:2px}
.edge{fill:none;stroke:var(--line);stroke-width:1.5}.edge.on-path{stroke:var(--path);stroke-width:4}
.hop{fill:var(--path)}.tree .hop-text{fill:var(--ground);font-size:11px;font-weight:600}
.shape{stroke-width:2;stroke:var(--quiet);fill:var(--ground)}.shape.none{fill:var(--quiet);stroke:none}
.shape.covered{fill:var(--good);stroke:var(--good)}.tick{fill:none;stroke:var(--ground);stroke-width:2}
.shape.due{stroke:var(--good)}.shape.missing{stroke:var(--bad)}.stroke.missing{stroke:var(--bad);stroke-width:2;fill:none}
.shape.extra{fill:var(--bad);stroke:var(--bad)}.shape.differs{fill:var(--bad-ground);stroke:var(--bad)}
.legend{list-style:none;padding:0;margin:.75rem 0 0;font-size:.85rem;color:var(--quiet)}.legend li{margin:.1rem 0}
.rmrrs{padding-left:0;list-style:none;margin:0;font-size:.95rem}.rmrrs ul{padding-left:1rem;list-style:none}.rmrrs>li{margin-bottom:.5rem}
.rmrrs .in-focus{border-left:3px solid var(--path);padding-left:.6rem}
.hops{list-style:none;padding-left:.5rem}.hop-name{display:inline-block;background:var(--path);color:var(--ground);border-radius:.6rem;padding:0 .5rem;font-size:.8rem;font-weight:600}.hops li{margin:.2rem 0}
.pair{margin:0 0 .8rem;padding-left:.6rem;border-left:3px solid transparent}.pair.in-focus{border-color:var(--bad)}
.map>.strip{padding-left:calc(.6rem + 3px)}
.pair-title{margin:0 0 .15rem;font-size:.9rem}
.strip{display:grid;grid-template-columns:4.2rem minmax(0,1fr);gap:.4rem;align-items:center}.strip-name{font-size:.8rem;color:var(--quiet)}
.strip-drawing{display:block;overflow:visible}.strip-drawing:not(.axis){overflow:hidden}
.strip-ground{fill:var(--line)}.break,.axis-text{fill:var(--quiet);font-size:11px}.axis-text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:10.5px}
.tick-line{stroke:var(--line)}
.strip-text{font-size:11px;fill:var(--strip-text)}.strip-drawing>.strip-text{fill:var(--quiet)}
.region rect{stroke:var(--quiet);stroke-width:1;fill:var(--quiet-ground)}
.type-direct rect{fill:var(--direct)}.type-direct-relaxable rect{fill:var(--relaxable)}.type-reserved rect{fill:var(--reserved)}.type-msi rect,.type-software-msi rect{fill:var(--msi)}
.region.missing rect{fill:none;stroke:var(--bad);stroke-width:2;stroke-dasharray:4 3}.region.missing .strip-text{fill:var(--bad);font-weight:600}
.region.extra rect,.region.type rect{stroke:var(--bad);stroke-width:3}.region.extra .strip-text,.region.type .strip-text{font-weight:700}.region.optional rect{fill:none;stroke-dasharray:2 3}.region.optional .strip-text{fill:var(--quiet)}
.differences{margin:.2rem 0 0;padding:0;list-style:none;color:var(--bad);font-size:.85rem}
.text-lines{margin:.2rem 0;padding-left:2rem;font-size:.95rem}.text-lines li::marker{color:var(--quiet)}.text-lines .wrong{border-left:3px solid var(--bad);padding-left:.6rem}
.text-row{display:grid;grid-template-columns:4.5rem minmax(0,1fr);align-items:baseline}
mark{color:var(--bad);background:var(--bad-ground);font-weight:700;text-decoration:underline}
.steps{list-style:none;padding:0;margin:0;border:1px solid var(--line);border-radius:.5rem}.steps>li{padding:.5rem .75rem;border-top:1px solid var(--line);border-left:4px solid transparent}.steps>li:first-child{border-top:0}
.step{display:grid;grid-template-columns:minmax(0,1fr);gap:.1rem 1rem}.step-number{display:inline-block;min-width:1.6em;color:var(--quiet)}
.steps>.failing{background:var(--bad-ground);border-left-color:var(--bad)}.here{color:var(--bad);font-size:.85rem}
.returned{font-size:.9rem;padding-left:1.7em}.status-error,.status-no-memory{color:var(--warning)}.quiet,.elided{color:var(--quiet)}.failing .quiet{color:var(--text)}
.regions{list-style:none;padding:0;margin:.2rem 0 0}.object{border:1px solid var(--line);border-radius:.4rem;padding:0 .35rem}
.object.shared{color:var(--shared);background:var(--shared-ground);border:2px solid var(--shared);font-weight:700}
.replay{display:flex;gap:.75rem;align-items:flex-start;background:var(--raised);border:1px solid var(--line);border-radius:.5rem;padding:.6rem .75rem}.replay code{flex:1;min-width:0}
button{font:inherit;font-size:.9rem;color:var(--text);background:var(--ground);border:1px solid var(--quiet);border-radius:.4rem;padding:.15rem .7rem;cursor:pointer}
article>details{margin-top:.75rem}pre{overflow-x:auto;background:var(--raised);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;font-size:.8rem;max-height:26rem}.wrapped{white-space:pre-wrap}
footer{color:var(--quiet);font-size:.85rem;padding-top:1rem;padding-bottom:2rem}
kbd{border:1px solid var(--line);border-radius:.3rem;padding:0 .35rem}
.matrix{border-collapse:collapse;font-size:.9rem;overflow-wrap:normal}.matrix code{white-space:nowrap}.matrix a .chip{text-decoration:underline}.matrix th,.matrix td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}.matrix thead th{background:var(--raised)}.matrix tbody th{font-weight:400}
@media (min-width:62rem){
.figures:not(.alone){grid-template-columns:minmax(24rem,5fr) minmax(0,6fr)}
.failures{grid-template-columns:17rem minmax(0,1fr)}.index{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}
.step{grid-template-columns:minmax(16rem,5fr) minmax(0,7fr)}.returned{padding-left:0}.strip{grid-template-columns:5rem minmax(0,1fr)}}
@media (max-width:36rem){.family>summary{grid-template-columns:1fr 5rem}.family-counts{grid-column:1/-1;font-size:.9rem}h1{font-size:1.4rem}article{padding:.75rem}.replay{flex-direction:column}}
@media print{html,body{font-size:11px}article{border:0;padding:0;break-inside:auto}h3,h4{break-after:avoid}.index,.skip,button,kbd,.keys{display:none}.failures{display:block}.scroll{overflow:visible}
:root{--ground:#fff;--raised:#fff;--line:#bbb;--text:#000;--quiet:#444;--link:#000;--good:#1a6b34;--bad:#b3261e;--warning:#7a5200;--good-ground:#fff;--bad-ground:#fff;--warning-ground:#fff;--quiet-ground:#eee;--path:#0b57c2;--shared:#7a2aa5;--shared-ground:#fff;--direct:#dbe5f8;--relaxable:#e3efd5;--reserved:#e9e5dd;--msi:#f8ecd2;--strip-text:#000}}
`;
