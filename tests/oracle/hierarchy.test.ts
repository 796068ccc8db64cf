import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Platform } from "../../model/platform.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import { Hierarchy, NONE } from "../../oracle/hierarchy.ts";
import { Presence } from "../../oracle/presence.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { endpoint, platform as platformOf } from "../reference/hand-made.ts";
import { lawRuns } from "./law-runs.ts";
import { NaiveSubject } from "./naive-subject.ts";

const scenarios = STREAMS[0]!.scenarios();

/** Labels of everything above a function, the nearest first. */
function above({ functions }: Platform, label: string): readonly string[] {
  const parent = functions.find((fn) => fn.label === label)?.parent;
  return parent === undefined ? [] : [parent, ...above({ functions } as Platform, parent)];
}

describe("the hierarchy", () => {
  test("knows who is below whom, as parents tell it", () => {
    fc.assert(
      fc.property(scenarios, ({ platform }) => {
        const hierarchy = new Hierarchy(platform);
        for (const [lower, fn] of platform.functions.entries()) {
          const line = above(platform, fn.label);
          for (const [upper, other] of platform.functions.entries()) {
            expect(hierarchy.isBelow(lower, upper)).toBe(line.includes(other.label));
          }
        }
      }),
      { numRuns: lawRuns(500), seed: 61 },
    );
  });

  test("finds every function where it stands, and no virtual function", () => {
    fc.assert(
      fc.property(scenarios, ({ platform }) => {
        const hierarchy = new Hierarchy(platform);
        for (const [index, fn] of platform.functions.entries()) {
          const { segment, bus, device, function: number } = fn;
          const parent = hierarchy.parent[index]!;
          const found =
            parent === NONE
              ? hierarchy.onRootBus(segment, bus, device, number)
              : hierarchy.belowBridge(parent, device, number);
          const isVirtual = fn.physicalFunction !== undefined;
          expect(found === index).toBe(!isVirtual);
          expect(hierarchy.byNumber(segment, bus, device, number) === index).toBe(!isVirtual);
          expect(hierarchy.virtualFunctionAt(segment, bus, device, number) === index).toBe(isVirtual);
          expect(hierarchy.indexOf(fn.label)).toBe(index);
        }
        expect(hierarchy.indexOf("no such function")).toBe(NONE);
      }),
      { numRuns: lawRuns(500), seed: 62 },
    );
  });

  test("knows below whom anybody is", () => {
    fc.assert(
      fc.property(scenarios, ({ platform }) => {
        const hierarchy = new Hierarchy(platform);
        for (const [index, { label }] of platform.functions.entries()) {
          expect(hierarchy.hasBelow(index)).toBe(platform.functions.some(({ parent }) => parent === label));
        }
      }),
      { numRuns: lawRuns(500), seed: 66 },
    );
  });

  test("tells numbers apart bit by bit: segment, bus, device and function", () => {
    const addresses = [
      "0:0.0",
      "0:0.1",
      "0:1.0",
      "0:0.8",
      "1:0.0",
      "1:1f.7",
      "20:0:0.0",
      "2000:0:0.0",
      "10000:ff:1f.7",
    ];
    const functions = addresses.map((address) => endpoint(address, address));
    const segments = new Set(functions.map(({ segment }) => segment));
    const rootBuses = [...segments].map((segment) => ({ segment, bus: 0, lastBus: 0xff }));
    for (const there of functions) {
      const hierarchy = new Hierarchy(platformOf({ rootBuses, functions: [there] }));
      for (const asked of functions) {
        const found = hierarchy.byNumber(asked.segment, asked.bus, asked.device, asked.function);
        expect(found).toBe(asked === there ? 0 : NONE);
      }
    }
  });

  test("finds a virtual function by its number, and what stands in its place without one", () => {
    const physical = endpoint("physical", "0:2.0");
    const hierarchy = new Hierarchy(
      platformOf({ functions: [physical, endpoint("virtual", "1:0.0", { physicalFunction: "physical" })] }),
    );
    expect(hierarchy.virtualFunctionAt(0, 1, 0, 0)).toBe(1);
    expect(hierarchy.virtualFunctionAt(0, 0, 2, 0)).toBe(NONE);
    expect(hierarchy.onRootBus(0, 1, 0, 0)).toBe(NONE);
    expect(hierarchy.isRootBus(0, 1)).toBe(false);
    expect(new Hierarchy(platformOf({ functions: [physical] })).virtualFunctionAt(0, 0, 2, 0)).toBe(NONE);
  });

  test("has root buses of each segment by themselves", () => {
    const rootBuses = [
      { segment: 1, bus: 0, lastBus: 0x7f },
      { segment: 0, bus: 0x80, lastBus: 0xff },
    ];
    const hierarchy = new Hierarchy(platformOf({ rootBuses, functions: [endpoint("nic", "0:80:2.0")] }));
    expect(hierarchy.isRootBus(1, 0)).toBe(true);
    expect(hierarchy.isRootBus(0, 0x80)).toBe(true);
    expect([hierarchy.isRootBus(0, 0), hierarchy.isRootBus(1, 0x80), hierarchy.isRootBus(0, 1)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("does not take a segment above 0xffff for the one that its low bits name", () => {
    const root = { bus: 0, lastBus: 255 };
    const fn = { kind: "pci", bus: 0, device: 1, function: 0, classCode: 0x020000, headerType: 0 } as const;
    const hierarchy = new Hierarchy({
      rootBuses: [
        { ...root, segment: 0 },
        { ...root, segment: 0x10000 },
      ],
      functions: [{ ...fn, label: "vmd", segment: 0x10000 }],
      otherDevices: [],
      groups: [],
      dmar: new Uint8Array(),
    });
    expect(hierarchy.onRootBus(0, 0, 1, 0)).toBe(NONE);
    expect(hierarchy.byNumber(0, 0, 1, 0)).toBe(NONE);
    expect(hierarchy.onRootBus(0x10000, 0, 1, 0)).toBe(0);
  });
});

/** A scenario with functions that are absent at first, and with steps that add and remove some. */
const histories: fc.Arbitrary<Scenario> = fc
  .tuple(
    scenarios,
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 5 }),
    fc.array(fc.nat(), { maxLength: 2 }),
  )
  .map(([{ platform, steps }, changes, absent]) => {
    const count = platform.functions.length;
    const away = takenAlong(
      platform,
      absent.map((index) => platform.functions[index % Math.max(count, 1)]?.label),
    );
    const functions = platform.functions.map((fn) => (away.has(fn.label) ? { ...fn, absent: true as const } : fn));
    const history: Step[] = [...steps];
    for (const [at, which, adds] of changes) {
      if (count === 0) break;
      const device = functions[which % count]!.label;
      history.splice(at % steps.length, 0, { do: adds ? "add" : "remove", device });
    }
    return { platform: { ...platform, functions }, steps: history };
  });

function takenAlong({ functions }: Platform, labels: readonly (string | undefined)[]): ReadonlySet<string> {
  const along = new Set(labels.filter((label) => label !== undefined));
  for (const fn of functions) {
    if (along.has(fn.parent ?? "") || along.has(fn.physicalFunction ?? "")) along.add(fn.label);
  }
  return along;
}

describe("presence", () => {
  test("is that of a set to which sub-hierarchies and virtual functions are added, and from which they are taken", () => {
    fc.assert(
      fc.property(histories, (scenario) => {
        const { platform, steps } = scenario;
        const hierarchy = new Hierarchy(platform);
        const presence = new Presence(scenario, hierarchy);
        const there = new Set(platform.functions.filter((fn) => fn.absent !== true).map(({ label }) => label));
        for (const [index, step] of steps.entries()) {
          for (const [at, { label, physicalFunction }] of platform.functions.entries()) {
            const line = [label, physicalFunction ?? label, ...above(platform, label)];
            expect(presence.presentAt(at, index)).toBe(line.every((one) => there.has(one)));
          }
          if (step.do !== "add" && step.do !== "remove") continue;
          for (const label of takenAlong(platform, [step.device])) {
            if (step.do === "add") there.add(label);
            else there.delete(label);
          }
        }
      }),
      { numRuns: lawRuns(500), seed: 63 },
    );
  });

  test("decides what a get of each moment is due: a subject that does everything right passes", () => {
    fc.assert(
      fc.property(histories, (scenario) => {
        const trace = new NaiveSubject(scenario, LINUX_PROFILE, () => false).trace();
        const complaints = judgeCase(REQUIREMENTS, scenario, trace, LINUX_PROFILE)
          .filter(({ outcome }) => outcome !== "pass" && outcome !== "not-observable")
          .map(({ requirement, outcome, witnesses }) => `${outcome} ${requirement.id} ${witnesses[0]?.rule}`);
        expect(complaints).toEqual([]);
      }),
      { numRuns: lawRuns(2000), seed: 64 },
    );
  });

  test("is not known once a change did not happen, and then nothing is said of gets", () => {
    fc.assert(
      fc.property(histories, (scenario) => {
        const trace = new NaiveSubject(
          scenario,
          LINUX_PROFILE,
          () => false,
          true,
          () => [],
        ).trace();
        const change = scenario.steps.findIndex((step) => step.do === "add" || step.do === "remove");
        fc.pre(change >= 0);
        const steps = trace.steps.map((result, index) =>
          index === change ? { status: "unsupported" as const } : result,
        );
        const verdicts = judgeCase(REQUIREMENTS, scenario, { ...trace, steps }, LINUX_PROFILE);
        for (const { requirement, witnesses } of verdicts) {
          if (!requirement.id.startsWith("coverage/")) continue;
          for (const { step } of witnesses) expect(step).toBeLessThan(change);
        }
      }),
      { numRuns: lawRuns(500), seed: 65 },
    );
  });
});
