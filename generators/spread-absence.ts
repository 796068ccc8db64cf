/** Functions that must be absent because another one is. */

import type { PciFunction } from "../model/platform.ts";

/**
 * What depends on an absent function is absent too: everything below a bridge, virtual functions, and the other
 * functions of a device without function 0, because software does not look for those.
 */
export function spreadAbsence(functions: readonly { -readonly [Key in keyof PciFunction]: PciFunction[Key] }[]): void {
  const firsts = new Set<string>();
  for (const fn of functions) {
    if (fn.absent && fn.function === 0 && fn.physicalFunction === undefined) firsts.add(deviceOf(fn));
  }
  const absent = new Set<string>();
  const isAbsent = (label: string | undefined): boolean => label !== undefined && absent.has(label);
  for (const fn of functions) {
    const hangs = isAbsent(fn.parent) || isAbsent(fn.physicalFunction);
    const lacksFirst = fn.physicalFunction === undefined && firsts.has(deviceOf(fn));
    if (!fn.absent && !hangs && !lacksFirst) continue;
    fn.absent = true;
    absent.add(fn.label);
  }
}

function deviceOf({ segment, bus, device }: PciFunction): string {
  return `${segment}/${bus}/${device}`;
}
