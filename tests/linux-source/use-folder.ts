/** A folder for temporary files that is there for all tests of a describe, and gone afterwards. */

import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** To be called where hooks are: the folder is there once tests run. */
export function useFolder(purpose: string): string {
  const folder = join(tmpdir(), `rmrr-${purpose}-${randomUUID()}`);
  beforeAll(() => {
    mkdirSync(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
