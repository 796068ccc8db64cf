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

test("a step that is answered has to be listed, and one that is listed to be answered", () => {
  expect(mismatches(["get", "restart"], [get, "ok"], [restart, "ok"])).toEqual([]);
  expect(mismatches(["get"], [get, "unsupported"], [restart, "ok"])).toEqual(["get 0", "restart 1"]);
});

test("who had no memory to start again answers as it likes, up to the next start", () => {
  const off = [restart, "no-memory"] as const;
  expect(mismatches(["get", "restart"], off, [get, "unsupported"], [restart, "ok"], [get, "ok"])).toEqual([]);
  expect(mismatches(["get", "restart"], off, [restart, "ok"], [get, "unsupported"])).toEqual(["get 2"]);
  expect(mismatches(["get"], off)).toEqual(["restart 0"]);
});
