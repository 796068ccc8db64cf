/** Which objects are in two lists at once, step by step: what ownership is about. */

import type { Step } from "../../model/scenario.ts";
import type { ObjectIdentity, StepResult } from "../../model/trace.ts";

/**
 * For each step the objects of the list that it shows which are in another live list as well, as it was last
 * seen, with the labels of those lists.
 */
export function sharedObjects(
  steps: readonly Step[],
  results: readonly StepResult[],
): readonly ReadonlyMap<ObjectIdentity, readonly string[]>[] {
  const lists = new Map<string, ReadonlySet<ObjectIdentity>>();
  return results.map((result, index) => {
    const step = steps[index];
    const shared = new Map<ObjectIdentity, readonly string[]>();
    if (step === undefined || !("list" in step)) return shared;
    if (step.do === "put") {
      lists.delete(step.list);
      return shared;
    }
    if (result.regions === undefined) return shared;
    const objects = new Set(result.regions.map(({ object }) => object));
    lists.set(step.list, objects);
    for (const object of objects) {
      const others = [...lists].flatMap(([list, held]) => (list !== step.list && held.has(object) ? list : []));
      if (others.length > 0) shared.set(object, others);
    }
    return shared;
  });
}
