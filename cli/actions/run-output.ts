/** What a run writes: verdicts on stdout, progress and problems on stderr. */

import { dirname } from "node:path";
import type { ConformanceError } from "../../model/conformance-error.ts";
import type { FooterLine, RecordLine, RequirementLine } from "../../model/record.ts";
import { ProgressLine } from "../../reports/terminal/progress-line.ts";
import { TerminalReport } from "../../reports/terminal/terminal-report.ts";
import { escapeText } from "../../reports/text/escape-text.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import { groupDigits } from "../../reports/text/group-digits.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import type { Progress } from "../../runner/run-options.ts";
import { unobservedProblem } from "../../runner/unobserved-problem.ts";
import { outputWidth } from "../output-width.ts";
import { formatError } from "../report-error.ts";
import type { PassedOver } from "./read-tables.ts";
import { resumeCommandLine } from "./replay-command.ts";

const MOST_PATHS = 10;

export class RunOutput {
  readonly #report: TerminalReport;
  readonly #progress = new ProgressLine(process.stderr);
  readonly #commandLine: string;
  readonly #storedPaths: string[] = [];
  readonly #requirements: RequirementLine[] = [];
  #profile = "";
  #isShard = false;

  /**
   * @param commandLine what repeats the whole run
   * @param record the file that the record goes to
   * @param lost what could not be written although it was asked for, known before the footer
   */
  constructor(commandLine: string, record?: string, lost?: () => string | undefined) {
    this.#commandLine = commandLine;
    const colour = wantsColour(process.stdout);
    this.#report = new TerminalReport((text) => process.stdout.write(text), {
      paint: painter(colour),
      colour,
      width: outputWidth(),
      inFull: allInFull(record),
      ...(lost === undefined ? {} : { lost }),
    });
  }

  line(line: RecordLine): void {
    this.#progress.erase();
    if (line.line === "header") this.#profile = line.profile;
    if (line.line === "requirement") this.#requirements.push(line);
    // The shards that a merged run is made of are lines too, with the environment of each.
    if (line.line === "shard" && line.environment === undefined) this.#isShard = true;
    if (line.line === "footer") this.#unobserved(line);
    this.#report.line(line);
    if (line.line === "footer") process.stdout.write(this.#ending());
  }

  progress({ section, name, done, total, failures }: Progress): void {
    const what = section === "stream" || section === "table" ? name : `${section} ${name}`;
    this.#progress.show({ what, done, total, failures });
  }

  problem(problem: ConformanceError): void {
    this.#progress.erase();
    process.stderr.write(formatError(problem));
  }

  /** Whoever names a folder has to see which of its files are not judged. */
  passedOver({ folder, names }: PassedOver): void {
    const shown = names.slice(0, MOST_PATHS).map((name) => escapeText(name, 120));
    const more = names.length > shown.length ? ` and ${groupDigits(names.length - shown.length)} more` : "";
    process.stderr.write(`not DMAR tables, passed over in ${escapeText(folder, 1000)}: ${shown.join(", ")}${more}\n`);
  }

  stored(path: string): void {
    this.#storedPaths.push(path);
  }

  /**
   * Says that there is no verdict, and what is left.
   *
   * @param isKept what was judged until then is in the record
   */
  interrupted(seed: string | undefined, report: string | undefined, isKept: boolean): void {
    this.#progress.erase();
    const said =
      report !== undefined && isKept
        ? `What was judged so far is in ${escapeText(report, 1000)}\ncontinue: ${resumeCommandLine(report)}`
        : `Nothing is kept; --report FILE would keep it\nagain: ${this.#commandLine}`;
    const drawn = seed === undefined ? "" : `seed: ${escapeText(seed, 200)}\n`;
    process.stderr.write(`interrupted: there is no verdict. ${said}\n${drawn}`);
  }

  close(): void {
    this.#progress.erase();
  }

  /** What was not observed, where nothing else is the verdict: another shard may observe it. */
  #unobserved({ exitStatus }: FooterLine): void {
    if (exitStatus !== 3 || this.#isShard) return;
    const allowing = (ids: readonly string[]): string => `--allow-unobserved ${ids.join(" ")}`;
    const problem = unobservedProblem(this.#requirements, this.#profile, allowing);
    if (problem !== undefined) this.problem(problem);
  }

  #ending(): string {
    const stored = new Set(this.#storedPaths);
    return `${stored.size === 0 ? "" : storedText([...stored])}again: ${this.#commandLine}\n`;
  }
}

/** Names of files have the requirement and the rule in them: that a hundred are there says as much as their list. */
function storedText(paths: readonly string[]): string {
  const why = "later runs judge them first";
  return paths.length > MOST_PATHS
    ? `stored: commit ${groupDigits(paths.length)} files in ${escapeText(dirname(paths[0]!), 1000)}; ${why}\n`
    : `stored: commit these; ${why}\n${paths.map((path) => `  ${path}\n`).join("")}`;
}

function allInFull(record: string | undefined): string {
  return record === undefined
    ? "For all of them in full: run with --report record.jsonl, then npx rmrr-conformance report render record.jsonl"
    : `For all of them in full: npx rmrr-conformance report render ${shellQuote(record)}`;
}
