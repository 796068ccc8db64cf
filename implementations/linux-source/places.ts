/** Addresses of the compiled program as places of the tree, looked up with binutils' addr2line. */

import { spawnSync } from "node:child_process";
import type { Locate } from "./wire/decode-trace.ts";

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
  const found = spawnSync("addr2line", ["-e", program, `0x${(address - 1n).toString(16)}`], { encoding: "utf8" });
  const place = /^(.+):(\d+)/.exec(found.stdout ?? "");
  if (place === null || place[1] === "??") return undefined;
  // A place in the tree is relative; the compiler may have put its own folder before it.
  const file = /(?:^|\/)((?:drivers|include|arch|lib|kernel)\/.*)$/.exec(place[1]!)?.[1] ?? place[1]!;
  return `${file}:${place[2]!}`;
}
