/**
 * What a trace shows of types, told without the oracle: whether a requirement about the types of regions has anything
 * to go by. Where a right subject gives no such region, and only a predicate is asked, it has not.
 */

import type { RegionType } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";

/** Requirements that see nothing in this trace, as complaints. */
export function complaintsOfUnseenTypes(scenario: Scenario, trace: Trace): ReadonlySet<string> {
  const seen = new Set<string>();
  const kindsOfRange = new Map<string, Set<boolean>>();
  scenario.steps.forEach((step, index) => {
    if (step.do !== "get") return;
    const device = scenario.platform.functions.find(({ label }) => label === step.device);
    if (device === undefined) return;
    const id = classId(device.classCode);
    for (const { start, end, type } of trace.steps[index]?.regions ?? []) {
      if (!OF_RMRRS.includes(type) || isIsaWindowOf(device.classCode, start, end)) continue;
      seen.add(id);
      const range = `${start} ${end}`;
      const kinds = kindsOfRange.get(range) ?? new Set<boolean>();
      kindsOfRange.set(range, kinds.add(id === "relaxable/nobody-else"));
    }
  });
  if ([...kindsOfRange.values()].some((kinds) => kinds.size === 2)) seen.add("relaxable/asker-decides");
  const ids = ["relaxable/usb", "relaxable/graphics", "relaxable/nobody-else", "relaxable/asker-decides"];
  return new Set(ids.filter((id) => !seen.has(id)).map((id) => `not-observable ${id} `));
}

const OF_RMRRS: readonly RegionType[] = ["direct", "direct-relaxable"];

function classId(classCode: number): string {
  if (classCode >> 8 === 0x0c03) return "relaxable/usb";
  return classCode >> 16 === 0x03 ? "relaxable/graphics" : "relaxable/nobody-else";
}

function isIsaWindowOf(classCode: number, start: bigint, end: bigint): boolean {
  return classCode >> 8 === 0x0601 && start === 0n && end === 0xffffffn;
}
