/** The kernel tree of the tests as it is, compiled once for all tests of a describe. */

import { afterAll, beforeAll } from "vitest";
import { type LinuxImplementation, openLinux } from "../../implementations/linux-source/open-linux.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { TEST_CACHE } from "./debian-tree.ts";

/** To be called where hooks are: what it returns runs a scenario. */
export function useLinux(tree: string, sanitize = true): (scenario: Scenario) => Promise<Trace> {
  let linux: LinuxImplementation | undefined;
  beforeAll(async () => {
    linux = await openLinux({ tree, sanitize, cache: TEST_CACHE });
  }, 120_000);
  afterAll(() => linux?.executor.close());
  return async (scenario) => linux!.executor.execute(scenario);
}
