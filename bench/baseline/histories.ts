/** The baselines of the streams `allocation`, `lifecycle` and `startup`: their steps, in any order. */

import * as fc from "fast-check";
import type { PlanStep } from "../../generators/plan.ts";
import type { RegionFields } from "../../model/region.ts";
import { anyGroups } from "./any-groups.ts";
import { deviceAt, type PlatformParts } from "./any-platform.ts";
import { anyRegion } from "./any-region.ts";
import { anyCase, type BaselineStream, type PlanParts } from "./baseline-stream.ts";

interface HistoryWish {
  readonly what:
    | "get"
    | "put"
    | "read"
    | "insert"
    | "insert-all-of"
    | "group"
    | "fail"
    | "add"
    | "remove"
    | "ask"
    | "restart";
  readonly device: number;
  readonly list: number;
  readonly first: number;
  readonly count: number;
  readonly region: RegionFields;
}

/** The list into which regions are inserted; those obtained by gets follow. */
const MERGED = 0;

function anyHistory(
  platform: PlatformParts,
  what: readonly HistoryWish["what"][],
  absent: fc.Arbitrary<readonly boolean[]>,
  [minLength, maxLength]: readonly [number, number],
): fc.Arbitrary<PlanParts> {
  const anyWish: fc.Arbitrary<HistoryWish> = fc.record({
    what: fc.constantFrom(...what),
    device: fc.nat(),
    list: fc.nat(),
    first: fc.integer({ min: 1, max: 6 }),
    count: fc.integer({ min: 1, max: 3 }),
    region: anyRegion({ first: 0x10_0000n }),
  });
  return fc
    .record({
      groups: anyGroups(platform),
      wishes: fc.array(anyWish, { minLength, maxLength, size: "max" }),
      absent,
      lastListFirst: fc.boolean(),
    })
    .map(({ groups, wishes, absent: away, lastListFirst }) => ({
      functions: platform.functions.map((fn, index) => (away[index] === true ? { ...fn, absent: true } : fn)),
      groups,
      steps: stepsOf(platform, wishes),
      lastListFirst,
    }));
}

function stepsOf(platform: PlatformParts, wishes: readonly HistoryWish[]): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  const live: number[] = [];
  let lists = MERGED + 1;
  for (const { what, device: number, list: which, first, count, region } of wishes) {
    const device = deviceAt(platform, number);
    const list = live[which % live.length];
    const fn = number % platform.functions.length;
    switch (what) {
      case "get":
        live.push(lists);
        steps.push({ do: "get", device, list: lists++ });
        break;
      case "put":
      case "read":
        if (list === undefined) break;
        steps.push({ do: what, list });
        if (what === "put") live.splice(live.indexOf(list), 1);
        break;
      case "insert":
        steps.push({ do: "insert", list: MERGED, region });
        break;
      case "insert-all-of":
        if (list !== undefined) steps.push({ do: "insert-all-of", list: MERGED, source: list });
        break;
      case "group":
        steps.push({ do: "group", group: 0, list: lists++ });
        break;
      case "fail":
        steps.push({ do: "fail-allocations", first, count });
        break;
      case "restart":
        steps.push({ do: "restart" });
        live.length = 0;
        break;
      case "ask":
        steps.push({ do: "ask", predicate: "has-rmrr", device });
        break;
      default:
        steps.push({ do: what, device: fn });
    }
  }
  return steps;
}

export const allocationBaseline: BaselineStream = {
  name: "allocation",
  scenarios: () =>
    anyCase(5, (platform) =>
      anyHistory(
        platform,
        ["get", "get", "put", "read", "insert", "insert", "insert-all-of", "group", "fail", "fail", "fail"],
        fc.constant([]),
        [4, 12],
      ),
    ),
};

export const lifecycleBaseline: BaselineStream = {
  name: "lifecycle",
  scenarios: () =>
    anyCase(
      9,
      (platform) =>
        anyHistory(
          platform,
          ["get", "get", "get", "put", "read", "ask", "add", "add", "remove", "remove"],
          fc.array(
            fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
            { maxLength: 15 },
          ),
          [8, 24],
        ),
      { rmrrs: 3 },
    ),
};

export const startupBaseline: BaselineStream = {
  name: "startup",
  scenarios: () =>
    anyCase(
      5,
      (platform) =>
        anyHistory(
          platform,
          ["get", "get", "get", "ask", "put", "fail", "fail", "restart", "restart", "restart", "remove", "add"],
          fc.constant([]),
          [6, 14],
        ),
      { rmrrs: 3 },
    ),
};
