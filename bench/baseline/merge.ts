/** The baseline of the stream `merge`: inserts into two group lists, one by one and list by list. */

import * as fc from "fast-check";
import type { PlanStep } from "../../generators/plan.ts";
import type { RegionFields } from "../../model/region.ts";
import { deviceAt, type PlatformParts } from "./any-platform.ts";
import { anyRegion, anyRegionPlace } from "./any-region.ts";
import { anyCase, type BaselineStream, type PlanParts } from "./baseline-stream.ts";

const FIRST_DEVICE_LIST = 2;

interface Insertion {
  readonly what: "new" | "again" | "list" | "device";
  readonly list: number;
  readonly region: RegionFields;
  readonly number: number;
}

function anyInsertions(platform: PlatformParts): fc.Arbitrary<PlanParts> {
  return anyRegionPlace
    .chain((place) =>
      fc.record({
        insertions: fc.array(
          fc.record({
            what: fc.oneof(
              { weight: 8, arbitrary: fc.constant("new" as const) },
              { weight: 2, arbitrary: fc.constant("again" as const) },
              { weight: 1, arbitrary: fc.constant("list" as const) },
              { weight: 1, arbitrary: fc.constant("device" as const) },
            ),
            list: fc.constantFrom(0, 0, 0, 1),
            region: anyRegion(place),
            number: fc.nat(),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        lastListFirst: fc.boolean(),
      }),
    )
    .map(({ insertions, lastListFirst }) => ({ steps: stepsOf(platform, insertions), lastListFirst }));
}

function stepsOf(platform: PlatformParts, insertions: readonly Insertion[]): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  const regions: RegionFields[] = [];
  const filled = new Set<number>();
  let devices = 0;
  for (const { what, list, region, number } of insertions) {
    const other = 1 - list;
    if (what === "device") {
      const source = FIRST_DEVICE_LIST + devices++;
      steps.push({ do: "get", device: deviceAt(platform, number), list: source });
      steps.push({ do: "insert-all-of", list, source });
    } else if (what === "list" && filled.has(other)) {
      steps.push({ do: "insert-all-of", list, source: other });
    } else {
      const inserted = what === "again" ? (regions[number % regions.length] ?? region) : region;
      regions.push(inserted);
      steps.push({ do: "insert", list, region: inserted });
    }
    filled.add(list);
  }
  return steps;
}

export const mergeBaseline: BaselineStream = {
  name: "merge",
  scenarios: () => anyCase(4, anyInsertions),
};
