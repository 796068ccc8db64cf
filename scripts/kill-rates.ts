/**
 * `npm run campaign:rates [CASES]`: in how many of a stream's cases each faulty implementation is detected by its own
 * requirement, and after how many cases that happens with a probability of one half, compared with the baseline; lists
 * those that miss the target of docs/kill-matrix.md.
 *
 * The kill matrix counts to the first kill under 50 seeds, whose median varies by a fifth by chance alone. This counts
 * all kills in some thousand cases (4,000 per stream by default), which allows generators to be compared. Where twins
 * are executed too, a sixteenth of the cases must suffice. It takes several minutes.
 */

import { firstKillsOfRates, killRates } from "../bench/kill-matrix/kill-rates.ts";
import { BASELINE } from "../bench/baseline/index.ts";
import { STREAMS } from "../generators/streams.ts";
import { FAULTY } from "../implementations/faulty/index.ts";

const [cases = "4000"] = process.argv.slice(2);
const ours = killRates(STREAMS, FAULTY, "rates", Number(cases));
const baseline = killRates(BASELINE, FAULTY, "rates", Number(cases));
let behind = 0;
for (const { name } of FAULTY) {
  const [own, other] = [firstKillsOfRates(ours.get(name)), firstKillsOfRates(baseline.get(name))];
  if (own === undefined || other === undefined) continue;
  const aim = other >= 20 ? other / 5 : other;
  const isBehind = own > aim;
  if (isBehind) behind++;
  console.log(`${name.padEnd(46)} ${shown(own)} ${shown(other)} ${isBehind ? "behind" : ""}`.trimEnd());
}
console.log(`${behind} behind the aim`);

function shown(count: number): string {
  return (Number.isFinite(count) ? count.toFixed(1) : "-").padStart(8);
}
