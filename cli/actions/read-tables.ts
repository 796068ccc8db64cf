/** The tables that `--table` names: files, and folders of them. */

import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ConformanceError } from "../../model/conformance-error.ts";
import type { GivenTable } from "../../runner/run-options.ts";
import { isDmarFile, readWholeTable } from "./read-table.ts";

/** What a folder holds besides DMAR tables. */
export interface PassedOver {
  readonly folder: string;
  readonly names: readonly string[];
}

export interface ReadTables {
  readonly tables: readonly GivenTable[];
  /** One for each folder in which something was passed over. */
  readonly passedOver: readonly PassedOver[];
}

/**
 * The tables in the order of the paths, those of a folder by name. In a folder, whatever is not a DMAR table is passed
 * over.
 *
 * @throws ConformanceError `TABLE_…`, also for a folder without any
 */
export function readTables(paths: readonly string[]): ReadTables {
  const tables: GivenTable[] = [];
  const passedOver: PassedOver[] = [];
  for (const path of paths) {
    if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) {
      tables.push(readNamed(path));
      continue;
    }
    const names = readdirSync(path).sort();
    const others = names.filter((name) => !isDmarFile(join(path, name)));
    if (others.length === names.length) {
      throw new ConformanceError(
        "TABLE_NOT_FOUND",
        `no file in ${path} is a DMAR table`,
        "Name a folder that holds DMAR tables as bytes, such as .aml files",
      );
    }
    if (others.length > 0) passedOver.push({ folder: path, names: others });
    const isOther = new Set(others);
    for (const name of names) if (!isOther.has(name)) tables.push(readNamed(join(path, name)));
  }
  return { tables, passedOver };
}

function readNamed(path: string): GivenTable {
  return { name: basename(path), bytes: readWholeTable(path) };
}
