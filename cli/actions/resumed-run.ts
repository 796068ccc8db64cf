/** `run --resume`: from the record of an interrupted run to what it was asked for, and what was judged by then. */

import { ConformanceError } from "../../model/conformance-error.ts";
import type { AskedLine, HeaderLine, JudgedLine } from "../../model/record.ts";
import { SUITE_VERSION } from "../../model/suite-version.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { canonicalJson } from "../../runner/canonical-json.ts";
import type { EarlierRun } from "../../runner/earlier-run.ts";
import type { RunCommandOptions } from "../commands/run.ts";
import { readRunWords } from "./read-run-words.ts";

export interface ResumedRun {
  readonly command: RunCommandOptions;
  /** Names of the options that it was given. */
  readonly given: ReadonlySet<string>;
  readonly earlier: EarlierRun;
}

/**
 * @param given names of the options that were given beside `--resume`: they have to say what the run was asked for
 * @throws ConformanceError `RESUME_COMPLETE`, `RESUME_NOTHING_KEPT`, `RESUME_OTHER_VERSION`, `RESUME_OTHER_OPTIONS`,
 * `RECORD_…`
 */
export function resumedRun(path: string, options: RunCommandOptions, given: ReadonlySet<string>): ResumedRun {
  const { lines, complete } = readRecord(path, { evenIfTruncated: true });
  if (complete) {
    throw new ConformanceError(
      "RESUME_COMPLETE",
      `${path} has its footer: the run is complete`,
      `View it with \`report render ${path}\`, or run what failed again with --failed`,
    );
  }
  const header = lines.find((line): line is HeaderLine => line.line === "header");
  const asked = lines.find((line): line is AskedLine => line.line === "asked");
  if (header === undefined || asked === undefined) {
    throw new ConformanceError(
      "RESUME_NOTHING_KEPT",
      `the run in ${path} was interrupted before it judged anything, or cannot be resumed`,
      "Run it again from the beginning; a run with --traces, or whose record goes to a pipe, cannot be resumed",
    );
  }
  // Before its words are read: another version may have other options.
  if (header.suiteVersion !== SUITE_VERSION) {
    throw new ConformanceError(
      "RESUME_OTHER_VERSION",
      `the run in ${path} was started by version ${header.suiteVersion}, and this is ${SUITE_VERSION}`,
      "Resume it with the version that started it, or start it again from the beginning",
    );
  }
  const recorded = readRunWords(asked.command, path);
  const command = { ...recorded.options, report: path };
  const asOption = new Map<string, unknown>(Object.entries(command));
  for (const name of given) {
    const value = options[name as keyof RunCommandOptions];
    if (name === "resume" || name === "report" || same(value, asOption.get(name))) continue;
    throw new ConformanceError(
      "RESUME_OTHER_OPTIONS",
      `the run in ${path} was started without ${optionWords(name, value)}`,
      "Leave out all options but --resume, or start it again from the beginning",
    );
  }
  const answers = lines.filter((line): line is JudgedLine => line.line === "judged");
  return { command, given: recorded.given, earlier: { header, asked, answers } };
}

function same(value: unknown, other: unknown): boolean {
  return other !== undefined && canonicalJson(value) === canonicalJson(other);
}

/** As it stands on the command line: what is false was switched off, and what is true has no value. */
function optionWords(name: string, value: unknown): string {
  if (typeof value === "boolean") return value ? `--${kebab(name)}` : `--no-${kebab(name)}`;
  return `--${kebab(name)} ${String(value)}`;
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
