/** Scenarios on the wire. */

import type { Scenario } from "../scenario.ts";
import { platformToWire, readPlatform } from "./platform-wire.ts";
import { readStep, stepToWire } from "./step-wire.ts";
import { WireReader } from "./wire-reader.ts";
import type { ScenarioWire } from "./wire-types.ts";

/** The scenario as plain data for JSON. Shares what is the same with the scenario: do not change it. */
export function scenarioToWire(scenario: Scenario): ScenarioWire {
  return { platform: platformToWire(scenario.platform), steps: scenario.steps.map(stepToWire) };
}

/**
 * The scenario that a value from outside holds. Members that no scenario has are passed over.
 *
 * @throws ConformanceError `WIRE_MISSING`, `WIRE_TYPE`, `WIRE_RANGE`, `WIRE_CHOICE` or `WIRE_HEX`, with the
 * path to the first wrong member.
 */
export function scenarioFromWire(value: unknown): Scenario {
  return readScenario(value, new WireReader("scenario"));
}

/** As {@link scenarioFromWire}, for a scenario inside of another value. */
export function readScenario(value: unknown, at: WireReader, name?: string): Scenario {
  const raw = at.object(value, name);
  if (name !== undefined) at.enter(name);
  const scenario = {
    platform: readPlatform(raw.platform, "platform", at),
    steps: at.each(raw.steps, "steps", readStep),
  };
  if (name !== undefined) at.leave();
  return scenario;
}
