/** The schemas of verdicts and of the witnesses that explain them. */

import * as v from "valibot";
import { OUTCOMES } from "../../verdict.ts";
import {
  AddressSchema,
  AnyIntegerSchema,
  CountSchema,
  described,
  IdentitySchema,
  RegionTypeSchema,
  TextSchema,
  TextsSchema,
  type WireSchema,
} from "./value-schemas.ts";

export const OutcomeSchema: WireSchema = v.pipe(v.picklist(OUTCOMES), v.description("Worst first."));

const WitnessRegionSchema: WireSchema = v.strictObject({
  start: AddressSchema,
  end: AddressSchema,
  type: v.exactOptional(RegionTypeSchema),
  protection: v.exactOptional(AnyIntegerSchema),
  object: v.exactOptional(IdentitySchema),
});

const WitnessValueSchema: WireSchema = v.union([
  v.boolean(),
  v.string(),
  v.number(),
  v.array(WitnessRegionSchema),
  TextsSchema,
]);

export const WitnessSchema: WireSchema = v.pipe(
  v.strictObject({
    rule: described(TextSchema, "The way of failing within the requirement, in kebab-case."),
    step: v.exactOptional(described(CountSchema, "Index of the step at which the failure shows.")),
    device: v.exactOptional(described(TextSchema, "Label of the device asked.")),
    otherDevice: v.exactOptional(TextSchema),
    list: v.exactOptional(TextSchema),
    otherList: v.exactOptional(TextSchema),
    rmrr: v.exactOptional(described(CountSchema, "Index among the RMRRs of the table.")),
    scope: v.exactOptional(described(CountSchema, "Index among the scopes of the RMRR.")),
    hop: v.exactOptional(described(CountSchema, "Index among the hops of the path.")),
    expected: v.exactOptional(WitnessValueSchema),
    received: v.exactOptional(WitnessValueSchema),
    object: v.exactOptional(IdentitySchema),
    message: v.exactOptional(described(TextSchema, "What the implementation said itself.")),
  }),
  v.title("Witness"),
  v.description("Why a requirement fails, as data."),
);

export const VerdictSchema: WireSchema = v.pipe(
  v.strictObject({
    requirement: described(TextSchema, "Id of the requirement: family/name."),
    outcome: OutcomeSchema,
    witnesses: v.array(WitnessSchema),
  }),
  v.title("Verdict"),
  v.description("What is said of a requirement in a case that triggers it."),
);
