/** Given tables as a run names them: in a fixed order, each with a unique name. */

import { sha256 } from "./canonical-json.ts";
import type { CoursePlan } from "./course.ts";
import type { GivenTable } from "./run-options.ts";

/**
 * The tables sorted by name, and by digest if they share a name, whatever the order in which they were given. Every
 * table in sysfs is called DMAR, so those of two machines share a name: the second becomes `DMAR#2`.
 */
export function namedTables(tables: readonly GivenTable[]): CoursePlan["tables"] {
  const seen = new Map<string, number>();
  return tables
    .map(({ name, bytes }) => ({ name, bytes, digest: sha256(bytes) }))
    .sort((left, right) => compare(left.name, right.name) || compare(left.digest, right.digest))
    .map((table) => {
      const count = (seen.get(table.name) ?? 0) + 1;
      seen.set(table.name, count);
      return count === 1 ? table : { ...table, name: `${table.name}#${count}` };
    });
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
