/** The location of the harness's C files: next to this module in the sources, next to `dist` in the package. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function harnessFolder(): string {
  const candidates = ["../harness/", "../../../../implementations/linux-source/harness/"];
  const folders = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return folders.find((folder) => existsSync(`${folder}/harness.h`)) ?? folders[0]!;
}
