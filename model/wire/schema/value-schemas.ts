/**
 * Schemas of single values: for full checks at the edges of trust, and for the published JSON Schema files.
 *
 * Schemas are strict where the guards of the hot path pass over: a member that no value has is an error here,
 * because it is a misspelt one most of the time.
 */

import * as v from "valibot";
import { REGION_TYPES } from "../../region.ts";

/** A schema whose type is written down elsewhere: with the values in the model. */
export type WireSchema = v.GenericSchema;

/** An integer between two bounds, both included. */
export function integer(least: number, greatest: number): WireSchema {
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(greatest));
}

/** A schema with a sentence about what it stands for. */
export function described(schema: WireSchema, description: string): WireSchema {
  return v.pipe(schema, v.description(description));
}

/** Objects all of whose members may be missing: the library takes an empty list for one, JSON Schema does not. */
export function noList(schema: WireSchema): WireSchema {
  return v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value), "a list instead of an object"),
    schema,
  );
}

export const AddressSchema: WireSchema = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-fA-F]{1,16}$/, "not 0x and one to sixteen hexadecimal digits"),
  v.description("A 64-bit address: 0x and one to sixteen hexadecimal digits, lower case when this suite writes them."),
);

export const BytesSchema: WireSchema = v.pipe(
  v.string(),
  v.regex(/^(?:[0-9a-fA-F]{2})*$/, "not two hexadecimal digits a byte"),
  v.description("Bytes, two hexadecimal digits each, lower case when this suite writes them."),
);

export const TextSchema: WireSchema = v.string();
export const TextsSchema: WireSchema = v.array(v.string());
export const FlagSchema: WireSchema = v.boolean();
/** A member that is left out or true. */
export const MarkSchema: WireSchema = v.literal(true);
/** An index or a count. */
export const CountSchema: WireSchema = integer(0, Number.MAX_SAFE_INTEGER);
export const AnyIntegerSchema: WireSchema = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

export const RegionTypeSchema: WireSchema = v.picklist(REGION_TYPES);

export const IdentitySchema: WireSchema = v.pipe(
  v.union([v.string(), AnyIntegerSchema]),
  v.description(
    "The identity of an object: any text, or an integer of up to 53 bits. It may recur once the object was freed.",
  ),
);

export const RangeSchema: WireSchema = v.pipe(
  v.strictObject({ start: AddressSchema, end: AddressSchema }),
  v.description("A range of addresses; the end is the last address in it."),
);
