/** Situations of tables: what RMRRs reserve, and whom their scopes name. */

import { isBridge } from "../model/platform.ts";
import { type AddressRange, MAXIMUM_ADDRESS, PAGE_SIZE } from "../model/region.ts";
import { deviceClass } from "../oracle/device-class.ts";
import { NONE } from "../oracle/hierarchy.ts";
import { namesNothingPresent } from "../oracle/named-places.ts";
import { isNaming, type NamingScope, REQUIRED } from "../oracle/named-scope.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "hierarchy", leastShare: USUAL_SHARE } as const;
const FOUR_GIB = 0x1_0000_0000n;

function someNaming(facts: ScenarioFacts, holds: (scope: NamingScope) => boolean): boolean {
  return facts.coverage.scopes.some((scope) => isNaming(scope) && holds(scope));
}

/** A sub-hierarchy scope names a bridge of which this holds. */
function someBridgeScope(facts: ScenarioFacts, holds: (bridge: number) => boolean): boolean {
  return someNaming(facts, ({ kind, target }) => kind === "bridge" && holds(target));
}

function someRange(facts: ScenarioFacts, holds: (range: AddressRange) => boolean): boolean {
  return facts.coverage.rmrrs.some(
    ({ structure }) => structure.base <= structure.limit && holds({ start: structure.base, end: structure.limit }),
  );
}

/** The honoured scopes of each RMRR that name functions which are there at the start. */
function* presentNamings(facts: ScenarioFacts): Generator<readonly NamingScope[]> {
  const byRmrr: NamingScope[][] = facts.coverage.rmrrs.map(() => []);
  for (const scope of facts.coverage.scopes) {
    if (isNaming(scope) && scope.strength === REQUIRED && facts.presentAt(scope.target, 0)) {
      byRmrr[scope.rmrr]!.push(scope);
    }
  }
  yield* byRmrr;
}

function isSharedByTwo(facts: ScenarioFacts): boolean {
  for (const scopes of presentNamings(facts)) if (new Set(scopes.map(({ target }) => target)).size > 1) return true;
  return false;
}

function isSharedWithDescendant(facts: ScenarioFacts): boolean {
  for (const scopes of presentNamings(facts)) {
    const bridges = scopes.filter(({ below }) => below);
    const isBelowOne = ({ target }: NamingScope): boolean =>
      bridges.some((bridge) => facts.hierarchy.isBelow(target, bridge.target));
    if (scopes.some(isBelowOne)) return true;
  }
  return false;
}

/** An RMRR covers a USB controller and a function that is neither USB nor graphics, in one IOMMU group. */
function isSharedInGroup(facts: ScenarioFacts): boolean {
  return facts.scenario.platform.groups.some(({ members }) => {
    const usb = new Set<number>();
    const others = new Set<number>();
    for (const label of members) {
      const index = facts.indexOf(label);
      if (index === NONE || !facts.isFunction(index)) continue;
      const of = deviceClass(facts.device(index));
      const ranges = of === "usb" ? usb : of === "other-class" ? others : undefined;
      for (const range of ranges === undefined ? [] : facts.coverage.of(index).ranges) ranges!.add(range);
    }
    return [...usb].some((range) => others.has(range));
  });
}

function hasHops(facts: ScenarioFacts, rmrr: number, scope: number, least: number): boolean {
  return facts.coverage.rmrrs[rmrr]!.structure.scopes[scope]!.path.length >= least;
}

function isSameRangeTwice({ coverage }: ScenarioFacts): boolean {
  return new Set(coverage.rmrrs.map(({ range }) => range)).size < coverage.rmrrs.length;
}

function isOverlapping({ coverage }: ScenarioFacts): boolean {
  const ranges = coverage.rmrrs
    .map(({ structure }) => structure)
    .filter(({ base, limit }) => base <= limit)
    .toSorted((a, b) => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0));
  // Of ranges in the order of their beginnings, whatever meets another one meets the next, too.
  return ranges.some(({ limit }, i) => i + 1 < ranges.length && ranges[i + 1]!.base <= limit);
}

