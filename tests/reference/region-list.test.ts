/** The linked list of the reference implementation against an array that is treated the same way. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RegionList } from "../../implementations/reference/region-list.ts";
import { region } from "./hand-made.ts";

function starts(list: RegionList): bigint[] {
  return Array.from(list, (entry) => entry.start);
}
function backwards(list: RegionList): bigint[] {
  const found: bigint[] = [];
  for (let entry = list.last; entry !== undefined; entry = entry.previous) found.push(entry.region.start);
  return found;
}

describe("a list of regions", () => {
  test("holds what was linked, in its place, and not what was unlinked, read from either end", () => {
    const command = fc.record({ do: fc.constantFrom("append", "insert", "unlink"), at: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const list = new RegionList();
        const model: bigint[] = [];
        for (const [index, { do: what, at }] of commands.entries()) {
          const fresh = region(BigInt(index), BigInt(index));
          const place = model.length === 0 ? 0 : at % model.length;
          let entry = list.first;
          for (let step = 0; step < place; step++) entry = entry?.next;
          if (what === "append") {
            list.append({ ...fresh });
            model.push(fresh.start);
          } else if (what === "insert") {
            list.insertBefore(entry, { ...fresh });
            model.splice(place, 0, fresh.start);
          } else if (entry !== undefined) {
            list.unlink(entry);
            model.splice(place, 1);
          }
        }
        expect(starts(list)).toEqual(model);
        expect(backwards(list)).toEqual(model.toReversed());
        list.unlinkAll();
        expect([...starts(list), ...backwards(list)]).toEqual([]);
      }),
    );
  });

  test("may be emptied while it is walked", () => {
    const list = new RegionList();
    for (const start of [1n, 2n, 3n]) list.append({ ...region(start, start) });
    const seen: bigint[] = [];
    for (const entry of list) {
      seen.push(entry.start);
      if (list.first !== undefined) list.unlink(list.first);
    }
    expect(seen).toEqual([1n, 2n, 3n]);
    expect(starts(list)).toEqual([]);
  });
});
