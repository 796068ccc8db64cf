/** Addresses of the compiled program as places of the tree, looked up with binutils' addr2line. */

import { spawnSync } from "node:child_process";
import type { Locate } from "./wire/decode-trace.ts";

/** A place in the tree is relative; the compiler may have put its own folder before it. */
const IN_A_TREE = /(?:^|\/)((?:drivers|include|arch)\/.*)$/;

/** Bytes before an address at which its line is looked for, one after the other. */
const LOOK_BACK = [1n, 6n, 11n, 16n, 24n];

/** The file of the tree in which a function is defined. */
export type FileOfFunction = (name: string) => string | undefined;

/** A lookup that remembers: few addresses ever report anything, and each is asked for once. */
export function placesOf(program: string, fileOf: FileOfFunction): Locate {
  const known = new Map<bigint, string | undefined>();
  return (address) => {
    if (!known.has(address)) known.set(address, lookUp(program, address, fileOf));
    return known.get(address);
  };
}

function lookUp(program: string, address: bigint, fileOf: FileOfFunction): string | undefined {
  // The address is one of return, or one behind a faulting instruction: the one before it is meant. The compiler
  // may not know the line of just that instruction, but of one a little before it.
  const addresses = LOOK_BACK.map((bytes) => `0x${(address - bytes).toString(16)}`);
  const found = spawnSync("addr2line", ["-f", "-i", "-e", program, ...addresses], { encoding: "utf8" });
  const lines = (found.stdout ?? "").split("\n");
  // Pairs of a function and a place, from the innermost function outwards: what was inlined from the shim stands for
  // the line that called it.
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [, path = "?", number = "0"] = /^(.+):(\d+)/.exec(lines[at + 1]!) ?? [];
    // The compiler forgets a file's name now and then, and puts its own input there; never the line's number.
    const file = path.endsWith("<stdin>") ? fileOf(lines[at]!) : IN_A_TREE.exec(path)?.[1];
    if (file !== undefined && number !== "0") return `${file}:${number}`;
  }
  return undefined;
}
