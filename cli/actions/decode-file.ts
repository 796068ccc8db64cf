/** What `decode` prints. */

import { findFaults } from "../../model/dmar/faults.ts";
import { describeTable } from "../../reports/table/describe-table.ts";
import { tableJson } from "../../reports/table/table-json.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import { readTable } from "./read-table.ts";

/** @throws ConformanceError `TABLE_…` if there is no DMAR table in the file */
export function decodeFile(path: string, asJson: boolean): { readonly text: string; readonly hasFaults: boolean } {
  const bytes = readTable(path);
  const text = asJson
    ? JSON.stringify(tableJson(bytes), undefined, 2)
    : describeTable(bytes, painter(wantsColour(process.stdout))).join("\n");
  return { text: `${text}\n`, hasFaults: findFaults(bytes).length > 0 };
}
