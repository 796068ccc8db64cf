/** Scenarios on the wire. */

import type { Scenario } from "../scenario.ts";
import { platformToWire, readPlatform } from "./platform-wire.ts";
import { readStep, stepToWire } from "./step-wire.ts";
import { WireReader } from "./wire-reader.ts";
import type { ScenarioWire } from "./wire-types.ts";

/** The scenario as plain data for JSON. It shares unchanged parts with the scenario, so do not modify it. */
export function scenarioToWire(scenario: Scenario): ScenarioWire {
  return { platform: platformToWire(scenario.platform), steps: scenario.steps.map(stepToWire) };
}

/**
 * Reads a scenario from an untrusted value. Unknown members are ignored.
 *
 * @throws ConformanceError `WIRE_MISSING`, `WIRE_TYPE`, `WIRE_RANGE`, `WIRE_CHOICE` or `WIRE_HEX`, with the path to the
 * first wrong member.
 */
export function scenarioFromWire(value: unknown): Scenario {
  return readScenario(value, new WireReader("scenario"));
}

/** As {@link scenarioFromWire}, for a scenario inside another value. */
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
