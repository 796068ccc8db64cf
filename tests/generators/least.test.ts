/**
 * The quality of shrinking: predicates that stand for faults, and the least scenario that each has, whatever
 * case it was found in.
 */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveSeed } from "../../generators/seed.ts";
import { STREAMS, type StreamName } from "../../generators/streams.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import type { Scenario } from "../../model/scenario.ts";
import { askedFunctions, isBelow, namings } from "./named-functions.ts";

/** How many of each there are in a scenario: what "least" is about. */
interface Counts {
  readonly functions: number;
  readonly rmrrs: number;
  readonly scopes: number;
  readonly hops: number;
  readonly steps: number;
}

interface Fault {
  readonly name: string;
  readonly stream: StreamName;
  shows(scenario: Scenario): boolean;
  readonly least: Counts;
}

/** The steps around one list: get, read, put; and the tear-down. */
const ONE_GET = 4;
const TWO_GETS = 7;

const FAULTS: readonly Fault[] = [
  {
    name: "a bridge covers only itself",
    stream: "hierarchy",
    shows: (scenario) =>
      namings(scenario.platform).some(
        ({ scope, named }) =>
          scope.type === 2 && askedFunctions(scenario).some((fn) => isBelow(scenario.platform, fn, named)),
      ),
    least: { functions: 2, rmrrs: 1, scopes: 1, hops: 1, steps: ONE_GET },
  },
  {
    name: "only children of a bridge are covered",
    stream: "hierarchy",
    shows: (scenario) =>
      namings(scenario.platform).some(
        ({ scope, named }) =>
          scope.type === 2 &&
          askedFunctions(scenario).some((fn) => fn.parent !== named.label && isBelow(scenario.platform, fn, named)),
      ),
    least: { functions: 3, rmrrs: 1, scopes: 1, hops: 1, steps: ONE_GET },
  },
  {
    name: "ancestors are covered too",
    stream: "hierarchy",
    shows: (scenario) =>
      namings(scenario.platform).some(({ named }) =>
        askedFunctions(scenario).some((fn) => isBelow(scenario.platform, named, fn)),
      ),
    least: { functions: 2, rmrrs: 1, scopes: 1, hops: 2, steps: ONE_GET },
  },
  {
    name: "the first RMRR wins",
    stream: "hierarchy",
    shows: (scenario) => {
      const named = namings(scenario.platform);
      return askedFunctions(scenario).some(
        (fn) => new Set(named.filter((naming) => naming.named === fn).map(({ rmrr }) => rmrr)).size > 1,
      );
    },
    least: { functions: 1, rmrrs: 2, scopes: 2, hops: 2, steps: ONE_GET },
  },
  {
    name: "the segment of a device is ignored",
    stream: "hierarchy",
    shows: (scenario) =>
      namings(scenario.platform).some(({ named }) =>
        askedFunctions(scenario).some(
          (fn) =>
            named.secondaryBus !== undefined &&
            fn.segment !== named.segment &&
            fn.bus >= named.secondaryBus &&
            fn.bus <= named.subordinateBus!,
        ),
      ),
    least: { functions: 2, rmrrs: 1, scopes: 1, hops: 1, steps: ONE_GET },
  },
  {
    name: "only the last hop counts",
    stream: "hierarchy",
    shows: (scenario) =>
      namings(scenario.platform).some(({ scope, named }) => {
        const last = scope.path.at(-1)!;
        return askedFunctions(scenario).some(
          (fn) =>
            fn !== named &&
            fn.segment === named.segment &&
            fn.bus === scope.startBus &&
            fn.device === last.device &&
            fn.function === last.function,
        );
      }),
    least: { functions: 2, rmrrs: 1, scopes: 1, hops: 2, steps: ONE_GET },
  },
  {
    name: "a scope on a bus that is no root bus is not matched",
    stream: "hierarchy",
    shows: ({ platform }) =>
      decodeTable(platform.dmar).structures.some(
        ({ structure }) =>
          structure.kind === "rmrr" &&
          structure.scopes.some(({ path, startBus }) =>
            platform.functions.some(
              (fn) =>
                path.length === 1 &&
                fn.parent !== undefined &&
                fn.bus === startBus &&
                fn.device === path[0]!.device &&
                fn.function === path[0]!.function &&
                fn.segment === structure.segment,
            ),
          ),
      ),
    least: { functions: 2, rmrrs: 1, scopes: 1, hops: 1, steps: 1 },
  },
  {
    name: "two devices share an object",
    stream: "ownership",
    shows: (scenario) => {
      const asked = askedFunctions(scenario);
      const named = namings(scenario.platform);
      return asked.some((fn) => asked.some((other) => fn !== other && shareRmrr(named, fn.label, other.label)));
    },
    least: { functions: 2, rmrrs: 1, scopes: 2, hops: 2, steps: TWO_GETS },
  },
  {
    name: "a caller's write shows in another list of the device",
    stream: "ownership",
    shows: ({ steps }) => {
      const lists = new Map<string, string>();
      for (const step of steps) {
        if (step.do === "get") lists.set(step.list, step.device);
        if (step.do === "put") lists.delete(step.list);
        if (step.do !== "scribble") continue;
        if ([...lists].some(([list, device]) => list !== step.list && device === lists.get(step.list))) return true;
      }
      return false;
    },
    // A device that is not PCI will do: it has the interrupt window.
    least: { functions: 1, rmrrs: 0, scopes: 0, hops: 0, steps: TWO_GETS + 1 },
  },
  {
    name: "touching regions of different types are joined",
    stream: "merge",
    shows: ({ steps }) => {
      const inserts = steps.flatMap((step) => (step.do === "insert" && step.list === "list0" ? [step.region] : []));
      return inserts.some((one) => inserts.some((other) => one.end + 1n === other.start && one.type !== other.type));
    },
    least: { functions: 0, rmrrs: 0, scopes: 0, hops: 0, steps: 5 },
  },
  {
    name: "a fourth region does not bridge three",
    stream: "merge",
    shows: ({ steps }) => {
      const inserts = steps.flatMap((step) => (step.do === "insert" && step.list === "list0" ? [step.region] : []));
      return inserts.some((last, index) => {
        const before = inserts.slice(0, index).filter((region) => region.type === last.type);
        const starts = new Set(before.map((region) => region.start));
        const apart = before.filter((one) =>
          before.every((other) => one === other || one.end + 1n < other.start || other.end + 1n < one.start),
        );
        return (
          starts.size === before.length &&
          apart.filter((one) => one.start <= last.end && last.start <= one.end).length >= 3
        );
      });
    },
    least: { functions: 0, rmrrs: 0, scopes: 0, hops: 0, steps: 7 },
  },
];

