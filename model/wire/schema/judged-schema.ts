/** The schemas of what is kept of a run that is gone on with, and of shards that are put together. */

import * as v from "valibot";
import { OriginSchema } from "./origin-schema.ts";
import { ScenarioSchema } from "./scenario-schema.ts";
import { TraceSchema } from "./trace-schema.ts";
import {
  BytesSchema,
  CountSchema,
  described,
  FlagSchema,
  integer,
  noList,
  TextSchema,
  TextsSchema,
  type WireSchema,
} from "./value-schemas.ts";
import { OutcomeSchema, WitnessSchema } from "./verdict-schema.ts";

const ProblemSchema: WireSchema = v.strictObject({ code: TextSchema, cause: TextSchema, nextStep: TextSchema });

const FAILURE_KEY = {
  key: TextSchema,
  outcome: v.picklist(["hang", "fail", "error", "known"]),
  rule: TextSchema,
  divergence: v.exactOptional(described(CountSchema, "Index of the known divergence that explains it.")),
} as const;

const JudgedScenarioSchema: WireSchema = v.strictObject({
  trace: TraceSchema,
  verdicts: v.array(
    v.strictObject({ requirement: TextSchema, outcome: OutcomeSchema, witnesses: v.array(WitnessSchema) }),
  ),
  failures: v.array(
    v.strictObject({ ...FAILURE_KEY, requirement: v.exactOptional(TextSchema), witness: WitnessSchema }),
  ),
});

const TallySchema: WireSchema = v.strictObject({
  course: described(CountSchema, "Position among the streams and tables of the run."),
  from: CountSchema,
  to: described(CountSchema, "The index behind the last case."),
  hung: CountSchema,
  died: CountSchema,
  skipped: CountSchema,
  ended: v.exactOptional(
    described(
      v.picklist(["died", "hung", "counted"]),
      "How the last case ended, if it counts towards giving the stream up.",
    ),
  ),
  counts: described(v.array(CountSchema), "For each requirement of the course the cases for each outcome."),
  situations: described(v.array(CountSchema), "For each situation the cases in which it holds; empty if not counted."),
  failures: v.array(
    v.strictObject({
      ...FAILURE_KEY,
      requirements: TextsSchema,
      occurrences: integer(1, Number.MAX_SAFE_INTEGER),
      first: described(CountSchema, "Index of the earliest case."),
      witness: v.exactOptional(WitnessSchema),
      trace: v.exactOptional(TraceSchema),
    }),
  ),
});

const ShrunkSchema: WireSchema = v.strictObject({
  scenario: ScenarioSchema,
  found: v.exactOptional(v.strictObject({ trace: TraceSchema, witness: WitnessSchema })),
  tried: CountSchema,
  taken: CountSchema,
  cut: FlagSchema,
});

/** A line of the record, as far as it tells itself from the others. */
type LineSchema<Line extends string, More = unknown> = v.StrictObjectSchema<
  v.ObjectEntries & { readonly line: v.LiteralSchema<Line, undefined> } & More,
  undefined
>;
type AnswerSchema = LineSchema<"judged", { readonly what: v.LiteralSchema<string, undefined> }>;

export const AskedLineSchema: LineSchema<"asked"> = v.strictObject({
  line: v.literal("asked"),
  command: described(TextsSchema, "The arguments of `run`."),
  module: v.exactOptional(described(TextSchema, "SHA-256 of the module that exports the implementation.")),
  tables: v.array(v.strictObject({ name: TextSchema, bytes: BytesSchema })),
  known: described(v.array(noList(v.looseObject({}))), "Known divergences, as a file of them has them."),
  stored: v.array(v.strictObject({ name: TextSchema, text: TextSchema })),
  problems: v.array(ProblemSchema),
});

export const JudgedLineSchema: v.VariantSchema<"what", AnswerSchema[], undefined> = v.variant("what", [
  v.strictObject({
    line: v.literal("judged"),
    what: v.literal("scenario"),
    origin: OriginSchema,
    judged: JudgedScenarioSchema,
  }),
  v.strictObject({ line: v.literal("judged"), what: v.literal("cases"), tally: TallySchema }),
  v.strictObject({
    line: v.literal("judged"),
    what: v.literal("least"),
    course: CountSchema,
    index: CountSchema,
    key: TextSchema,
    shrunk: ShrunkSchema,
  }),
  v.strictObject({ line: v.literal("judged"), what: v.literal("stored"), file: TextSchema }),
  v.strictObject({ line: v.literal("judged"), what: v.literal("problem"), problem: ProblemSchema }),
]);
