/** An implementation in this process, as an executor. */

import type { Implementation, RegionObject } from "../contract.ts";
import type { Executor } from "../executor.ts";
import { execute } from "./execute.ts";

/** @param onStep called before each step, for a supervisor in another thread */
export function inProcessExecutor<List extends Iterable<RegionObject>>(
  implementation: Implementation<List>,
  onStep?: (step: number) => void,
): Executor {
  const { name, version, homepage, profile, either } = implementation;
  return {
    description: {
      name,
      language: "JavaScript",
      ...(version === undefined ? {} : { version }),
      ...(homepage === undefined ? {} : { homepage }),
      ...(profile === undefined ? {} : { profile }),
      ...(either === undefined ? {} : { either }),
    },
    inFlight: 1,
    execute: (scenario) => execute(implementation, scenario, onStep),
    close: () => undefined,
  };
}
