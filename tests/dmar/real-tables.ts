/** The real DMAR tables that lie beside a checkout for development; a checkout alone has none. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DIRECTORY: string = join(import.meta.dirname, "../../../shared/real-dmar");

export const REAL_TABLES_ABSENT: boolean = !existsSync(DIRECTORY);

export interface RealTable {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All of them, in the order of their names. */
export function readRealTables(): RealTable[] {
  const names = readdirSync(DIRECTORY).filter((name) => name.endsWith(".aml"));
  return names.sort().map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(DIRECTORY, name))) }));
}
