/** The schema of traces on the wire. */

import * as v from "valibot";
import {
  AddressSchema,
  AnyIntegerSchema,
  CountSchema,
  described,
  FlagSchema,
  IdentitySchema,
  MarkSchema,
  RangeSchema,
  RegionTypeSchema,
  TextSchema,
  type WireSchema,
} from "./value-schemas.ts";

export const ObservedRegionSchema: WireSchema = v.pipe(
  v.strictObject({
    object: IdentitySchema,
    start: AddressSchema,
    end: AddressSchema,
    type: RegionTypeSchema,
    protection: described(AnyIntegerSchema, "Bit 0 read, bit 1 write."),
  }),
  v.description("A region as it was found in a list."),
);

const kind = v.picklist(["region", "other"]);
const maySleep = described(FlagSchema, "The allocation could have slept.");
const atomic = described(FlagSchema, "Sleeping was forbidden there.");
const place = v.exactOptional(described(TextSchema, "Where in the implementation."));

export const EventSchema: WireSchema = v.pipe(
  v.variant("event", [
    v.strictObject({ event: v.literal("alloc"), object: IdentitySchema, kind, maySleep, atomic }),
    v.strictObject({ event: v.literal("alloc-failed"), kind, maySleep, atomic }),
    v.strictObject({ event: v.literal("free"), object: IdentitySchema, by: v.picklist(["implementation", "caller"]) }),
    v.strictObject({ event: v.literal("touch-after-free"), object: IdentitySchema, place }),
    v.strictObject({ event: v.literal("foreign-read"), device: TextSchema, field: TextSchema, place }),
    v.strictObject({ event: v.literal("warning"), message: TextSchema, place }),
  ]),
  v.description("What happened to memory, or what the implementation complained of."),
);

export const MappedRangeSchema: WireSchema = v.strictObject({
  start: AddressSchema,
  end: AddressSchema,
  protection: described(AnyIntegerSchema, "Bit 0 read, bit 1 write."),
});

export const StepResultSchema: WireSchema = v.pipe(
  v.strictObject({
    status: v.picklist(["ok", "no-memory", "refused", "unsupported", "error"]),
    regions: v.exactOptional(described(v.array(ObservedRegionSchema), "The list after the step.")),
    endless: v.exactOptional(described(MarkSchema, "The walk over the list was cut, because it did not end.")),
    input: v.exactOptional(described(ObservedRegionSchema, "The region that was inserted, looked at after the step.")),
    answer: v.exactOptional(FlagSchema),
    text: v.exactOptional(TextSchema),
    mapped: v.exactOptional(v.array(MappedRangeSchema)),
    dmaHoles: v.exactOptional(described(v.array(RangeSchema), "Ranges from which no address is handed out for DMA.")),
    usable: v.exactOptional(described(v.array(RangeSchema), "The addresses that user space may map.")),
    events: v.exactOptional(described(v.array(EventSchema), "What happened meanwhile, in order.")),
    message: v.exactOptional(described(TextSchema, "What went wrong, with the status error.")),
  }),
  v.description("What came of a step."),
);

const MEMBERS = {
  steps: described(v.array(StepResultSchema), "One result a step; fewer only if the trace was broken off."),
  observesMemory: described(FlagSchema, "The events account for every region object."),
  readsUnseen: v.exactOptional(
    described(MarkSchema, "Nothing watches what is read: reads of what is not there are not observable."),
  ),
  ended: v.exactOptional(
    v.pipe(
      v.strictObject({
        how: v.picklist(["died", "hung", "skipped"]),
        step: v.exactOptional(described(CountSchema, "Index of the step that was under way.")),
        code: v.exactOptional(described(TextSchema, "Which kind of breakage.")),
        message: TextSchema,
      }),
      v.description("How the trace came to end before its scenario did."),
    ),
  ),
};

/** The trace of one scenario: what an adapter sends. */
export const SingleTraceSchema: WireSchema = v.pipe(
  v.strictObject(MEMBERS),
  v.title("Single trace"),
  v.description("What an implementation did with a scenario, one result a step."),
);

/** A trace as it is kept and judged. */
export const TraceSchema: WireSchema = v.pipe(
  v.strictObject({
    ...MEMBERS,
    twins: v.exactOptional(
      described(
        v.array(v.strictObject({ name: TextSchema, trace: SingleTraceSchema })),
        "What it did with scenarios that have to be answered alike.",
      ),
    ),
  }),
  v.title("Trace"),
  v.description("What an implementation did with a scenario, one result a step."),
);
