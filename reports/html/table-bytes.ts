/** The bytes of a broken DMAR table around what is wrong in it, each fault marked and said in words. */

import { findFaults } from "../../model/dmar/faults.ts";
import { TABLE_FAULTS, type TableFault } from "../../model/dmar/table-fault.ts";
import { leftOut } from "../drawing/drawn-line.ts";
import { hex } from "../text/hex.ts";
import type { FailureScene } from "./failure-scene.ts";
import { markup, type Html } from "./html.ts";

const BYTES_A_ROW = 16;
/** Rows shown before and behind one with a fault in it. */
const AROUND = 1;
const MOST_ROWS = 24;
const MOST_FAULTS = 12;
/** A larger table is left to `decode`: finding its faults takes as long as the rest of the page. */
const MOST_BYTES = 64 * 1024;

export function tableBytes({ failure, number }: FailureScene): Html | false {
  const { dmar } = failure.scenario.platform;
  if (dmar.length === 0 || dmar.length > MOST_BYTES) return false;
  const faults = findFaults(dmar);
  const isAboutTables = failure.requirements.some((id) => id.startsWith("firmware/"));
  if (!faults.some(({ code }) => isAboutTables || TABLE_FAULTS[code] !== "nothing")) return false;
  const marked = new Set(faults.map(({ offset }) => offset));
  const rows = rowsAround(faults, dmar.length);
  const lines = rows.slice(0, MOST_ROWS).map((row, index) => {
    const gap = index > 0 && row > rows[index - 1]! + 1 && "…\n";
    const end = Math.min((row + 1) * BYTES_A_ROW, dmar.length);
    const bytes = Array.from({ length: Math.max(0, end - row * BYTES_A_ROW) }, (_, at) => {
      const offset = row * BYTES_A_ROW + at;
      const text = hex(dmar[offset]!);
      return marked.has(offset) ? markup` <mark>${text}</mark>` : ` ${text}`;
    });
    // What is missing begins where the table ends.
    const ending = end === dmar.length && marked.has(dmar.length) && markup` <mark>end</mark>`;
    return markup`${gap}${hex(row * BYTES_A_ROW, 4)} ${bytes}${ending}
`;
  });
  const items = faults
    .slice(0, MOST_FAULTS)
    .map(
      ({ offset, message, section }) =>
        markup`<li><code>${hex(offset, 4)}</code> ${message} <span class="source">${section}</span></li>`,
    );
  if (faults.length > items.length) items.push(markup`<li>${leftOut(faults.length - items.length, "fault")}</li>`);
  return markup`<h4>What is wrong in the table</h4>
    <ul class="notes">
      ${items}
    </ul>
    <pre tabindex="0" role="region" aria-label="Bytes of the DMAR table of failure ${number}">
${lines}</pre>`;
}

/** The numbers of the rows that are shown, ascending. */
function rowsAround(faults: readonly TableFault[], length: number): readonly number[] {
  const last = Math.floor(Math.max(0, length - 1) / BYTES_A_ROW);
  const rows = new Set<number>();
  for (const { offset } of faults) {
    const row = Math.min(Math.floor(offset / BYTES_A_ROW), last);
    for (let at = Math.max(0, row - AROUND); at <= Math.min(last, row + AROUND); at++) rows.add(at);
  }
  return [...rows].sort((a, b) => a - b);
}
