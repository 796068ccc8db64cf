/** Values of JSON that are wrong in one place: something at any depth is taken out or replaced. */

import * as fc from "fast-check";

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

export interface Mutation {
  /** Which of the places, in the order of a walk, modulo their number. */
  readonly place: number;
  /** Undefined takes the place out of its list or object. */
  readonly replacement: Json | undefined;
}

const HOSTILE: readonly Json[] = [
  null,
  true,
  false,
  "",
  "ok",
  "0x",
  "0x0",
  "0xFF",
  "0xg",
  " 0x1",
  "0x11112222333344445",
  "zz",
  "abc",
  "__proto__",
  [],
  {},
  [[]],
  0,
  -1,
  1,
  2,
  256,
  1.5,
  1e300,
  2 ** 53,
  { start: "0x0", end: "0x0" },
];

export const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  replacement: fc.oneof(fc.constant(undefined), fc.constantFrom(...HOSTILE), fc.jsonValue() as fc.Arbitrary<Json>),
});

/** The value with the mutation; the value itself is used up. */
export function mutate(value: Json, { place, replacement }: Mutation): Json {
  const places: { readonly holder: Json[] | { [member: string]: Json }; readonly key: string }[] = [];
  collect(value, places);
  if (places.length === 0) return replacement ?? null;
  const { holder, key } = places[place % places.length] as (typeof places)[number];
  if (Array.isArray(holder)) {
    if (replacement === undefined) holder.splice(Number(key), 1);
    else holder[Number(key)] = replacement;
  } else if (replacement === undefined) {
    delete holder[key];
  } else {
    holder[key] = replacement;
  }
  return value;
}

function collect(value: Json, places: { holder: Json[] | { [member: string]: Json }; key: string }[]): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    places.push({ holder: value, key });
    collect(member, places);
  }
}
