/** The baseline of the stream `ownership`: three to eight uses of lists, in any order. */

import * as fc from "fast-check";
import type { PlanStep } from "../../generators/plan.ts";
import { deviceAt, type PlatformParts } from "./any-platform.ts";
import { anyCase, type BaselineStream, type PlanParts } from "./baseline-stream.ts";

const anyUse = fc.record({
  use: fc.constantFrom("get", "get", "put", "read", "scribble", "empty"),
  device: fc.nat(),
  list: fc.nat(),
});

function anyUses(platform: PlatformParts): fc.Arbitrary<PlanParts> {
  return fc
    .record({ uses: fc.array(anyUse, { minLength: 4, maxLength: 10 }), lastListFirst: fc.boolean() })
    .map(({ uses, lastListFirst }) => {
      const steps: PlanStep[] = [];
      const live: number[] = [];
      let lists = 0;
      for (const { use, device, list: number } of uses) {
        const list = live[number % live.length];
        // A list must be obtained before it can be used.
        if (use === "get" || list === undefined) {
          live.push(lists);
          steps.push({ do: "get", device: deviceAt(platform, device), list: lists++ });
          continue;
        }
        steps.push({ do: use, list });
        if (use === "put") live.splice(live.indexOf(list), 1);
      }
      return { steps, lastListFirst };
    });
}

export const ownershipBaseline: BaselineStream = {
  name: "ownership",
  scenarios: () => anyCase(7, anyUses),
};
