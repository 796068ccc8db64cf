/** Notes on a DMAR table, as values: what `findNotes` finds and `decode` prints. */

import type { FaultPlace } from "../table-fault.ts";
import { type NoteCode, noteKind } from "./note-kinds.ts";

export interface TableNote extends FaultPlace {
  readonly code: NoteCode;
  /** The section of the specification: `VT-d 8.4`. */
  readonly section: string;
  /** One sentence, shown next to the place. */
  readonly message: string;
  /** The numbers and names in the sentence; addresses as `0x…`. */
  readonly values: Readonly<Record<string, number | string>>;
}

/** @param section if it depends on the structure */
export function noteOf(
  code: NoteCode,
  place: FaultPlace,
  message: string,
  values: TableNote["values"],
  section: string = noteKind(code).section,
): TableNote {
  return { code, section, ...place, message, values };
}
