/** The published JSON Schema files: up to date, and of one mind with the guards of the hot path. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
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
import { schemaFiles } from "../../scripts/schema-files.ts";
import { anyRecordLine, anyScenario, anyTrace, anyWitness } from "./any-values.ts";
import { anyMutation, mutate, type Json } from "./mutations.ts";

const FOLDER = fileURLToPath(new URL("../../schemas", import.meta.url));

describe("the folder schemas", () => {
  test("holds exactly the files that npm run schemas writes", () => {
    const written = readdirSync(FOLDER).filter((name) => name.endsWith(".schema.json"));
    expect(written.sort()).toStrictEqual([...schemaFiles().keys()].sort());
  });

  test.each([...schemaFiles()])("%s is up to date: else run npm run schemas", (name, text) => {
    expect(readFileSync(`${FOLDER}/${name}`, "utf8")).toBe(text);
  });
});

interface Checked {
  readonly name: string;
  /** Values as they stand on the wire. */
  readonly values: fc.Arbitrary<unknown>;
  readonly read: (value: unknown) => unknown;
  readonly schema: WireSchema;
}

const CHECKED: readonly Checked[] = [
  { name: "scenarios", values: anyScenario.map(scenarioToWire), read: scenarioFromWire, schema: ScenarioSchema },
  { name: "traces", values: anyTrace.map(traceToWire), read: traceFromWire, schema: TraceSchema },
  { name: "witnesses", values: anyWitness.map(witnessToWire), read: witnessFromWire, schema: WitnessSchema },
  {
    name: "record lines",
    values: anyRecordLine.map(recordLineToWire),
    read: recordLineFromWire,
    schema: RecordLineSchema,
  },
];

/** Whether a guard takes a value. Any error but one of its own is passed on, and fails the test. */
function guardTakes(read: (value: unknown) => unknown, value: unknown): boolean {
  try {
    read(value);
    return true;
  } catch (error) {
    if (error instanceof ConformanceError && error.code.startsWith("WIRE_") && error.exitStatus === 3) return false;
    throw error;
  }
}

/** Whether a schema takes a value, if members that no value has are passed over, as the guards do. */
function schemaTakes(schema: WireSchema, value: unknown): boolean {
  const issues = v.safeParse(schema, value).issues ?? [];
  return issues.every((issue) => issue.type === "strict_object" && issue.expected === "never");
}

describe.each(CHECKED)("the schema of $name", ({ values, read, schema }) => {
  test("takes everything that is written for the wire", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(v.safeParse(schema, JSON.parse(JSON.stringify(value))).issues).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test("and the guard agree on everything that is wrong in one place", () => {
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(values, anyMutation, (value, mutation) => {
        const wrong = mutate(JSON.parse(JSON.stringify(value)) as Json, mutation);
        const bySchema = schemaTakes(schema, wrong);
        expect(guardTakes(read, wrong)).toBe(bySchema);
        if (bySchema) taken++;
        else refused++;
      }),
      { numRuns: 1500 },
    );
    // The law says little unless both happen.
    expect(Math.min(taken, refused)).toBeGreaterThan(50);
  });

  test("refuses a member that no value has, which the guard passes over", () => {
    fc.assert(
      fc.property(values, (value) => {
        const wire = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        wire.endles = true;
        expect(v.safeParse(schema, wire).success).toBe(false);
        expect(guardTakes(read, wire)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
