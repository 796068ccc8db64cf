/** The lines of a record as people read them on a terminal or in a log. */

import { describeCases } from "../text/describe-cases.ts";
import { match, P } from "ts-pattern";
import type {
  Enumeration,
  FailureLine,
  FooterLine,
  HeaderLine,
  RecordLine,
  RequirementLine,
  SituationLine,
  ShardLine,
  StreamLine,
} from "../../model/record.ts";
import { divergenceText, nameRequirements, renderFailure } from "../failure/render-failure.ts";
import { promiseInWords, shareInWords, situationShares } from "../record/situation-shares.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf, groupDigits } from "../text/group-digits.ts";
import { countsInWords, endingsInWords, problemsInWords, shownStatus, verdictOf } from "../text/outcome-in-words.ts";
import type { Painter } from "../text/painter.ts";
import { wrapText } from "../text/wrap-text.ts";
import { failureOverview } from "./failure-overview.ts";
import { formatCounts, OUTCOME_TONES, OUTCOME_WIDTH } from "./outcome-words.ts";

export interface TerminalOptions {
  readonly paint: Painter;
  readonly colour: boolean;
  readonly width: number;
  /**
   * Only the first failures of each cause are printed in full, and of known divergences what was declared. Then this says
   * how all of them are seen.
   */
  readonly inFull?: string;
  /**
   * What could not be written although it was asked for, `the record`: known before the footer. Such a run is not green,
   * and so does not end with the word that it conforms.
   */
  readonly lost?: () => string | undefined;
}

/** Widest id of a requirement that is kept in its column. */
const ID_WIDTH = 36;
const STREAM_WIDTH = 11;
const SITUATION_WIDTH = 44;

export class TerminalReport {
  readonly #options: TerminalOptions;
  readonly #write: (text: string) => void;
  #family = "";
  #isDrawn = true;
  /** The shard that the run is, if it is one. */
  #part: ShardLine | undefined;
  /** How many tables were given, and the cases around them, which are told in one line. */
  #tablesGiven = 0;
  #tables = { count: 0, cases: 0 };
  /** Kept until all are there: of several lines of a situation one is shown. */
  #situations: SituationLine[] = [];
  /** Kept until all are there, if not each is printed in full. */
  #failures: FailureLine[] = [];

  constructor(write: (text: string) => void, options: TerminalOptions) {
    this.#write = write;
    this.#options = options;
  }

