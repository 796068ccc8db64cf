/** What `decode` prints. */

import { describeTable } from "../../reports/table/describe-table.ts";
import { tableJson } from "../../reports/table/table-json.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import { readTable } from "./read-table.ts";

/** @throws ConformanceError `TABLE_…` if there is no DMAR table in the file */
export function decodeFile(path: string, asJson: boolean): string {
  const bytes = readTable(path);
  if (asJson) return `${JSON.stringify(tableJson(bytes), undefined, 2)}\n`;
  return `${describeTable(bytes, painter(wantsColour(process.stdout))).join("\n")}\n`;
}
