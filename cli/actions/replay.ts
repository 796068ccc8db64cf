/** What `replay` does. */

import { ConformanceError } from "../../model/conformance-error.ts";
import type { JudgedScenario } from "../../model/judged.ts";
import type { FailureLine } from "../../model/record.ts";
import { OUTCOMES, type Outcome } from "../../model/verdict.ts";
import { drawScenario } from "../../reports/drawing/draw-scenario.ts";
import { paintLines } from "../../reports/drawing/drawn-line.ts";
import { renderFailure } from "../../reports/failure/render-failure.ts";
import { OUTCOME_TONES, OUTCOME_WIDTH } from "../../reports/terminal/outcome-words.ts";
import { escapeText } from "../../reports/text/escape-text.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import { suite } from "../../runner/default-suite.ts";
import { makeJudgingPlan, type PlanData } from "../../runner/judging-plan.ts";
import { openSubject } from "../../runner/open-subject.ts";
import { replayStatus } from "../../runner/replay-scenario.ts";
import { resolveProfile } from "../../runner/resolve-profile.ts";
import { failuresByKey } from "../../runner/run-context.ts";
import type { ReplayCommandOptions } from "../commands/replay.ts";
import { outputWidth } from "../output-width.ts";
import { formatError } from "../report-error.ts";
import { subjectWords } from "../subject-options.ts";
import { findSubject } from "./find-subject.ts";
import { readReplayable, type Replayable } from "./read-replayable.ts";
import { timeoutWords } from "./replay-command.ts";

/**
 * Judges the scenarios of a file again and prints what happens in them.
 *
 * @returns 0, 1 or 3; 3 also if nothing could be judged, or something was in the way, so that a replay is never green by accident
 */
export async function replay(file: string, options: ReplayCommandOptions): Promise<0 | 1 | 3> {
  const replayables = readReplayable(file);
  const found = await findSubject(options, options.caseTimeout);
  let problems = 0;
  const subject = await openSubject({ subject: found }, options.caseTimeout, (problem) => {
    problems++;
    process.stderr.write(formatError(problem));
  });
  try {
    const profile = resolveProfile(options.profile, subject.description);
    const data: PlanData = { seed: "", runs: 1, only: [], tables: [], profile, divergences: [] };
    const judge = subject.judgeBy(makeJudgingPlan(suite, data), data);
    const { name, version = "" } = subject.description;
    process.stdout.write(`${escapeText(`${name} ${version}`.trim(), 200)}, profile ${profile.name}\n`);
    const outcomes: Outcome[] = [];
    for (const replayable of replayables) {
      const ids = requirementsOf(file, replayable, options.all === true);
      const judged = await judge.judgeScenario(ids, replayable.scenario);
      process.stdout.write(rendered(judged, replayable, commandLine(file, options)));
      outcomes.push(...outcomesOf(judged));
    }
    return replayStatus(outcomes, problems);
  } finally {
    await subject.close();
  }
}

/** Ids of the requirements to judge by; all are, of which only those speak that the scenario triggers. */
function requirementsOf(file: string, { requirements }: Replayable, all: boolean): readonly string[] {
  const known = suite.requirements.map(({ id }) => id);
  if (all || requirements.length === 0) return known;
  const wanted = requirements.filter((id) => known.includes(id));
  if (wanted.length > 0) return wanted;
  throw new ConformanceError(
    "STORED_FAILURE_UNKNOWN_REQUIREMENT",
    `${file} is for ${requirements.slice(0, 3).join(", ")}, which this version does not have`,
    "Use --all to judge its scenario against the requirements that exist",
    3,
  );
}

function outcomesOf(judged: JudgedScenario): Outcome[] {
  return [...judged.verdicts.map(({ outcome }) => outcome), ...judged.failures.map(({ outcome }) => outcome)];
}

function rendered(judged: JudgedScenario, { scenario }: Replayable, command: string): string {
  const colour = wantsColour(process.stdout);
  const paint = painter(colour);
  const width = outputWidth();
  const failures = failuresByKey(judged).map((failure): FailureLine => {
    const { outcome, rule, witness, requirements } = failure;
    const origin = { from: "store", file: "that is replayed" } as const;
    const shrinking = { tried: 0, taken: 0, cut: false };
    const about = { line: "failure", outcome, requirements, rule, witness } as const;
    return { ...about, origin, occurrences: 1, scenario, trace: judged.trace, shrinking, replay: command };
  });
  const blocks = failures.map((failure) => renderFailure(failure, { colour, width }));
  if (blocks.length === 0) {
    const sections = drawScenario(scenario, judged.trace);
    blocks.push(
      sections.map(({ title, lines }) => `  ${paint("title", title)}\n${paintLines(lines, paint)}`).join("\n\n"),
    );
  }
  const verdicts = judged.verdicts
    .toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome))
    .map(
      ({ requirement, outcome }) => `  ${paint(OUTCOME_TONES[outcome], outcome.padEnd(OUTCOME_WIDTH))}  ${requirement}`,
    );
  if (verdicts.length === 0) verdicts.push("  no requirement has anything to say about it");
  return `\n${blocks.join("\n\n")}\n\n${paint("title", "Verdicts")}\n${verdicts.join("\n")}\n`;
}

function commandLine(file: string, options: ReplayCommandOptions): string {
  const { profile, all } = options;
  const words = ["npx", "rmrr-conformance", "replay", file, ...subjectWords(options), ...timeoutWords(options)];
  if (profile !== undefined) words.push("--profile", profile);
  if (all === true) words.push("--all");
  return words.map(shellQuote).join(" ");
}
