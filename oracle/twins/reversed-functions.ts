/** The twin whose functions are enumerated in another order: siblings are found in reverse. */

import type { PciFunction } from "../../model/platform.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

export const REVERSED_FUNCTIONS: Twin = {
  name: "reversed-functions",
  difference: "sibling functions are discovered in reverse order",
  applies: (facts) => haveSiblings(facts.scenario.platform.functions) && isFaultless(facts),
  of({ scenario }) {
    const functions = reverse(scenario.platform.functions);
    return { ...scenario, platform: { ...scenario.platform, functions } };
  },
};

/** What a function depends on and must therefore follow. */
function hangsOn({ physicalFunction, parent }: PciFunction): string | undefined {
  return physicalFunction ?? parent;
}

function haveSiblings(functions: readonly PciFunction[]): boolean {
  return new Set(functions.map(hangsOn)).size < functions.length;
}

/** Depth first from the last function to the first, with everything that depends on a function after that function. */
function reverse(functions: readonly PciFunction[]): readonly PciFunction[] {
  const dependents = new Map<string | undefined, PciFunction[]>();
  for (const fn of functions) {
    const on = hangsOn(fn);
    const others = dependents.get(on);
    if (others === undefined) dependents.set(on, [fn]);
    else others.push(fn);
  }
  const reversed: PciFunction[] = [];
  const stack = [...(dependents.get(undefined) ?? [])];
  // A stack returns the last item first, so siblings come out in reverse.
  for (let fn = stack.pop(); fn !== undefined; fn = stack.pop()) {
    reversed.push(fn);
    for (const dependent of dependents.get(fn.label) ?? []) stack.push(dependent);
  }
  return reversed;
}