  line(line: RecordLine): void {
    if (line.line === "situation") return void this.#situations.push(line);
    this.#writeSituations();
    if (line.line === "requirement" || line.line === "footer") this.#writeTables();
    const text = match(line)
      .with({ line: P.union("environment", "asked", "judged") }, () => "")
      .with({ line: "header" }, (header) => this.#header(header))
      .with({ line: "shard" }, (shard) => this.#shard(shard))
      .with({ line: "stream" }, (stream) => this.#stream(stream))
      .with({ line: "requirement" }, (requirement) => this.#requirement(requirement))
      .with({ line: "failure" }, (failure) => this.#failure(failure))
      .with({ line: "footer" }, (footer) => `${this.#overview()}${this.#footer(footer)}`)
      .exhaustive();
    if (text !== "") this.#write(`${text}\n`);
  }

  #header({ suiteVersion, specification, profile, either, seed, options, implementation }: HeaderLine): string {
    const { paint } = this.#options;
    const who = [
      implementation.name,
      implementation.version,
      implementation.language && `(${implementation.language})`,
    ];
    this.#tablesGiven = options.tables.length;
    const judgedBy = either.length === 0 ? profile : `${profile}, either answer for ${either.join(", ")}`;
    const rows: [string, string][] = [
      ["implementation", who.flatMap((part) => (part === undefined ? [] : escapeText(part, 120))).join(" ")],
      ["profile", judgedBy],
      ["cases", options.exhaustive === true ? describeCases(options) : `${groupDigits(options.runs)} per stream`],
    ];
    // Nothing is drawn where everything is enumerated.
    this.#isDrawn = options.exhaustive !== true;
    if (this.#isDrawn) rows.push(["seed", escapeText(seed, 200)]);
    if (options.only.length > 0) rows.splice(3, 0, ["only", listed(options.only)]);
    if (options.tables.length > 0) rows.splice(3, 0, ["tables", listed(options.tables.map(({ name }) => name))]);
    return [
      paint("title", `rmrr-conformance ${suiteVersion}, VT-d Rev ${specification}`),
      ...rows.map(([name, value]) => `${paint("quiet", name.padEnd(16))}${value}`),
    ].join("\n");
  }

  #shard(line: ShardLine): string {
    const { paint } = this.#options;
    const { shard, of, environment } = line;
    if (environment === undefined) this.#part = line;
    const part = `${shard} of ${of}${environment === undefined ? ": the verdict is that of all shards together" : ""}`;
    return `${paint("quiet", "shard".padEnd(16))}${part}`;
  }

  /** The first results of a run, while the rest is still judged; a table has a line only if it came to nothing. */
  #stream(line: StreamLine): string {
    const { stream, cases, enumeration } = line;
    const endings = endingsInWords(line);
    if (stream.startsWith("table:")) {
      this.#tables = { count: this.#tables.count + 1, cases: this.#tables.cases + cases };
      if (endings === "") return "";
    }
    const said = endings === "" ? "" : this.#options.paint("warning", `: ${endings}`);
    return this.#judged(
      `${escapeText(stream, 120)}, ${countOf(cases, "case")}${said}${this.#enumeration(enumeration)}`,
    );
  }

  #judged(what: string): string {
    const { paint } = this.#options;
    const title = this.#family === "streams" ? "" : `\n${paint("title", "streams")}\n`;
    this.#family = "streams";
    return `${title}  ${paint("quiet", "judged".padEnd(OUTCOME_WIDTH))}  ${what}`;
  }

  /** Whoever gives tables learns how many cases were built around them, or that none was. */
  #writeTables(): void {
    const { count, cases } = this.#tables;
    const given = this.#tablesGiven;
    this.#tablesGiven = 0;
    this.#tables = { count: 0, cases: 0 };
    if (count > 0) this.#write(`${this.#judged(`around ${countOf(count, "table")}, ${countOf(cases, "case")}`)}\n`);
    else if (given > 0) {
      const none = `around ${countOf(given, "table")}, no case: no selected requirement is judged on tables`;
      this.#write(`${this.#judged(this.#options.paint("warning", none))}\n`);
    }
  }

  #writeSituations(): void {
    const shares = situationShares(this.#situations);
    this.#situations = [];
    if (shares.length === 0) return;
    const { paint } = this.#options;
    const rows = shares.map((share) => {
      const promise = promiseInWords(share);
      const said = share.isLow ? paint("warning", `; ${promise} promised`) : promise && paint("quiet", `; ${promise}`);
      const word = share.isLow ? paint("warning", "low".padEnd(OUTCOME_WIDTH)) : "".padEnd(OUTCOME_WIDTH);
      const stream = escapeText(share.stream, 20).padEnd(STREAM_WIDTH);
      const name = escapeText(share.name, 80).padEnd(SITUATION_WIDTH);
      return `  ${word}  ${stream}  ${name}  ${shareInWords(share)}${said}`;
    });
    this.#write(`${["", paint("title", "situations"), ...rows].join("\n")}\n`);
  }

