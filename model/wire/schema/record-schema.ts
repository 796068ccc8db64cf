/** The schema of the lines of a record. */

import * as v from "valibot";
import { RECORD_FORMAT } from "../../record.ts";
import { OUTCOMES } from "../../verdict.ts";
import { AskedLineSchema, JudgedLineSchema } from "./judged-schema.ts";
import { OriginSchema } from "./origin-schema.ts";
import { ScenarioSchema } from "./scenario-schema.ts";
import { TraceSchema } from "./trace-schema.ts";
import {
  CountSchema,
  described,
  FlagSchema,
  integer,
  MarkSchema,
  noList,
  TextSchema,
  TextsSchema,
  type WireSchema,
} from "./value-schemas.ts";
import { OutcomeSchema, WitnessSchema } from "./verdict-schema.ts";

/** Counts by outcome; outcomes that did not occur are left out. */
const CountsSchema: WireSchema = noList(
  v.strictObject(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, v.exactOptional(CountSchema)]))),
);

const OptionsSchema: WireSchema = v.strictObject({
  runs: described(CountSchema, "Cases a stream; 0 if cases were enumerated."),
  exhaustive: v.exactOptional(described(MarkSchema, "The small worlds were enumerated, instead of drawing cases.")),
  only: described(TextsSchema, "Patterns of requirement ids; empty for all."),
  tables: v.array(v.strictObject({ name: TextSchema, digest: described(TextSchema, "SHA-256 of the table.") })),
  stored: described(FlagSchema, "Whether stored failures were judged first."),
  allowUnobserved: v.exactOptional(TextsSchema),
  caseTimeout: v.exactOptional(described(integer(1, Number.MAX_SAFE_INTEGER), "Milliseconds.")),
  situations: v.exactOptional(described(MarkSchema, "The cases in each situation were counted.")),
});

const HOST = {
  node: TextSchema,
  platform: TextSchema,
  architecture: TextSchema,
  started: described(TextSchema, "ISO 8601, UTC."),
} as const;

const DiagnosisSchema: WireSchema = v.pipe(
  v.strictObject({
    faults: v.array(
      v.strictObject({ name: TextSchema, description: TextSchema, mendedBy: v.exactOptional(TextSchema) }),
    ),
    shared: described(CountSchema, "Failures of the run that behave like it."),
    examined: CountSchema,
  }),
  v.description("Which faulty implementations of this suite the failure behaves like."),
);

export const RecordLineSchema: WireSchema = v.pipe(
  v.variant("line", [
    v.strictObject({
      line: v.literal("environment"),
      ...HOST,
    }),
    v.strictObject({
      line: v.literal("header"),
      format: v.literal(RECORD_FORMAT),
      suiteVersion: TextSchema,
      specification: TextSchema,
      profile: TextSchema,
      either: TextsSchema,
      seed: TextSchema,
      options: OptionsSchema,
      storeDigest: TextSchema,
      implementation: v.strictObject({
        name: TextSchema,
        version: v.exactOptional(TextSchema),
        language: v.exactOptional(TextSchema),
        homepage: v.exactOptional(TextSchema),
      }),
    }),
    v.strictObject({
      line: v.literal("shard"),
      shard: integer(1, Number.MAX_SAFE_INTEGER),
      of: integer(1, Number.MAX_SAFE_INTEGER),
      environment: v.exactOptional(v.strictObject(HOST)),
    }),
    v.strictObject({
      line: v.literal("stream"),
      stream: TextSchema,
      cases: CountSchema,
      hung: CountSchema,
      died: CountSchema,
      skipped: CountSchema,
      notJudged: v.exactOptional(CountSchema),
      reason: v.exactOptional(TextSchema),
      enumeration: v.exactOptional(
        v.strictObject({
          bound: TextSchema,
          leftOut: TextSchema,
          symmetry: TextSchema,
          beforeSymmetry: CountSchema,
        }),
      ),
    }),
    v.strictObject({
      line: v.literal("situation"),
      name: TextSchema,
      stream: TextSchema,
      cases: CountSchema,
      held: described(CountSchema, "Cases in which the situation held."),
      leastShare: v.exactOptional(
        described(
          v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
          "The share of its cases that the stream is promised to reach; left out if none is.",
        ),
      ),
    }),
    v.strictObject({
      line: v.literal("requirement"),
      id: TextSchema,
      level: v.picklist(["must", "policy", "robust"]),
      outcome: OutcomeSchema,
      triggered: CountSchema,
      cases: CountSchema,
      counts: CountsSchema,
      reason: v.exactOptional(TextSchema),
      missed: v.exactOptional(MarkSchema),
    }),
    v.strictObject({
      line: v.literal("failure"),
      outcome: v.picklist(["hang", "fail", "error", "unexpected-pass", "known"]),
      requirements: TextsSchema,
      rule: TextSchema,
      origin: OriginSchema,
      occurrences: CountSchema,
      witness: WitnessSchema,
      scenario: ScenarioSchema,
      trace: TraceSchema,
      shrinking: v.strictObject({ tried: CountSchema, taken: CountSchema, cut: FlagSchema }),
      diagnosis: v.exactOptional(DiagnosisSchema),
      divergence: v.exactOptional(v.strictObject({ reason: TextSchema, link: v.exactOptional(TextSchema) })),
      returned: v.exactOptional(
        v.strictObject({
          reason: TextSchema,
          link: v.exactOptional(TextSchema),
          release: TextSchema,
          change: v.exactOptional(TextSchema),
        }),
      ),
      replay: TextSchema,
    }),
    AskedLineSchema,
    JudgedLineSchema,
    v.strictObject({
      line: v.literal("footer"),
      exitStatus: v.picklist([0, 1, 3]),
      requirements: CountsSchema,
      cases: CountSchema,
      problems: v.exactOptional(TextsSchema),
      seed: TextSchema,
    }),
  ]),
  v.title("Record line"),
  v.description("A line of the record of a run."),
);
