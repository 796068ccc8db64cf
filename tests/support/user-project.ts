/** A project of a user's, in a temporary folder, in which the built package is installed. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMAND, ensureBuilt, ROOT } from "./built.ts";

export interface UserProject {
  readonly folder: string;
  remove(): void;
}

/** The package and vitest are linked and not copied: what `npm pack` leaves out is for the tests of the package to see. */
export function userProject(): UserProject {
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), "rmrr-project-"));
  const modules = join(folder, "node_modules");
  const commands = join(modules, ".bin");
  mkdirSync(commands, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user-project", private: true, type: "module" }));
  symlinkSync(ROOT, join(modules, "rmrr-conformance"));
  symlinkSync(join(ROOT, "node_modules", "vitest"), join(modules, "vitest"));
  const command = (name: string, script: string): void => {
    const path = join(commands, name);
    writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
    chmodSync(path, 0o755);
  };
  command("rmrr-conformance", COMMAND);
  command("vitest", join(ROOT, "node_modules", "vitest", "vitest.mjs"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
