/** What a command was asked to write, to a file or to standard output. */

import { statSync, writeFileSync } from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";

/** @throws ConformanceError `FILE_NOT_WRITABLE` */
export function writeFile(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new ConformanceError(
      "FILE_NOT_WRITABLE",
      `${path} cannot be written: ${(error as Error).message}`,
      "Name a file in an existing, writable folder.",
    );
  }
}

/**
 * What a command is to write does not take the place of what it is made of, under whatever name.
 *
 * @param option the one that names the output
 * @throws ConformanceError `OUTPUT_IS_INPUT`
 */
export function checkOutput(output: string | undefined, inputs: readonly string[], option = "--output"): void {
  const written = output === undefined ? undefined : statSync(output, { throwIfNoEntry: false });
  if (written?.isFile() !== true) return;
  const same = inputs.find((input) => {
    const read = statSync(input, { throwIfNoEntry: false });
    return read?.ino === written.ino && read.dev === written.dev;
  });
  if (same === undefined) return;
  throw new ConformanceError(
    "OUTPUT_IS_INPUT",
    `${output} is also one of the input files and would be lost`,
    `Name another file with ${option}`,
  );
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
