/** The steps of a scenario with what each returned. */

import type { Scenario, Step } from "../../model/scenario.ts";
import type { StepResult, Trace } from "../../model/trace.ts";
import { escapeText } from "../text/escape-text.ts";
import { describeResult } from "./describe-result.ts";
import { describeStep, devicesOf, listsOf } from "./describe-step.ts";
import { leftOut, plainLine, type DrawnLine } from "./drawn-line.ts";
import type { Focus } from "./focus.ts";

/** How many steps are drawn before some are left out. */
const MOST_STEPS = 40;
/** Steps wider than this do not push the results of the others aside. */
const WIDEST_STEP = 44;

export function drawSteps(scenario: Scenario, trace: Trace | undefined, focus: Focus): DrawnLine[] {
  const shown = chooseSteps(scenario.steps, focus).map(([index, step]) => ({ index, text: describeStep(step) }));
  const width = Math.min(WIDEST_STEP, Math.max(0, ...shown.map(({ text }) => text.length)));
  const digits = String(scenario.steps.length - 1).length;
  const unchanged = trace === undefined ? [] : unchangedSteps(scenario.steps, trace.steps);
  const lines: DrawnLine[] = [];
  let next = 0;
  for (const { index, text } of shown) {
    if (index > next) lines.push(plainLine(leftOut(index - next, "step")));
    next = index + 1;
    const marked = focus.step === index;
    const { status, regions } =
      trace === undefined ? { status: "", regions: [] } : outcomeOf(trace, index, unchanged[index]);
    const line = `${String(index).padStart(digits)}  ${text.padEnd(width)}  ${status}`;
    lines.push({ text: line.trimEnd(), marked });
    for (const region of regions) lines.push({ text: `${"".padEnd(digits + width + 6)}${region}`, marked });
  }
  if (next < scenario.steps.length) lines.push(plainLine(leftOut(scenario.steps.length - next, "step")));
  return lines;
}

function outcomeOf(
  trace: Trace,
  index: number,
  unchangedSince: number | undefined,
): { status: string; regions: readonly string[] } {
  const result = trace.steps[index];
  if (result !== undefined) return describeResult(result, unchangedSince);
  if (trace.ended === undefined || index > trace.steps.length) return { status: "not reached", regions: [] };
  return { status: `${trace.ended.how}: ${escapeText(trace.ended.message, 400)}`, regions: [] };
}

/** For each step that showed a list as it was last seen, the step that showed it. */
export function unchangedSteps(steps: readonly Step[], results: readonly StepResult[]): (number | undefined)[] {
  const lastSeen = new Map<string, { step: number; text: string }>();
  return results.map((result, index) => {
    const step = steps[index];
    const list = step !== undefined && "list" in step ? step.list : undefined;
    if (list === undefined || result.regions === undefined) return undefined;
    const text = result.regions
      .map(({ object, start, end, type, protection }) => [object, start, end, type, protection].join())
      .join(" ");
    const before = lastSeen.get(list);
    if (before?.text === text && result.regions.length > 0) return before.step;
    lastSeen.set(list, { step: index, text });
    return undefined;
  });
}

/** The steps to draw, in their order: the failing one, those that touch its lists and devices, its neighbours. */
export function chooseSteps(steps: readonly Step[], focus: Focus): (readonly [number, Step])[] {
  const all = [...steps.entries()];
  if (all.length <= MOST_STEPS) return all;
  const failing = focus.step ?? 0;
  const concerned = (step: Step): boolean =>
    listsOf(step).some((list) => focus.lists.has(list)) || devicesOf(step).some((device) => focus.devices.has(device));
  const byWeight = [
    ...all.slice(failing, failing + 1),
    ...all.filter(([, step]) => concerned(step)),
    ...all.slice(Math.max(0, failing - 3), failing + 4),
    ...all,
  ];
  const chosen = new Set<number>();
  for (const [index] of byWeight) {
    if (chosen.size >= MOST_STEPS) break;
    chosen.add(index);
  }
  return all.filter(([index]) => chosen.has(index));
}
