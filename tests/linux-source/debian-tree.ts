/**
 * A real kernel tree for tests: the one that RMRR_LINUX_TREE names, else that of Debian's package
 * linux-source-6.1, unpacked once into the folder for temporary files.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { ROOT } from "../support/built.ts";

const PACKAGE = "linux-source-6.1";
const ARCHIVE = `/usr/src/${PACKAGE}.tar.xz`;

/** Compiled code is kept between test files and runs: it goes by content. */
export const TEST_CACHE: string = join(tmpdir(), "rmrr-conformance-test-cache");

/** Root of the tree, or undefined if there is none, or no compiler. */
export const DEBIAN_TREE: string | undefined = findTree();

/** A describe for tests that need the tree; where there is none, its name says why it is skipped. */
export function describeWithTree(name: string, tests: (tree: string) => void): void {
  const missing = DEBIAN_TREE === undefined;
  const title = missing ? `${name} (skipped: needs gcc, and RMRR_LINUX_TREE or Debian's ${PACKAGE})` : name;
  describe.skipIf(missing)(title, () => {
    tests(DEBIAN_TREE ?? "");
  });
}

function findTree(): string | undefined {
  if (spawnSync("gcc", ["--version"]).status !== 0) return undefined;
  const named = process.env["RMRR_LINUX_TREE"];
  if (named !== undefined) return named;
  if (!existsSync(ARCHIVE)) return undefined;
  const folder = join(tmpdir(), `rmrr-conformance-${PACKAGE}`);
  const script = join(ROOT, "scripts", "fetch-linux-source.sh");
  const unpacked = spawnSync("sh", [script, "bookworm", PACKAGE, folder], { encoding: "utf8" });
  if (unpacked.status !== 0) throw new Error(`${script} failed: ${unpacked.stderr}`);
  return folder;
}
