/** The report of a smoke test for people: what was tried, what is wrong, and what to do about it. */

import { match } from "ts-pattern";
import {
  smokeExitStatus,
  type SmokeFinding,
  type SmokeKind,
  type SmokeReport,
} from "../../implementations/stdio/smoke/smoke-report.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import type { Painter, Tone } from "../text/painter.ts";
import { wrapText } from "../text/wrap-text.ts";

const TONES: Readonly<Record<SmokeKind, Tone>> = { broken: "bad", errored: "bad", failed: "bad", skipped: "warning" };
const HEADINGS: Readonly<Record<SmokeKind, string>> = {
  broken: "BROKEN: the adapter does not keep to the protocol",
  errored: "ERRORED: the adapter reports errors, which say nothing about the implementation",
  failed: "FAILED: the adapter works, and the implementation gives a wrong answer",
  skipped: "SKIPPED: the adapter declines",
};

/** The report as text. `width` is in columns. */
export function renderSmoke(report: SmokeReport, paint: Painter, width: number): string {
  const kinds: readonly SmokeKind[] = ["broken", "errored", "failed", "skipped"];
  const blocks = [
    introduction(report, paint),
    ...kinds.map((kind) => findingsOf(kind, report, paint, width)),
    stderrOf(report, paint),
    conclusion(report, paint),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function introduction({ started, executed }: SmokeReport, paint: Painter): string {
  if (started === undefined) return "";
  const { name, version = "", language, profile = "linux", abilities } = started;
  const who = [`${name} ${version}`.trim(), language, `profile ${profile}`].filter((part) => part !== undefined);
  const cases = executed.map(({ case: smokeCase, trace }) => {
    const [tone, word] = match(trace.ended?.how)
      .with(undefined, () => ["good", "answered"] as const)
      .with("skipped", () => ["warning", "skipped"] as const)
      .with("hung", () => ["bad", "hung"] as const)
      .with("died", () => ["bad", "died"] as const)
      .exhaustive();
    return `  ${paint(tone, word.padEnd(8))}  ${smokeCase.name.padEnd(17)}  ${smokeCase.purpose}`;
  });
  const offers = abilities.length === 0 ? "nothing" : abilities.join(" ");
  return [paint("title", escapeText(who.join(", "), 300)), `  offers ${offers}`, ...cases].join("\n");
}

function findingsOf(kind: SmokeKind, { findings }: SmokeReport, paint: Painter, width: number): string {
  const found = findings.filter((finding) => finding.kind === kind);
  if (found.length === 0) return "";
  return [paint(TONES[kind], HEADINGS[kind]), ...found.map((finding) => describe(finding, paint, width))].join("\n");
}

function describe({ code, scenario, what, nextStep }: SmokeFinding, paint: Painter, width: number): string {
  const where = scenario === undefined ? "" : ` in ${scenario}`;
  // A stack trace keeps its lines; nothing else of what an adapter says acts on the terminal.
  const lines = what.split("\n").map((line) => wrapText(escapeText(line, 3000), width, "    "));
  return [`  ${paint("title", code)}${where}`, ...lines, wrapText(`Next: ${nextStep}`, width, "    ")].join("\n");
}

function stderrOf({ stderr }: SmokeReport, paint: Painter): string {
  if (stderr === undefined) return "";
  const lines = stderr.split("\n").map((line) => `  ${escapeText(line, 300)}`);
  return [paint("title", "Its standard error ends with"), ...lines].join("\n");
}

function conclusion(report: SmokeReport, paint: Painter): string {
  const kinds = report.findings.map(({ kind }) => kind);
  return match(smokeExitStatus(report))
    .with(0, () =>
      paint(
        "good",
        `The adapter is sound: ${countOf(report.executed.length, "scenario")} were answered as they should be.`,
      ),
    )
    .with(1, () => paint("bad", "The adapter is sound; what it serves is not."))
    .with(3, () => {
      const why = kinds.includes("broken")
        ? "The adapter is broken"
        : kinds.includes("errored")
          ? "The adapter errored"
          : "The adapter skipped everything";
      return paint("bad", `${why}: nothing can be judged by it yet.`);
    })
    .exhaustive();
}
