/**
 * Which members the result of a step must have. A result without them could look like one that was not observed, so
 * that a requirement would be skipped silently. A list is always required; an answer, a text, a domain and usable
 * addresses only if the implementation gave them.
 */

import type { Scenario, Step } from "../../model/scenario.ts";
import type { StepResult, Trace } from "../../model/trace.ts";

/** Why a trace does not match its scenario, or undefined if it does. */
export function misfitOf(scenario: Scenario, trace: Trace): string | undefined {
  const { steps } = scenario;
  const results = trace.steps;
  if (results.length > steps.length || (results.length < steps.length && trace.ended === undefined)) {
    return `the scenario has ${steps.length} steps and the trace ${results.length} results`;
  }
  for (let index = 0; index < results.length; index++) {
    const missing = missingMember(steps[index] as Step, results[index] as StepResult);
    if (missing !== undefined) {
      const { do: action } = steps[index] as Step;
      return `step ${index} is ${action}, its status is ${results[index]?.status}, and its result has no ${missing}`;
    }
  }
  return undefined;
}

/** The first member that is missing from the result of a step. */
function missingMember(step: Step, result: StepResult): keyof StepResult | undefined {
  const { status } = result;
  if (status === "unsupported") return undefined;
  if (status === "error") return result.message === undefined ? "message" : undefined;
  switch (step.do) {
    case "get":
    case "read":
    case "insert-all-of":
    case "scribble":
    case "empty":
    case "group":
      return result.regions === undefined ? "regions" : undefined;
    case "insert":
      if (result.regions === undefined) return "regions";
      return result.input === undefined ? "input" : undefined;
    case "ask":
      return status === "ok" && result.answer === undefined ? "answer" : undefined;
    case "show":
      return status === "ok" && result.text === undefined ? "text" : undefined;
    case "map":
      if (status !== "ok") return undefined;
      if (result.mapped === undefined) return "mapped";
      return result.dmaHoles === undefined ? "dmaHoles" : undefined;
    case "attach":
      return status === "ok" && result.usable === undefined ? "usable" : undefined;
    case "put":
    case "add":
    case "remove":
    case "fail-allocations":
    case "restart":
    case "tear-down":
      return undefined;
    default:
      return step satisfies never;
  }
}
