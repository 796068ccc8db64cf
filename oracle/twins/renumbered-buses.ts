/**
 * The twin whose buses behind bridges have other numbers: the ranges on each bus are mirrored, so that low numbers
 * become high, and each range keeps its size. Root buses, paths and the nesting of ranges stay the same; virtual
 * functions move with the bus of their physical function.
 */

import { isBridge, type PciFunction } from "../../model/platform.ts";
import { busKey } from "../../model/requester-id.ts";
import { isNaming } from "../named-scope.ts";
import { NONE } from "../hierarchy.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

export const RENUMBERED_BUSES: Twin = {
  name: "renumbered-buses",
  difference: "the buses behind bridges have other numbers",
  applies(facts) {
    const { functions } = facts.scenario.platform;
    if (!isFaultless(facts) || dependsOnNumbers(facts)) return false;
    return facts.derive(renumber).some((fn, index) => fn.secondaryBus !== functions[index]!.secondaryBus);
  },
  of(facts) {
    const { scenario } = facts;
    return { ...scenario, platform: { ...scenario.platform, functions: facts.derive(renumber) } };
  },
};

/** A scope of one hop from a bus that is not a root bus may refer to a current bus number. */
function dependsOnNumbers({ coverage }: ScenarioFacts): boolean {
  return coverage.scopes.some((scope) => {
    if (isNaming(scope)) return scope.fallback;
    return (
      scope.kind === "not-a-root-bus" && coverage.rmrrs[scope.rmrr]!.structure.scopes[scope.scope]!.path.length === 1
    );
  });
}

/** A bus with the range of numbers below it. */
interface Bus {
  readonly number: number;
  /** The last number of its range. */
  readonly last: number;
  /** The first number available to bridges on it; the numbers in between are those of its virtual functions. */
  first: number;
  /** A bridge has a lower number than a virtual function, so nothing can be mirrored. */
  mixed: boolean;
  /** Its number in the twin. */
  renumbered: number;
}

function renumber({ scenario, hierarchy }: ScenarioFacts): readonly PciFunction[] {
  const { functions, rootBuses } = scenario.platform;
  const roots = new Map(rootBuses.map((root) => [busKey(root.segment, root.bus), makeBus(root.bus, root.lastBus)]));
  /** The bus behind each bridge, and the bus that each function is on. */
  const behind: (Bus | undefined)[] = [];
  const on: Bus[] = [];
  functions.forEach((fn, index) => {
    const above = hierarchy.parent[index]!;
    const physical = hierarchy.physicalFunction[index]!;
    // A virtual function may have a later bus number than that of the bus it is on.
    const bus =
      above !== NONE ? behind[above]! : physical !== NONE ? on[physical]! : roots.get(busKey(fn.segment, fn.bus))!;
    bus.first = Math.max(bus.first, fn.bus + 1);
    on.push(bus);
    behind.push(isBridge(fn) ? makeBus(fn.secondaryBus!, fn.subordinateBus!) : undefined);
  });
  behind.forEach((below, index) => {
    const bus = on[index]!;
    if (below !== undefined && below.number < bus.first) bus.mixed = true;
  });
  // From the root buses down: a bridge precedes what is below it.
  return functions.map((fn, index) => {
    const bus = on[index]!;
    const moved = { ...fn, bus: fn.bus - bus.number + bus.renumbered };
    const below = behind[index];
    if (below === undefined) return moved;
    const offset = bus.mixed ? below.number - bus.number : bus.first - bus.number + bus.last - below.last;
    below.renumbered = bus.renumbered + offset;
    return {
      ...moved,
      secondaryBus: below.renumbered,
      subordinateBus: below.renumbered + below.last - below.number,
    };
  });
}

function makeBus(number: number, last: number): Bus {
  return { number, last, first: number, mixed: false, renumbered: number };
}
