/** The tables that `--table` names: files, and folders of them. */

import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ConformanceError } from "../../model/conformance-error.ts";
import type { GivenTable } from "../../runner/run-options.ts";
import { isDmarFile, readWholeTable } from "./read-table.ts";

/**
 * The tables in the order of the paths, those of a folder by name. In a folder, files that are no DMAR tables
 * are passed over.
 *
 * @throws ConformanceError `TABLE_…`, also for a folder without any
 */
export function readTables(paths: readonly string[]): readonly GivenTable[] {
  return paths.flatMap((path) => {
    if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [readNamed(path)];
    const files = readdirSync(path)
      .sort()
      .map((name) => join(path, name));
    const tables = files.filter(isDmarFile).map(readNamed);
    if (tables.length > 0) return tables;
    throw new ConformanceError(
      "TABLE_NOT_FOUND",
      `no file in ${path} is a DMAR table`,
      "Name a folder that holds DMAR tables as bytes, such as .aml files",
    );
  });
}

function readNamed(path: string): GivenTable {
  return { name: basename(path), bytes: readWholeTable(path) };
}
