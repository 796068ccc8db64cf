/**
 * A recording: the scenarios of a run with their traces, and everything a run needs to judge them again.
 *
 * It is a file of JSON lines: a header, one line per case, and a footer, without which it is rejected. Judging it
 * requires neither the implementation nor the generators of the version that made it.
 */

import type { CaseOrigin, HeaderLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { readOrigin } from "../../model/wire/origin-wire.ts";
import { readImplementation } from "../../model/wire/record-wire.ts";
import { readScenario, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { readTrace, traceToWire } from "../../model/wire/trace-wire.ts";
import { WireReader } from "../../model/wire/wire-reader.ts";
import { bytesToWire } from "../../model/wire/write-values.ts";
import type { KnownDivergence } from "../known-divergence.ts";
import { readKeptDivergence } from "../load-known-divergences.ts";
import type { GivenTable } from "../run-options.ts";

export const RECORDING_FORMAT = "rmrr-conformance/recording/1";

/** What was judged, and by what. */
export interface RecordingHeader {
  readonly suiteVersion: string;
  readonly seed: string;
  readonly runs: number;
  /** Whether the small worlds were enumerated instead of drawing cases of streams. */
  readonly exhaustive?: true;
  readonly only: readonly string[];
  readonly allowUnobserved: readonly string[];
  readonly profile: string;
  readonly either: readonly string[];
  readonly implementation: HeaderLine["implementation"];
  readonly tables: readonly GivenTable[];
  readonly known: readonly KnownDivergence[];
  /** Whether stored failures were judged first. */
  readonly judgesStored: boolean;
  /** The files of stored failures, verbatim. */
  readonly stored: readonly { readonly name: string; readonly text: string }[];
}

export interface RecordedCase {
  readonly origin: CaseOrigin;
  readonly scenario: Scenario;
  readonly trace: Trace;
}

/** A line of a recording. */
export type RecordingLine =
  | { readonly line: "recording"; readonly header: RecordingHeader }
  | { readonly line: "case"; readonly case: RecordedCase }
  | { readonly line: "end"; readonly cases: number };

export function recordingLineToText(line: RecordingLine): string {
  return `${JSON.stringify(toWire(line))}\n`;
}

function toWire(line: RecordingLine): object {
  switch (line.line) {
    case "recording": {
      const { tables, known, ...rest } = line.header;
      return {
        line: line.line,
        format: RECORDING_FORMAT,
        ...rest,
        tables: tables.map(({ name, bytes }) => ({ name, bytes: bytesToWire(bytes) })),
        known: known.map(({ scenario, ...divergence }) => ({ ...divergence, scenario: scenarioToWire(scenario) })),
      };
    }
    case "case": {
      const { origin, scenario, trace } = line.case;
      return { line: line.line, origin, scenario: scenarioToWire(scenario), trace: traceToWire(trace) };
    }
    case "end":
      return line;
    default:
      return line satisfies never;
  }
}

/**
 * Reads a line from an untrusted value.
 *
 * @throws ConformanceError `WIRE_…`; `WIRE_FORMAT` for a recording of another format
 */
export function recordingLineFromWire(value: unknown): RecordingLine {
  const at = new WireReader("line of a recording");
  const raw = at.object(value);
  const line = at.choice(raw.line, "line", ["recording", "case", "end"]);
  switch (line) {
    case "recording":
      if (raw.format !== RECORDING_FORMAT)
        at.fail("WIRE_FORMAT", "format", `it is not of the format ${RECORDING_FORMAT}`);
      return {
        line,
        header: {
          suiteVersion: at.text(raw.suiteVersion, "suiteVersion"),
          seed: at.text(raw.seed, "seed"),
          runs: at.integer(raw.runs, "runs", 0, Number.MAX_SAFE_INTEGER),
          ...(raw.exhaustive === undefined ? {} : { exhaustive: at.mark(raw.exhaustive, "exhaustive") }),
          only: at.texts(raw.only, "only"),
          allowUnobserved: at.texts(raw.allowUnobserved, "allowUnobserved"),
          profile: at.text(raw.profile, "profile"),
          either: at.texts(raw.either, "either"),
          implementation: readImplementation(raw.implementation, at),
          tables: at.each(raw.tables, "tables", (element) => {
            const table = at.object(element);
            return { name: at.text(table.name, "name"), bytes: at.bytes(table.bytes, "bytes") };
          }),
          known: at.each(raw.known, "known", readKeptDivergence),
          judgesStored: at.flag(raw.judgesStored, "judgesStored"),
          stored: at.each(raw.stored, "stored", (element) => {
            const file = at.object(element);
            return { name: at.text(file.name, "name"), text: at.text(file.text, "text") };
          }),
        },
      };
    case "case":
      return {
        line,
        case: {
          origin: readOrigin(raw.origin, at),
          scenario: readScenario(raw.scenario, at, "scenario"),
          trace: readTrace(raw.trace, at, "trace"),
        },
      };
    case "end":
      return { line, cases: at.integer(raw.cases, "cases", 0, Number.MAX_SAFE_INTEGER) };
    default:
      return line satisfies never;
  }
}
