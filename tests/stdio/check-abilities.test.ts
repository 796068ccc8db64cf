/** Which abilities a trace shows that were not listed, and which it lacks that were. */

import { expect, test } from "vitest";
import type { Ability } from "../../implementations/stdio/abilities.ts";
import { abilityMismatches } from "../../implementations/stdio/smoke/check-abilities.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepStatus } from "../../model/trace.ts";
import { smokePlatform } from "../../implementations/stdio/smoke/smoke-platform.ts";

const restart: Step = { do: "restart" };
const get: Step = { do: "get", device: "usb", list: "l" };

/** The abilities that do not agree with how these steps ended. */
function mismatches(listed: readonly Ability[], ...steps: readonly (readonly [Step, StepStatus])[]): readonly string[] {
  const scenario = { platform: smokePlatform(), steps: steps.map(([step]) => step) };
  const trace = { steps: steps.map(([, status]) => ({ status })), observesMemory: false };
  return abilityMismatches(listed, scenario, trace).map(({ ability, step }) => `${ability} ${step}`);
}

test("a step is answered if and only if its ability is listed", () => {
  expect(mismatches(["get", "restart"], [get, "ok"], [restart, "ok"])).toEqual([]);
  expect(mismatches(["get"], [get, "unsupported"], [restart, "ok"])).toEqual(["get 0", "restart 1"]);
});

test("an adapter that ran out of memory in a restart may answer as it likes until the next start", () => {
  const off = [restart, "no-memory"] as const;
  expect(mismatches(["get", "restart"], off, [get, "unsupported"], [restart, "ok"], [get, "ok"])).toEqual([]);
  expect(mismatches(["get", "restart"], off, [restart, "ok"], [get, "unsupported"])).toEqual(["get 2"]);
  expect(mismatches(["get"], off)).toEqual(["restart 0"]);
});
