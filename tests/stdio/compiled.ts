/**
 * This package as JavaScript, for tests that need it in a process of its own: Node 20 does not run TypeScript,
 * and what stands in `dist` may be of yesterday.
 */

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface CompiledPackage {
  /** The folder that holds `implementations`, `model` and so on as JavaScript. */
  readonly folder: string;
  remove(): void;
}

/** Compiles the package into a temporary folder; takes two seconds. */
export function compilePackage(): CompiledPackage {
  const folder = mkdtempSync(join(tmpdir(), "rmrr-compiled-"));
  // Types are checked elsewhere; here a fault of types in another room must not hide what is tested.
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const result = spawnSync(
    process.execPath,
    [
      tsc,
      "-p",
      join(ROOT, "tsconfig.json"),
      "--outDir",
      folder,
      "--declaration",
      "false",
      "--isolatedDeclarations",
      "false",
    ],
    {
      encoding: "utf8",
    },
  );
  if (result.status === null) throw new Error(`tsc did not run: ${result.error?.message}`);
  copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
