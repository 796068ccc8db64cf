/** Where Linux's kunit.py is, if it is anywhere: in the tree that LINUX_TREE names, or in Debian's source archive. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./built.ts";

const TOOL = "tools/testing/kunit/kunit.py";
const ARCHIVE = "/usr/src/linux-source-6.1.tar.xz";
/** Unpacked once: reading through the archive takes half a minute. */
const UNPACKED = join(ROOT, "node_modules", ".cache", "rmrr-conformance", "kunit-6.1");

/** Whether there is one; unpacking is left to {@link kunitTool}. */
export function hasKunit(): boolean {
  return [inTree(), join(UNPACKED, TOOL), ARCHIVE].some((path) => path !== undefined && existsSync(path));
}

/** The path of kunit.py. */
export function kunitTool(): string {
  const found = [inTree(), join(UNPACKED, TOOL)].find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  const unfinished = `${UNPACKED}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const wanted = ["--strip-components=1", "--wildcards", `*/${dirname(TOOL)}/*`];
  execFileSync("tar", ["-xJf", ARCHIVE, "-C", unfinished, ...wanted]);
  rmSync(UNPACKED, { recursive: true, force: true });
  renameSync(unfinished, UNPACKED);
  return join(UNPACKED, TOOL);
}

function inTree(): string | undefined {
  const tree = process.env.LINUX_TREE;
  return tree === undefined || tree === "" ? undefined : join(tree, TOOL);
}
