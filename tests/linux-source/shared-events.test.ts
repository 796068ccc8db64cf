/** Events that traces share: each says what its bytes say, whoever asked for another one before. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SharedEvents } from "../../implementations/linux-source/wire/shared-events.ts";

/** Small numbers, which come again in every scenario, and such as only a scenario without bounds reaches. */
const OBJECT = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 4_090, max: 4_100 }), fc.nat(0xffff_ffff));
const ASKED = fc.record({ object: OBJECT, isRegion: fc.boolean(), maySleep: fc.boolean(), atomic: fc.boolean() });

test("an event is what was asked for, after any others", () => {
  fc.assert(
    fc.property(fc.array(ASKED), (asked) => {
      const events = new SharedEvents();
      for (const { object, isRegion, maySleep, atomic } of asked) {
        const bits = (isRegion ? 1 : 0) | (maySleep ? 2 : 0) | (atomic ? 4 : 0);
        const kind = isRegion ? "region" : "other";
        expect(events.allocated(object, bits)).toEqual({ event: "alloc", object, kind, maySleep, atomic });
        const by = atomic ? "caller" : "implementation";
        expect(events.freed(object, atomic)).toEqual({ event: "free", object, by });
      }
    }),
  );
});

test("equal events of the numbers that every scenario has are one value", () => {
  const events = new SharedEvents();
  expect(events.allocated(300, 3)).toBe(events.allocated(300, 3));
  expect(events.freed(300, true)).toBe(events.freed(300, true));
});
