/** What `init` does. */

import { constants, copyFileSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ConformanceError } from "../../model/conformance-error.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import { makeFolder } from "../../model/make-folder.ts";
import type { InitCommandOptions } from "../commands/init.ts";

const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ["python", "python3"],
  ["node", "node"],
]);

/**
 * Copies the files of an adapter into a folder.
 *
 * @returns what to do next
 * @throws ConformanceError `FILE_EXISTS` before anything is written; `FILE_NOT_WRITABLE`
 */
export function writeAdapter({ lang, folder }: InitCommandOptions): string {
  const source = adapterFolder(lang);
  const names = readdirSync(source)
    .filter((name) => /\.(?:mjs|py)$/u.test(name))
    .sort();
  const existing = names.find((name) => existsSync(join(folder, name)));
  if (existing !== undefined) {
    throw new ConformanceError(
      "FILE_EXISTS",
      `${join(folder, existing)} exists and is not overwritten`,
      "Name another folder with --folder, or move the file away",
    );
  }
  try {
    makeFolder(folder);
    for (const name of names) copyFileSync(join(source, name), join(folder, name), constants.COPYFILE_EXCL);
  } catch (error) {
    throw new ConformanceError(
      "FILE_NOT_WRITABLE",
      `the adapter cannot be written to ${folder}: ${(error as Error).message}`,
      "Name a writable folder with --folder",
    );
  }
  const main = names.find((name) => name.startsWith("adapter.")) ?? "";
  const command = shellQuote(`${PROGRAMS.get(lang) ?? lang} ${shellQuote(join(folder, main))}`);
  const written = names.map((name) => `wrote ${join(folder, name)}\n`).join("");
  return `${written}\nnext: npx rmrr-conformance smoke --cmd ${command}\n`;
}

/** The adapters stand beside `dist` in a package, and beside `cli` in the sources. */
function adapterFolder(lang: string): string {
  const candidates = [`../../adapters/${lang}`, `../../../adapters/${lang}`];
  const found = candidates
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`the package has no adapter for ${lang}`);
  return found;
}