  /** What was gone through, so that nobody takes it for more than it was. */
  #enumeration(enumeration: Enumeration | undefined): string {
    if (enumeration === undefined) return "";
    const { bound, leftOut, symmetry, beforeSymmetry } = enumeration;
    const notes = [
      `every one of: ${bound}`,
      `counted once, of ${groupDigits(beforeSymmetry)}: ${symmetry}`,
      `left out: ${leftOut}`,
    ];
    const indent = " ".repeat(4 + OUTCOME_WIDTH);
    return notes.map((note) => `\n${wrapText(escapeText(note, 2000), this.#options.width, indent)}`).join("");
  }

  #requirement({ id, level, outcome, triggered, cases, counts, reason, missed }: RequirementLine): string {
    const { paint } = this.#options;
    const family = id.slice(0, id.indexOf("/"));
    const title = family === this.#family ? "" : `\n${paint("title", family)}\n`;
    this.#family = family;
    const tone = missed === true ? "bad" : OUTCOME_TONES[outcome];
    const word = paint(tone, outcome.padEnd(OUTCOME_WIDTH));
    const onlyPasses = outcome === "pass" && counts.pass === triggered;
    const said = onlyPasses || triggered === 0 ? "" : `: ${formatCounts(counts)}`;
    const why = reason === undefined ? "" : ` (${escapeText(reason)})`;
    const share = `${groupDigits(triggered)} of ${countOf(cases, "case")}`;
    return `${title}  ${word}  ${level.padEnd(6)}  ${id.padEnd(ID_WIDTH)}  ${share}${said}${why}`;
  }

  #failure(failure: FailureLine): string {
    const { colour, width, inFull } = this.#options;
    if (inFull === undefined) return `\n${renderFailure(failure, { colour, width })}`;
    this.#failures.push(failure);
    return "";
  }

  /** The failures that were kept, each with a line break at its end. */
  #overview(): string {
    const { colour, width, inFull = "" } = this.#options;
    const { whole, further, known } = failureOverview(this.#failures);
    const parts = [
      ...known.map((alike) => this.#known(alike)),
      ...whole.map((failure) => renderFailure(failure, { colour, width })),
      this.#further(further),
      further.length + known.length === 0 ? "" : wrapText(inFull, width),
    ];
    return parts.map((part) => (part === "" ? "" : `\n${part}\n`)).join("");
  }

  #known([first, ...others]: readonly [FailureLine, ...FailureLine[]]): string {
    const { paint, width } = this.#options;
    const titled = (failure: FailureLine): string =>
      `${nameRequirements(failure)}: ${countOf(failure.occurrences, "case")}`;
    return [
      `${paint(OUTCOME_TONES.known, "KNOWN")}  ${paint("title", titled(first))}`,
      wrapText(divergenceText(first), width, "  "),
      ...others.map((failure) => `  The same: ${titled(failure)}`),
    ].join("\n");
  }

  #further(failures: readonly FailureLine[]): string {
    const [first] = failures;
    if (first === undefined) return "";
    const { paint } = this.#options;
    const rows = failures.map((failure) => {
      const { outcome, rule, occurrences } = failure;
      const word = paint(OUTCOME_TONES[outcome], outcome.padEnd(OUTCOME_WIDTH));
      const name = nameRequirements(failure).padEnd(ID_WIDTH);
      return `  ${word}  ${name}  ${escapeText(rule, 120)}, ${countOf(occurrences, "case")}`;
    });
    return [
      paint("title", countOf(failures.length, "further failure")),
      ...rows,
      "",
      `  ${paint("title", "Reproduce the first of them")}`,
      `  ${escapeText(first.replay, 4000)}`,
    ].join("\n");
  }

  #footer(footer: FooterLine): string {
    const { paint, width } = this.#options;
    const problems = problemsInWords(footer);
    const ending = { footer, part: this.#part };
    const lost = footer.exitStatus === 0 ? this.#options.lost?.() : undefined;
    const exitStatus = lost === undefined ? footer.exitStatus : 3;
    const tone = exitStatus === 0 ? (shownStatus(ending) === 0 ? "good" : "warning") : "bad";
    const verdict = paint(
      tone,
      lost === undefined ? verdictOf(ending) : `no failure, but ${lost} could not be written`,
    );
    const lines = [
      "",
      countsInWords(footer),
      ...(problems === undefined ? [] : [wrapText(problems, width)]),
      `${verdict} (exit status ${exitStatus})${this.#isDrawn ? `; seed ${escapeText(footer.seed, 200)}` : ""}`,
    ];
    return lines.join("\n");
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => escapeText(name, 80));
  return names.length > shown.length
    ? `${shown.join(", ")} and ${groupDigits(names.length - shown.length)} more`
    : shown.join(", ");
}
