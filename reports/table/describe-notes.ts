/** The notes on a DMAR table, in words. */

import { noteKind, type NoteWeight } from "../../model/dmar/notes/note-kinds.ts";
import type { TableNote } from "../../model/dmar/notes/table-note.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import type { Painter, Tone } from "../text/painter.ts";
import { hex } from "../text/hex.ts";

const TONES: Readonly<Record<NoteWeight, Tone>> = { wrong: "bad", suspect: "warning", legal: "plain" };
const WEIGHTS: readonly NoteWeight[] = ["wrong", "suspect", "legal"];
const WEIGHT_WIDTH = "suspect".length;

/** A heading, and one line per note: its place, weight, kind, section, message, and the Linux function. */
export function describeNotes(notes: readonly TableNote[], paint: Painter): string[] {
  if (notes.length === 0) return ["no note"];
  const width = notes.reduce((widest, { code }) => Math.max(widest, code.length), 0);
  return [
    paint("title", `${countOf(notes.length, "note")}: ${weightsOf(notes)}`),
    ...notes.map(({ offset, code, section, message }) => {
      const { weight, linux } = noteKind(code);
      const said = paint(TONES[weight], weight.padEnd(WEIGHT_WIDTH));
      const where = linux === undefined ? "" : ` (Linux: ${linux})`;
      return `0x${hex(offset, 4)}  ${said}  ${code.padEnd(width)}  ${section.padEnd(10)}  ${escapeText(message)}${where}`;
    }),
  ];
}

/** `1 wrong, 2 legal` */
function weightsOf(notes: readonly TableNote[]): string {
  const counted = WEIGHTS.map((weight) => ({
    weight,
    count: notes.filter(({ code }) => noteKind(code).weight === weight).length,
  }));
  return counted
    .filter(({ count }) => count > 0)
    .map(({ weight, count }) => `${count} ${weight}`)
    .join(", ");
}
