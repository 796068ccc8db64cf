/**
 * The JSON Schema files of the folder `schemas`, derived from the schemas that the code itself uses for checking.
 *
 * Schemas that are used several times, or are worth a name, become definitions, so that a reader finds the parts of a
 * scenario by name.
 */

import { toJsonSchema } from "@valibot/to-json-schema";
import { MessageFromAdapterSchema, MessageToAdapterSchema } from "../implementations/stdio/message-schemas.ts";
import { StructureSchema } from "../model/wire/schema/structure-schema.ts";
import { KnownDivergencesSchema, StoredFailureSchema } from "../model/wire/schema/kept-schemas.ts";
import { OriginSchema } from "../model/wire/schema/origin-schema.ts";
import { RecordLineSchema } from "../model/wire/schema/record-schema.ts";
import * as scenario from "../model/wire/schema/scenario-schema.ts";
import * as trace from "../model/wire/schema/trace-schema.ts";
import * as values from "../model/wire/schema/value-schemas.ts";
import { FaultSchema, NoteSchema, TableSchema } from "../reports/table/table-schema.ts";
import { OutcomeSchema, VerdictSchema, WitnessSchema } from "../model/wire/schema/verdict-schema.ts";

/** Each file with its schema. */
const FILES: Readonly<Record<string, values.WireSchema>> = {
  "scenario.schema.json": scenario.ScenarioSchema,
  "trace.schema.json": trace.TraceSchema,
  "witness.schema.json": WitnessSchema,
  "verdict.schema.json": VerdictSchema,
  "record-line.schema.json": RecordLineSchema,
  "stored-failure.schema.json": StoredFailureSchema,
  "known-divergences.schema.json": KnownDivergencesSchema,
  "message-to-adapter.schema.json": MessageToAdapterSchema,
  "message-from-adapter.schema.json": MessageFromAdapterSchema,
  "table.schema.json": TableSchema,
};

/** The schemas that become definitions, with their names. */
const PARTS: Readonly<Record<string, values.WireSchema>> = {
  address: values.AddressSchema,
  bytes: values.BytesSchema,
  range: values.RangeSchema,
  identity: values.IdentitySchema,
  regionType: values.RegionTypeSchema,
  rootBus: scenario.RootBusSchema,
  pciFunction: scenario.PciFunctionSchema,
  otherDevice: scenario.OtherDeviceSchema,
  group: scenario.GroupSchema,
  platform: scenario.PlatformSchema,
  region: scenario.RegionSchema,
  step: scenario.StepSchema,
  scenario: scenario.ScenarioSchema,
  observedRegion: trace.ObservedRegionSchema,
  event: trace.EventSchema,
  mappedRange: trace.MappedRangeSchema,
  stepResult: trace.StepResultSchema,
  singleTrace: trace.SingleTraceSchema,
  trace: trace.TraceSchema,
  outcome: OutcomeSchema,
  witness: WitnessSchema,
  origin: OriginSchema,
  structure: StructureSchema,
  fault: FaultSchema,
  note: NoteSchema,
};

/** The text of each schema file, by its name. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(Object.entries(FILES).map(([name, schema]) => [name, fileOf(name, schema)]));
}

function fileOf(name: string, schema: values.WireSchema): string {
  // The schema itself becomes the file, not a definition in it.
  const parts = Object.fromEntries(Object.entries(PARTS).filter(([, part]) => part !== schema));
  const {
    $schema,
    $defs = {},
    ...rest
  } = toJsonSchema(schema, {
    target: "draft-2020-12",
    definitions: parts,
    // The part before the last schema of a pipe checks for lists, which JSON Schema does not treat as objects.
    typeMode: "output",
  });
  const used = usedDefinitions(rest, $defs);
  const definitions = Object.fromEntries(Object.entries($defs).filter(([part]) => used.has(part)));
  const file = {
    $schema,
    $id: `https://rmrr-conformance.invalid/schemas/${name}`,
    ...rest,
    ...(used.size === 0 ? {} : { $defs: definitions }),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** The names of the definitions that a schema refers to, directly or through others. */
function usedDefinitions(schema: unknown, definitions: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const used = new Set<string>();
  const waiting: unknown[] = [schema];
  while (waiting.length > 0) {
    for (const [, name] of JSON.stringify(waiting.pop()).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      waiting.push(definitions[name]);
    }
  }
  return used;
}
