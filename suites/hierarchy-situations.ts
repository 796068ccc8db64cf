/** Situations of platforms: the shape of the hierarchy, and who lives in it. */

import { classWithoutInterface } from "../model/class-code.ts";
import { isBridge, type PciFunction } from "../model/platform.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { RARE_SHARE, type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "hierarchy", leastShare: USUAL_SHARE } as const;
const RARE = { stream: "hierarchy", leastShare: RARE_SHARE } as const;

/** Classes without their interface that a wrong rule takes for USB or for a display controller. */
const BESIDE_USB: ReadonlySet<number> = new Set([0x0c02, 0x0c04]);
const BESIDE_GRAPHICS: ReadonlySet<number> = new Set([0x02ff, 0x0400, 0x0001]);

function isDeep(facts: ScenarioFacts, depth: number): boolean {
  const depths: number[] = [];
  // Every bridge stands before what is below it, so the depth above is known.
  return facts.hierarchy.functions.some((_, index) => {
    const above = facts.hierarchy.parent[index]!;
    depths.push(above < 0 ? 1 : depths[above]! + 1);
    return depths[index]! >= depth;
  });
}

function someFunction(facts: ScenarioFacts, holds: (fn: PciFunction, index: number) => boolean): boolean {
  return facts.scenario.platform.functions.some(holds);
}

function hasMultiFunctionDevice({ scenario }: ScenarioFacts): boolean {
  const seen = new Set<string>();
  return scenario.platform.functions.some((fn) => {
    if (fn.physicalFunction !== undefined) return false;
    const device = `${fn.segment} ${fn.bus} ${fn.device}`;
    if (seen.has(device)) return true;
    seen.add(device);
    return false;
  });
}

function hasSeveralRootBuses({ scenario }: ScenarioFacts): boolean {
  const segments = scenario.platform.rootBuses.map((root) => root.segment);
  return new Set(segments).size < segments.length;
}

/** Two segments have functions with the same bus number. */
function sharesBusNumbers(facts: ScenarioFacts): boolean {
  const segmentOfBus = new Map<number, number>();
  return someFunction(facts, ({ segment, bus }) => {
    const other = segmentOfBus.get(bus);
    if (other === undefined) segmentOfBus.set(bus, segment);
    return other !== undefined && other !== segment;
  });
}

/** Somebody who compares bus numbers alone takes the function for one below the bridge. */
export function hasForeignBusBelowBridge(facts: ScenarioFacts): boolean {
  const segmentsOfBus = new Map<number, Set<number>>();
  for (const { segment, bus } of facts.scenario.platform.functions) {
    const segments = segmentsOfBus.get(bus) ?? new Set();
    segmentsOfBus.set(bus, segments.add(segment));
  }
  const isForeign = (bus: number, segment: number): boolean =>
    [...(segmentsOfBus.get(bus) ?? [])].some((other) => other !== segment);
  return someFunction(facts, ({ segment, secondaryBus, subordinateBus }) => {
    if (secondaryBus === undefined || subordinateBus === undefined) return false;
    for (let bus = secondaryBus; bus <= subordinateBus; bus++) if (isForeign(bus, segment)) return true;
    return false;
  });
}

/** A bus number below the greatest of a root bus's range is neither used nor behind it. */
function hasGap({ scenario }: ScenarioFacts): boolean {
  const { rootBuses, functions } = scenario.platform;
  return rootBuses.some(({ segment, bus, lastBus }) => {
    const used = new Set<number>();
    let greatest = bus;
    for (const fn of functions) {
      if (fn.segment !== segment || fn.bus < bus || fn.bus > lastBus) continue;
      for (const number of [fn.bus, fn.secondaryBus ?? fn.bus]) {
        used.add(number);
        greatest = Math.max(greatest, number);
      }
    }
    used.add(bus);
    return used.size < greatest - bus + 1;
  });
}

export const HIERARCHY_SITUATIONS: readonly Situation[] = [
  {
    name: "depth-of-4",
    description: "A function has at least three bridges above it.",
    reached: USUAL,
    holds: (facts) => isDeep(facts, 4),
  },
  {
    name: "depth-of-24",
    description: "A function has at least 23 bridges above it.",
    reached: RARE,
    holds: (facts) => isDeep(facts, 24),
  },
  {
    name: "multi-function-device",
    description: "A device has several functions.",
    reached: USUAL,
    holds: hasMultiFunctionDevice,
  },
  {
    name: "several-root-buses",
    description: "A segment has several root buses.",
    reached: USUAL,
    holds: hasSeveralRootBuses,
  },
  {
    name: "segments-with-equal-buses",
    description: "Two segments have functions on the same bus number.",
    reached: USUAL,
    holds: sharesBusNumbers,
  },
  {
    name: "bus-of-another-segment-below-bridge",
    description: "A function is on a bus number that a bridge of another segment has below it.",
    reached: USUAL,
    holds: hasForeignBusBelowBridge,
  },
  {
    name: "segment-above-16-bits",
    description: "A function is in a segment above 0xffff, which no DMAR structure can name.",
    reached: USUAL,
    holds: (facts) => someFunction(facts, ({ segment }) => segment > 0xffff),
  },
  {
    name: "virtual-function",
    description: "The platform has an SR-IOV virtual function.",
    reached: USUAL,
    holds: (facts) => someFunction(facts, ({ physicalFunction }) => physicalFunction !== undefined),
  },
  {
    name: "alternative-routing-id",
    description: "A function has a number above 7 (ARI), which no path can name.",
    holds: (facts) => someFunction(facts, (fn) => fn.function > 7),
  },
  {
    name: "gap-in-bus-numbers",
    description: "There is a gap in the bus numbers.",
    reached: USUAL,
    holds: hasGap,
  },
  {
    name: "empty-bridge",
    description: "A bridge has nothing below it.",
    holds: (facts) => someFunction(facts, (fn, index) => isBridge(fn) && !facts.hierarchy.hasBelow(index)),
  },
  {
    name: "class-beside-usb",
    description: "A function has a class next to that of USB controllers: 0c02 or 0c04.",
    reached: USUAL,
    holds: (facts) => someFunction(facts, ({ classCode }) => BESIDE_USB.has(classWithoutInterface(classCode))),
  },
  {
    name: "class-beside-graphics",
    description: "A function has a class next to those of display controllers: 02ff, 0400 or 0001.",
    reached: USUAL,
    holds: (facts) => someFunction(facts, ({ classCode }) => BESIDE_GRAPHICS.has(classWithoutInterface(classCode))),
  },
  {
    name: "device-not-pci",
    description: "The platform has a device that is not PCI.",
    reached: USUAL,
    holds: ({ scenario }) => scenario.platform.otherDevices.length > 0,
  },
  {
    name: "function-comes-or-goes",
    description: "A function is added or removed.",
    holds: ({ scenario }) => scenario.steps.some((step) => step.do === "add" || step.do === "remove"),
  },
];
