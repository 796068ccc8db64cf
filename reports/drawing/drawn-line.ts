/** Lines of drawings, before colour. */

import { groupDigits } from "../text/group-digits.ts";
import type { Painter } from "../text/painter.ts";

export interface DrawnLine {
  readonly text: string;
  /** The failure is about this line. */
  readonly marked: boolean;
}

export function plainLine(text: string): DrawnLine {
  return { text, marked: false };
}

/** What stands for lines that are left out: `... 4,961 more functions`. */
export function leftOut(count: number, one: string, many: string = `${one}s`): string {
  return `... ${groupDigits(count)} more ${count === 1 ? one : many}`;
}

/** The lines with a gutter in which `>` marks what the failure is about, so that it can be seen without colour. */
export function paintLines(lines: readonly DrawnLine[], paint: Painter): string {
  return lines.map(({ text, marked }) => (marked ? paint("bad", `  > ${text}`) : `    ${text}`).trimEnd()).join("\n");
}
