/** What is wrong with the steps of a scenario: labels of nothing, lists that are not alive, a missing end. */

import type { Scenario } from "../../model/scenario.ts";

export function stepProblems({ platform, steps }: Scenario): readonly string[] {
  const problems: string[] = [];
  const devices = new Set([...platform.functions, ...platform.otherDevices].map(({ label }) => label));
  const groups = new Set(platform.groups.map(({ label }) => label));
  const live = new Set<string>();
  const lastStepOf = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    const complain = (what: string): void => void problems.push(`step ${index}, ${step.do}: ${what}`);
    if ("device" in step && !devices.has(step.device)) complain(`no device ${step.device}`);
    if ("bridge" in step && !devices.has(step.bridge)) complain(`no device ${step.bridge}`);
    if ("group" in step && !groups.has(step.group)) complain(`no group ${step.group}`);
    if ("source" in step && !live.has(step.source)) complain(`list ${step.source} is not alive`);
    if (!("list" in step)) continue;
    const makes = step.do === "get" || step.do === "group";
    if (makes && live.has(step.list)) complain(`list ${step.list} is alive already`);
    const mayMake = makes || step.do === "insert" || step.do === "insert-all-of";
    if (!mayMake && !live.has(step.list)) complain(`list ${step.list} is not alive`);
    if (step.do === "put") {
      const before = steps[lastStepOf.get(step.list)!];
      if (before?.do !== "read") complain("the list was not looked at again before");
      live.delete(step.list);
    } else {
      live.add(step.list);
    }
    lastStepOf.set(step.list, index);
  }
  if (live.size > 0) problems.push(`never put: ${[...live].join(", ")}`);
  if (steps.at(-1)?.do !== "tear-down") problems.push("no tear-down at the end");
  if (steps.filter((step) => step.do === "tear-down").length !== 1) problems.push("more than one tear-down");
  return problems;
}