export const RMRR_SITUATIONS: readonly Situation[] = [
  {
    name: "rmrr-of-two-devices",
    description: "The scopes of one RMRR name two present devices.",
    reached: USUAL,
    holds: isSharedByTwo,
  },
  {
    name: "rmrr-of-bridge-and-descendant",
    description: "The scopes of one RMRR name a bridge and something below it.",
    reached: USUAL,
    holds: isSharedWithDescendant,
  },
  {
    name: "rmrr-of-usb-and-other-in-group",
    description: "One RMRR covers a USB controller and a function of another class, in one IOMMU group.",
    reached: { stream: "group", leastShare: USUAL_SHARE },
    holds: isSharedInGroup,
  },
  {
    name: "scope-of-absent-function",
    description: "A scope names nothing that is present.",
    reached: USUAL,
    holds: (facts) => facts.coverage.scopes.some((scope) => namesNothingPresent(facts, scope, 0)),
  },
  {
    name: "endpoint-scope-of-several-hops",
    description: "An endpoint scope names a function through a path of several hops.",
    reached: USUAL,
    holds: (facts) =>
      someNaming(facts, ({ kind, rmrr, scope }) => kind === "endpoint" && hasHops(facts, rmrr, scope, 2)),
  },
  {
    name: "bridge-scope-at-root-port",
    description: "A sub-hierarchy scope names a bridge on a root bus.",
    reached: USUAL,
    holds: (facts) => someBridgeScope(facts, (bridge) => facts.hierarchy.parent[bridge] === NONE),
  },
  {
    name: "bridge-scope-at-switch-port",
    description: "A sub-hierarchy scope names a bridge below another bridge.",
    reached: USUAL,
    holds: (facts) => someBridgeScope(facts, (bridge) => facts.hierarchy.parent[bridge] !== NONE),
  },
  {
    name: "bridge-scope-at-conventional-bridge",
    description: "A sub-hierarchy scope names a bridge with subtractive decoding or a CardBus bridge.",
    reached: USUAL,
    holds: (facts) =>
      someBridgeScope(facts, (bridge) => {
        const { headerType, classCode } = facts.hierarchy.functions[bridge]!;
        return headerType === 2 || classCode === 0x060401;
      }),
  },
  {
    name: "bridge-scope-at-empty-bridge",
    description: "A sub-hierarchy scope names a bridge with nothing below it.",
    reached: USUAL,
    holds: (facts) => someBridgeScope(facts, (bridge) => !facts.hierarchy.hasBelow(bridge)),
  },
  {
    name: "endpoint-scope-of-bridge",
    description: "An endpoint scope names a bridge.",
    holds: (facts) => someNaming(facts, ({ kind }) => kind === "endpoint-scope-on-bridge"),
  },
  {
    name: "bridge-scope-of-endpoint",
    description: "A sub-hierarchy scope names a function with an endpoint header.",
    holds: (facts) =>
      someNaming(
        facts,
        ({ kind, target, rmrr, scope }) =>
          (kind === "bridge-class" || kind === "bridge-scope-on-endpoint") &&
          !isBridge(facts.hierarchy.functions[target]!) &&
          hasHops(facts, rmrr, scope, 1),
      ),
  },
  {
    name: "scope-with-present-bus-number",
    description: "A scope of one hop leads to a function by its present bus number.",
    holds: (facts) => someNaming(facts, ({ fallback }) => fallback),
  },
  {
    name: "scope-of-virtual-function",
    description: "A scope leads to a virtual function.",
    holds: (facts) => someNaming(facts, ({ kind }) => kind === "virtual-function"),
  },
  {
    name: "several-scopes-of-one-function",
    description: "Several scopes of one RMRR name the same function.",
    holds: (facts) => {
      for (const scopes of presentNamings(facts)) {
        if (new Set(scopes.map(({ target }) => target)).size < scopes.length) return true;
      }
      return false;
    },
  },
  {
    name: "rmrr-at-zero",
    description: "An RMRR starts at address 0.",
    reached: USUAL,
    holds: (facts) => someRange(facts, ({ start }) => start === 0n),
  },
  {
    name: "rmrr-across-4-gib",
    description: "An RMRR starts below 4 GiB and ends above.",
    reached: USUAL,
    holds: (facts) => someRange(facts, ({ start, end }) => start < FOUR_GIB && end >= FOUR_GIB),
  },
  {
    name: "rmrr-at-the-top",
    description: "An RMRR ends at the last address of the 64-bit space.",
    reached: USUAL,
    holds: (facts) => someRange(facts, ({ end }) => end === MAXIMUM_ADDRESS),
  },
  {
    name: "rmrr-of-one-page",
    description: "An RMRR is one page long.",
    reached: USUAL,
    holds: (facts) => someRange(facts, ({ start, end }) => end - start + 1n === PAGE_SIZE),
  },
  {
    name: "rmrr-above-4-gib-long",
    description: "An RMRR is longer than 4 GiB.",
    reached: USUAL,
    holds: (facts) => someRange(facts, ({ start, end }) => end - start + 1n > FOUR_GIB),
  },
  {
    name: "rmrrs-of-one-range",
    description: "Two RMRRs have the same range.",
    holds: isSameRangeTwice,
  },
  {
    name: "rmrrs-overlap",
    description: "Two RMRRs overlap.",
    holds: isOverlapping,
  },
];
