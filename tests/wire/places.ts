/** The places of a value of JSON: everything in it that could be something else. */

import type { Json } from "./mutations.ts";

/** The members that say which other members an object has. */
const KINDS = ["do", "event", "line", "what", "from"] as const;

export interface Place {
  /** As the guards write it: `$.steps[0].regions[2].start`. */
  readonly path: string;
  /** The path without the indices of lists, but with what says which members an object has. */
  readonly shape: string;
  readonly value: Json;
}

/** One place of every shape that is in the values, each with the least of the values that have it. */
export function placesOfEveryShape(values: readonly Json[]): readonly (readonly [whole: Json, place: Place])[] {
  const found = new Map<string, readonly [Json, Place]>();
  const size = new Map(values.map((value) => [value, JSON.stringify(value).length]));
  for (const whole of values.toSorted((one, other) => size.get(one)! - size.get(other)!)) {
    for (const place of placesOf(whole)) {
      // A place behind the first of its list shows that the walk over the list goes on.
      const known = found.get(place.shape)?.[1];
      if (known === undefined || (!isBehindAnother(known) && isBehindAnother(place))) {
        found.set(place.shape, [whole, place]);
      }
    }
  }
  return [...found.values()];
}

/** The value with something else at a place, or with nothing there. */
export function replaceAt(whole: Json, path: string, replacement: Json | undefined): Json {
  const copy = structuredClone(whole);
  const keys = path.slice(1).match(/[^.[\]]+/g) ?? [];
  const last = keys.pop()!;
  let holder = copy as Record<string, Json>;
  for (const key of keys) holder = holder[key] as Record<string, Json>;
  if (replacement === undefined) delete holder[last];
  else holder[last] = replacement;
  return copy;
}

function placesOf(value: Json, path = "$", shape = "$"): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const places = Array.isArray(value)
    ? value.map((element, index): Place => ({ path: `${path}[${index}]`, shape: `${shape}[]`, value: element }))
    : Object.entries(value).map(([name, member]): Place => {
        // Where cases start is a number, and tells no kinds apart.
        const kind = KINDS.map((each) => value[each]).find((each) => typeof each === "string") ?? "";
        return { path: `${path}.${name}`, shape: `${shape}${JSON.stringify(kind)}.${name}`, value: member };
      });
  return places.flatMap((place) => [place, ...placesOf(place.value, place.path, place.shape)]);
}

function isBehindAnother({ path }: Place): boolean {
  return /\[[1-9]/.test(path);
}
