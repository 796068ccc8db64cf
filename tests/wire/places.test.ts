/** Every place of a value on the wire is guarded: by its type, by the ends of its range, and under its own path. */

import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ConformanceError } from "../../model/conformance-error.ts";
import { recordLineFromWire, recordLineToWire } from "../../model/wire/record-wire.ts";
import { scenarioFromWire, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { RecordLineSchema } from "../../model/wire/schema/record-schema.ts";
import { ScenarioSchema } from "../../model/wire/schema/scenario-schema.ts";
import { TraceSchema } from "../../model/wire/schema/trace-schema.ts";
import type { WireSchema } from "../../model/wire/schema/value-schemas.ts";
import { WitnessSchema } from "../../model/wire/schema/verdict-schema.ts";
import { traceFromWire, traceToWire } from "../../model/wire/trace-wire.ts";
import { witnessFromWire, witnessToWire } from "../../model/wire/witness-wire.ts";
import { anyAnswerLine, anyRecordLine, anyScenario, anyTrace, anyWitness } from "./any-values.ts";
import type { Json } from "./mutations.ts";
import { placesOfEveryShape, replaceAt } from "./places.ts";

interface Form {
  readonly name: string;
  /** Values as they stand on the wire. */
  readonly values: fc.Arbitrary<unknown>;
  readonly read: (value: unknown) => unknown;
  readonly write: (value: never) => unknown;
  readonly schema: WireSchema;
  /** How many places of different shapes there are at least. */
  readonly shapes: number;
  /** The paths of places that belong to other forms. */
  readonly others?: RegExp;
}

const FORMS: readonly Form[] = [
  {
    name: "scenario",
    values: anyScenario.map(scenarioToWire),
    read: scenarioFromWire,
    write: scenarioToWire,
    schema: ScenarioSchema,
    shapes: 60,
  },
  {
    name: "trace",
    values: anyTrace.map(traceToWire),
    read: traceFromWire,
    write: traceToWire,
    schema: TraceSchema,
    shapes: 60,
  },
  {
    name: "witness",
    values: anyWitness.map(witnessToWire),
    read: witnessFromWire,
    write: witnessToWire,
    schema: WitnessSchema,
    shapes: 15,
  },
  {
    name: "record line",
    values: anyRecordLine.map(recordLineToWire),
    read: recordLineFromWire,
    write: recordLineToWire,
    schema: RecordLineSchema,
    shapes: 350,
    // Of a divergence, a record keeps whatever its file had.
    others: /^\$\.known\[\d+\]\./,
  },
  {
    name: "line of an answer",
    values: anyAnswerLine.map(recordLineToWire),
    read: recordLineFromWire,
    write: recordLineToWire,
    schema: RecordLineSchema,
    shapes: 80,
    // What is in these is as in their own forms.
    others: /\.(trace|scenario|witness|witnesses\[\d+\])\.\w+[.[]/,
  },
];

/** What a guard says of a value; undefined if it takes it. */
function refusal(read: (value: unknown) => unknown, value: unknown): ConformanceError | undefined {
  try {
    read(value);
    return undefined;
  } catch (error) {
    if (error instanceof ConformanceError) return error;
    throw error;
  }
}

/** Powers of two at which fields end, the numbers beside them, and none that is whole. */
const NUMBERS: readonly number[] = [0, 1, 2, 3, 4, 5, 8, 16, 24, 31, 32, 53]
  .flatMap((bits) => [2 ** bits - 1, 2 ** bits, 2 ** bits + 1])
  .flatMap((number) => [number, -number])
  .concat([1.5, 0.5, 1e300]);

describe.each(FORMS)("of a $name", ({ values, read, write, schema, shapes, others }) => {
  const wholes = fc.sample(values, { numRuns: 150, seed: 1 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
  const places = placesOfEveryShape(wholes).filter(([, { path }]) => !others?.test(path));

  test("there are places of many shapes", () => {
    expect(places.length).toBeGreaterThan(shapes);
  });

  test("each place is refused, under its path, if something of another kind stands there", () => {
    for (const [whole, { path, value }] of places) {
      const other = typeof value === "object" && !Array.isArray(value) ? [] : {};
      const error = refusal(read, replaceAt(whole, path, other));
      expect(error?.code, path).toMatch(/^WIRE_(TYPE|MISSING|FORMAT)$/);
      expect(error?.message, path).toContain(` is wrong at ${path}`);
    }
  });

  test("each number is taken and refused as the schema says, and is refused under its path", () => {
    for (const [whole, { path, value }] of places) {
      if (typeof value !== "number") continue;
      for (const number of NUMBERS) {
        const changed = replaceAt(whole, path, number);
        const error = refusal(read, changed);
        expect(error === undefined, `${path} is ${number}`).toBe(v.is(schema, changed));
        if (error !== undefined) expect(error.message, path).toContain(` is wrong at ${path}: ${number} is`);
      }
    }
  });

  test("each member that the schema demands is missed under its path, and no other", () => {
    for (const [whole, { path }] of places) {
      if (path.endsWith("]")) continue;
      const changed = replaceAt(whole, path, undefined);
      const error = refusal(read, changed);
      expect(error === undefined, path).toBe(v.is(schema, changed));
      if (error !== undefined) expect(error.message, path).toContain(` is wrong at ${path}: `);
    }
  });

  test("each member comes back that is there, and none that is not", () => {
    for (const [whole, { path }] of places) {
      for (const each of path.endsWith("]") ? [whole] : [whole, replaceAt(whole, path, undefined)]) {
        if (refusal(read, each) !== undefined) continue;
        expect(JSON.parse(JSON.stringify(write(read(each) as never))), path).toStrictEqual(each);
      }
    }
  });
});
