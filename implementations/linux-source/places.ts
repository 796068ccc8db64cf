/** Maps addresses of the compiled program to places in the tree, with binutils' addr2line. */

import { spawnSync } from "node:child_process";
import type { Locate } from "./wire/decode-trace.ts";

/** A place in the tree is a relative path, to which the compiler may have prepended its own folder. */
const IN_A_TREE = /(?:^|\/)((?:drivers|include|arch)\/.*)$/;

/** Distances before an address, in bytes, at which a line is looked for in turn. */
const LOOK_BACK = [1n, 6n, 11n, 16n, 24n];

/** The file of the tree in which a function is defined. */
export type FileOfFunction = (name: string) => string | undefined;

/** A lookup with a cache: few addresses ever report anything, and each is looked up once. */
export function placesOf(program: string, fileOf: FileOfFunction): Locate {
  const known = new Map<bigint, string | undefined>();
  return (address) => {
    if (!known.has(address)) known.set(address, lookUp(program, address, fileOf));
    return known.get(address);
  };
}

function lookUp(program: string, address: bigint, fileOf: FileOfFunction): string | undefined {
  // The address is a return address, or one after a faulting instruction, so the preceding instruction is meant. The
  // compiler may not know the line of that very instruction, but of one slightly before it.
  const addresses = LOOK_BACK.map((bytes) => `0x${(address - bytes).toString(16)}`);
  const found = spawnSync("addr2line", ["-f", "-i", "-e", program, ...addresses], { encoding: "utf8" });
  const lines = (found.stdout ?? "").split("\n");
  // Pairs of a function and a place, from the innermost function outwards: code inlined from the shim is attributed to
  // the line that called it.
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [, path = "?", number = "0"] = /^(.+):(\d+)/.exec(lines[at + 1]!) ?? [];
    // The compiler sometimes loses a file's name and gives its own input instead, but never loses the line number.
    const file = path.endsWith("<stdin>") ? fileOf(lines[at]!) : IN_A_TREE.exec(path)?.[1];
    if (file !== undefined && number !== "0") return `${file}:${number}`;
  }
  return undefined;
}
