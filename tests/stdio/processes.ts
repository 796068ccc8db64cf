/** Which processes run, for tests that none is left. */

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Whether processes can be looked for here. */
const CAN_LOOK_FOR_PROCESSES: boolean = process.platform === "linux";

/** A command that bears a tag in its environment, and all that it starts too. */
export function tagged(command: string): { readonly command: string; readonly tag: string } {
  const tag = `RMRR_TEST_TAG=${randomUUID()}`;
  return { command: `export ${tag}; ${command}`, tag };
}

/** Ids of the processes that bear a tag and are left, where they can be looked for, `milliseconds` from now at the latest. */
export async function processesLeft(tag: string, milliseconds = 3000): Promise<readonly number[]> {
  if (!CAN_LOOK_FOR_PROCESSES) return [];
  const until = performance.now() + milliseconds;
  for (;;) {
    const left = processesWith(tag);
    if (left.length === 0 || performance.now() > until) return left;
    await setTimeout(20);
  }
}

/** Ids of the running processes that bear a tag. One that has ended and is not waited for yet bears none. */
export function processesWith(tag: string): readonly number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, "latin1").split("\0").includes(tag) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
