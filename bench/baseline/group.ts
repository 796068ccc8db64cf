/** The baselines of the streams `group` and `assignment`: gets of the members, and operations on their groups. */

import * as fc from "fast-check";
import type { PlanGroup, PlanStep } from "../../generators/plan.ts";
import type { AddressRange } from "../../model/region.ts";
import { anyGroups, anyNearRange } from "./any-groups.ts";
import type { PlatformParts } from "./any-platform.ts";
import { anyCase, type BaselineStream, type PlanParts } from "./baseline-stream.ts";

interface Use {
  readonly what: "members" | "group" | "show" | "map" | "attach";
  readonly group: number;
  readonly aperture: AddressRange;
  readonly mappings: readonly AddressRange[];
}

const anyAperture: fc.Arbitrary<AddressRange> = fc.oneof(
  fc.constantFrom({ start: 0n, end: (1n << 48n) - 1n }, { start: 0n, end: (1n << 32n) - 1n }),
  anyNearRange,
);

function anyUses(platform: PlatformParts, uses: readonly Use["what"][], maxLength: number): fc.Arbitrary<PlanParts> {
  const anyUse: fc.Arbitrary<Use> = fc.record({
    what: fc.constantFrom(...uses),
    group: fc.nat(),
    aperture: anyAperture,
    mappings: fc.array(anyNearRange, { maxLength: 3 }),
  });
  return fc
    .record({
      groups: anyGroups(platform),
      uses: fc.array(anyUse, { minLength: 2, maxLength }),
      lastListFirst: fc.boolean(),
    })
    .map(({ groups, uses: wishes, lastListFirst }) => ({ groups, steps: stepsOf(groups, wishes), lastListFirst }));
}

function stepsOf(groups: readonly PlanGroup[], uses: readonly Use[]): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  let lists = 0;
  for (const { what, group: number, aperture, mappings } of uses) {
    const group = number % groups.length;
    switch (what) {
      case "members":
        for (const device of groups[group]!.members) steps.push({ do: "get", device, list: lists++ });
        break;
      case "group":
        steps.push({ do: "group", group, list: lists++ });
        break;
      case "attach":
        steps.push({ do: "attach", group, aperture, mappings });
        break;
      default:
        steps.push({ do: what, group });
    }
  }
  return steps;
}

export const groupBaseline: BaselineStream = {
  name: "group",
  scenarios: () =>
    anyCase(5, (platform) => anyUses(platform, ["members", "members", "group", "show", "map"], 6), {
      ranges: anyNearRange,
      rmrrs: 6,
      scopes: 2,
    }),
};

export const assignmentBaseline: BaselineStream = {
  name: "assignment",
  scenarios: () =>
    anyCase(5, (platform) => anyUses(platform, ["members", "attach", "attach"], 7), {
      ranges: anyNearRange,
      scopes: 2,
    }),
};
