/** Files that a command was asked to write. */

import { writeFileSync } from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";

/** @throws ConformanceError `FILE_NOT_WRITABLE` */
export function writeFile(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new ConformanceError(
      "FILE_NOT_WRITABLE",
      `${path} cannot be written: ${(error as Error).message}`,
      "Name a file in a folder that exists and may be written to.",
    );
  }
}
