/** Records with every outcome in them, whose texts from outside may be anything. */

import { RECORD_FORMAT, type FailureLine, type RecordLine, type RequirementLine } from "../../model/record.ts";
import type { RegionType } from "../../model/region.ts";
import { OUTCOMES, type Outcome } from "../../model/verdict.ts";
import { runReport, type RunReport } from "../../reports/record/run-report.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";

/** What an implementation or whoever hands over a record may say, one text for everything that it can say. */
export const HOSTILE_TEXTS: readonly (readonly [string, string])[] = [
  ["a script", `<script>document.title="taken"</script><img src=x onerror="document.title='taken'">`],
  ["the end of what it stands in", `]]></failure></style></script></svg>--><b>"'&amp;</b>`],
  ["escape sequences", `\u001b[31mred\u001b[0m\u001b]8;;http://example.org\u0007link\u0007 \u009b2J`],
  ["right-to-left marks", `\u202eevil\u202c \u2066isolated\u2069 \u200f`],
  [
    "line breaks and commands",
    `x\n::error title=taken::taken\r\nok 1 taken\nnot ok 2 taken # SKIP\n1..7\n# Subtest: taken`,
  ],
  [
    "Markdown",
    "| a | b |\n|---|---|\n`` ` `` [link](http://example.org) ![i](http://example.org/x.png) @everyone #1 www.example.org",
  ],
  ["NUL, lone surrogates and non-characters", "\u0000 \ud800 \udfff \ufffe \uffff"],
  ["a megabyte", "<&\u202e>".repeat(250_000)],
];

export interface ExampleOptions {
  /** Stands for every text that an implementation, a file name or a divergence brings along. */
  readonly said?: string;
  readonly outcomes?: readonly Outcome[];
}

/** A requirement an outcome, and a failure for each outcome that has one. */
export function exampleLines({ said = "ours", outcomes = OUTCOMES }: ExampleOptions = {}): RecordLine[] {
  const requirements = outcomes.map((outcome): RequirementLine => {
    return {
      line: "requirement",
      id: `${outcome === "pass" ? "windows" : "coverage"}/${outcome}`,
      level: "must",
      outcome,
      triggered: 812,
      cases: 1000,
      counts: { [outcome]: 12, pass: 800 },
      ...(["skipped", "not-observable"].includes(outcome) ? { reason: said } : {}),
      ...(outcome === "not-observable" ? { missed: true as const } : {}),
    };
  });
  const failures = (["hang", "fail", "error", "unexpected-pass", "known"] as const)
    .filter((outcome) => outcomes.includes(outcome))
    .map((outcome) => exampleFailure(outcome, said));
  const bad = outcomes.some((outcome) => ["hang", "fail", "unexpected-pass"].includes(outcome));
  return [
    { line: "environment", node: "v20.20.2", platform: "linux", architecture: "x64", started: "2026-01-01T00:00:00Z" },
    {
      line: "header",
      format: RECORD_FORMAT,
      suiteVersion: "0.1.0",
      specification: "5.10",
      profile: "linux",
      either: [],
      seed: said,
      options: { runs: 1000, only: [], tables: [{ name: said, digest: "00" }], stored: true },
      storeDigest: "",
      implementation: { name: said, version: said, language: said },
    },
    { line: "stream", stream: "hierarchy", cases: 1000, hung: 1, died: 1, skipped: 0, notJudged: 2, reason: said },
    { line: "situation", name: "depth-of-4", stream: "hierarchy", cases: 1000, held: 312, leastShare: 0.02 },
    { line: "situation", name: "depth-of-4", stream: "merge", cases: 1000, held: 0 },
    { line: "situation", name: "depth-of-24", stream: "hierarchy", cases: 1000, held: 4, leastShare: 0.005 },
    { line: "situation", name: said, stream: said, cases: 1000, held: 12 },
    ...requirements,
    ...failures,
    {
      line: "footer",
      exitStatus: bad ? 1 : outcomes.includes("error") || outcomes.includes("not-observable") ? 3 : 0,
      requirements: Object.fromEntries(outcomes.map((outcome) => [outcome, 1])),
      cases: 5000,
      seed: said,
    },
  ];
}

export function exampleReport(options: ExampleOptions = {}): RunReport {
  return runReport(exampleLines(options));
}

function exampleFailure(outcome: FailureLine["outcome"], said: string): FailureLine {
  const { witness, trace } = EXAMPLE_FAILURE;
  const [first, second, ...others] = trace.steps;
  // A reader of records lets no other type through than those that there are; a renderer does not rely on it.
  const region = { object: said, start: 0n, end: 0xfffn, type: said as RegionType, protection: 3 };
  return {
    ...EXAMPLE_FAILURE,
    outcome,
    requirements: [`coverage/${outcome}`],
    rule: outcome === "fail" ? "descendant-missing" : said,
    origin: { from: "store", file: said },
    witness: { ...witness, rule: outcome === "fail" ? "descendant-missing" : said, message: said },
    trace: {
      ...trace,
      steps: [
        { ...first!, regions: [region], events: [{ event: "warning", message: said, place: said }] },
        { ...second!, message: said, text: said },
        ...others,
      ],
    },
    ...(outcome === "fail"
      ? {
          diagnosis: { faults: [{ name: said, description: said, mendedBy: said }], shared: 1, examined: 2 },
          returned: { reason: said, link: said, release: said, change: said },
        }
      : {}),
    ...(["known", "unexpected-pass"].includes(outcome) ? { divergence: { reason: said, link: said } } : {}),
    replay: `npx rmrr-conformance replay ${said}`,
  };
}
