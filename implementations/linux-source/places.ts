/** Addresses of the compiled program as places of the tree, looked up with binutils' addr2line. */

import { spawnSync } from "node:child_process";
import type { Locate } from "./wire/decode-trace.ts";

/** A place in the tree is relative; the compiler may have put its own folder before it. */
const IN_A_TREE = /(?:^|\/)((?:drivers|include|arch)\/.*)$/;

/** A lookup that remembers: few addresses ever report anything, and each is asked for once. */
export function placesOf(program: string): Locate {
  const known = new Map<bigint, string | undefined>();
  return (address) => {
    if (!known.has(address)) known.set(address, lookUp(program, address));
    return known.get(address);
  };
}

function lookUp(program: string, address: bigint): string | undefined {
  // The address is one of return, or one behind a faulting instruction: the one before it is meant.
  const found = spawnSync("addr2line", ["-i", "-e", program, `0x${(address - 1n).toString(16)}`], { encoding: "utf8" });
  // From the innermost function outwards: what was inlined from the shim stands for the line that called it.
  for (const line of (found.stdout ?? "").split("\n")) {
    const place = /^(.+):(\d+)/.exec(line);
    if (place === null || place[1]!.includes("?")) continue;
    const file = IN_A_TREE.exec(place[1]!)?.[1];
    if (file !== undefined) return `${file}:${place[2]!}`;
  }
  return undefined;
}