function shareRmrr(named: ReturnType<typeof namings>, one: string, other: string): boolean {
  const of = (label: string): Set<number> =>
    new Set(named.filter((naming) => naming.named.label === label).map(({ rmrr }) => rmrr));
  return [...of(one)].some((rmrr) => of(other).has(rmrr));
}

function countsOf({ platform, steps }: Scenario): Counts {
  const rmrrs = decodeTable(platform.dmar).structures.flatMap(({ structure }) =>
    structure.kind === "rmrr" ? [structure] : [],
  );
  const scopes = rmrrs.flatMap((rmrr) => rmrr.scopes);
  return {
    functions: platform.functions.length + platform.otherDevices.length,
    rmrrs: rmrrs.length,
    scopes: scopes.length,
    hops: scopes.reduce((sum, { path }) => sum + path.length, 0),
    steps: steps.length,
  };
}

describe.each(FAULTS)("$name", (fault) => {
  test.each([1, 2, 3, 4, 5])("is found, and shrunk to the least scenario, under seed %i", (seed) => {
    const stream = STREAMS.find(({ name }) => name === fault.stream)!;
    const details = fc.check(
      fc.property(stream.scenarios(), (scenario) => !fault.shows(scenario)),
      { seed: deriveSeed(`least/${seed}`, fault.name), numRuns: 2000 },
    );
    expect(details.failed).toBe(true);
    const least = details.counterexample![0];
    expect(countsOf(least)).toEqual(fault.least);
    // Nothing else is there that need not be.
    const { rootBuses, functions } = least.platform;
    expect(rootBuses.length).toBeLessThanOrEqual(new Set(functions.map((fn) => fn.segment)).size + 1);
    expect(new Set(functions.map((fn) => fn.classCode)).size).toBeLessThanOrEqual(2);
  });
});

describe("the least scenario", () => {
  test("has the plainest numbers", () => {
    const { shows } = FAULTS[0]!;
    const stream = STREAMS.find(({ name }) => name === "hierarchy")!;
    const details = fc.check(
      fc.property(stream.scenarios(), (scenario) => !shows(scenario)),
      { seed: 1, numRuns: 2000 },
    );
    const { platform, steps } = details.counterexample![0];
    expect(platform.rootBuses).toEqual([{ segment: 0, bus: 0, lastBus: 255 }]);
    const at = { kind: "pci", segment: 0, device: 0, function: 0 };
    expect(platform.functions).toEqual([
      { ...at, label: "bridge0", bus: 0, classCode: 0x060400, headerType: 1, secondaryBus: 1, subordinateBus: 1 },
      { ...at, label: "nic1", bus: 1, classCode: 0x020000, headerType: 0, parent: "bridge0" },
    ]);
    const [, rmrr] = decodeTable(platform.dmar).structures.map(({ structure }) => structure);
    expect(rmrr).toMatchObject({ kind: "rmrr", segment: 0, base: 0x1000n, limit: 0x1fffn, reserved: 0 });
    expect(steps).toEqual([
      { do: "get", device: "nic1", list: "list0" },
      { do: "read", list: "list0" },
      { do: "put", list: "list0" },
      { do: "tear-down" },
    ]);
  });

  test.each([
    ["at the top of the address space", 0xffff_ffff_ffff_f000n, 0xffff_ffff_ffff_ffffn],
    ["at 0", 0n, 0xfffn],
  ])("keeps an address %s only where it matters", (_where, start, end) => {
    const stream = STREAMS.find(({ name }) => name === "hierarchy")!;
    const details = fc.check(
      fc.property(stream.scenarios(), ({ platform }) =>
        decodeTable(platform.dmar).structures.every(
          ({ structure }) => structure.kind !== "rmrr" || (structure.base !== start && structure.limit !== end),
        ),
      ),
      { seed: 2, numRuns: 2000 },
    );
    const { structures } = decodeTable(details.counterexample![0].platform.dmar);
    expect(structures.map(({ structure }) => structure).filter(({ kind }) => kind === "rmrr")).toMatchObject([
      { base: start, limit: end, scopes: [] },
    ]);
  });
});
