/** What a command was asked to write, to a file or to standard output. */

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

/**
 * Writes text to the file that was named, or to standard output if none was.
 *
 * @throws ConformanceError as {@link writeFile}
 */
export function writeOutput(path: string | undefined, text: string): void {
  if (path === undefined) process.stdout.write(text);
  else writeFile(path, text);
}
