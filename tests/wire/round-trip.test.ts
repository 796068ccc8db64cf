/** What is written for the wire reads back as the same value, through the text of JSON. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordLineFromWire, recordLineToWire } from "../../model/wire/record-wire.ts";
import { scenarioFromWire, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { traceFromWire, traceToWire } from "../../model/wire/trace-wire.ts";
import { witnessFromWire, witnessToWire } from "../../model/wire/witness-wire.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { anyAnswerLine, anyRecordLine, anyScenario, anyTrace, anyWitness } from "./any-values.ts";

interface WireForm<Value> {
  readonly name: string;
  readonly values: fc.Arbitrary<Value>;
  write(value: Value): unknown;
  read(value: unknown): Value;
}

const form = <Value>(of: WireForm<Value>): WireForm<unknown> => of as unknown as WireForm<unknown>;

const FORMS: readonly WireForm<unknown>[] = [
  form({ name: "scenarios", values: anyScenario, write: scenarioToWire, read: scenarioFromWire }),
  form({ name: "traces", values: anyTrace, write: traceToWire, read: traceFromWire }),
  form({ name: "witnesses", values: anyWitness, write: witnessToWire, read: witnessFromWire }),
  form({ name: "lines of answers", values: anyAnswerLine, write: recordLineToWire, read: recordLineFromWire }),
  form({ name: "record lines", values: anyRecordLine, write: recordLineToWire, read: recordLineFromWire }),
];

describe.each(FORMS)("$name on the wire", ({ values, write, read }) => {
  test("come back as the same value through the text of JSON", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(read(JSON.parse(JSON.stringify(write(value))))).toStrictEqual(value);
      }),
      { numRuns: lawRuns(300) },
    );
  });

  test("are written the same again after they were read", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(write(value));
        expect(JSON.parse(JSON.stringify(write(read(JSON.parse(text)))))).toStrictEqual(JSON.parse(text));
      }),
      { numRuns: lawRuns(100) },
    );
  });

  test("are what their text says: no member is there that has no value", () => {
    fc.assert(
      fc.property(values, (value) => {
        const written = write(value);
        expect(written).toStrictEqual(JSON.parse(JSON.stringify(written)));
      }),
      { numRuns: lawRuns(100) },
    );
  });

  test("are left as they were", () => {
    fc.assert(
      fc.property(values, (value) => {
        const before = structuredClone(value);
        write(value);
        expect(value).toStrictEqual(before);
      }),
      { numRuns: lawRuns(100) },
    );
  });
});
