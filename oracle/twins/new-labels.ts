/** Labels for what a twin adds. */

import type { Platform } from "../../model/platform.ts";

/** Gives unique labels that no device of the platform has; the requested one if it is free. */
export function newLabels({ functions, otherDevices }: Platform): (wish: string) => string {
  const taken = new Set([...functions, ...otherDevices].map(({ label }) => label));
  const next = new Map<string, number>();
  return (wish) => {
    let number = next.get(wish) ?? 1;
    let label = wish;
    while (taken.has(label)) label = `${wish}${++number}`;
    next.set(wish, number);
    taken.add(label);
    return label;
  };
}
