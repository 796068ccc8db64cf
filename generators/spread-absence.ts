/** Functions that cannot be there because another one is not. */

import type { PciFunction } from "../model/platform.ts";

/**
 * What hangs on an absent function is absent with it: what is below a bridge, virtual functions, and the other
 * functions of a device whose function 0 it is, for which software does not look then.
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
