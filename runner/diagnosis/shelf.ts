/** The faulty implementations, as a diagnosis runs them. */

import { FAULTY } from "../../implementations/faulty/index.ts";
import { BoundedExecutor } from "../../implementations/in-process/execute-within.ts";
import type { FaultShelf } from "../suite.ts";

/** Milliseconds of processor time; no case of the size examined takes a hundredth of it. */
const PATIENCE = 250;

export function shelf(): FaultShelf {
  const executor = new BoundedExecutor(PATIENCE);
  const implementations = new Map(FAULTY.map((variant) => [variant.name, variant.implementation]));
  return {
    faults: FAULTY,
    execute(faults, scenarios) {
      const asked = faults.map(({ name }) => implementations.get(name)!);
      const traces = executor.executeAll(
        scenarios.flatMap((scenario) => asked.map((implementation) => ({ implementation, scenario }))),
      );
      return scenarios.map((_, index) => traces.slice(index * asked.length, (index + 1) * asked.length));
    },
  };
}
