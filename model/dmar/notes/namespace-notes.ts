/** Notes on ACPI namespace devices, which an ANDD declares and the scope of a unit names by number. */

import { type AnddStructure, SCOPE_NAMESPACE } from "../table.ts";
import { at, fieldOf, type NotedTable, type Placed } from "./noted-table.ts";
import { noteOf, type TableNote } from "./table-note.ts";

const NUMBER_OFFSET = 7;
const NAME_OFFSET = 8;
const ENUMERATION_ID_OFFSET = 4;

export function anddWithoutScope(table: NotedTable): readonly TableNote[] {
  const named = new Set<number>();
  for (const { scope, owner } of table.scopes) {
    if (scope.type === SCOPE_NAMESPACE && owner.structure.kind === "drhd") named.add(scope.enumerationId);
  }
  return anddsOf(table).flatMap(({ structure, place }) => {
    const { acpiDeviceNumber: number, objectName } = structure;
    if (named.has(number)) return [];
    const message = `No DRHD scope lists ACPI device ${number}, ${objectName}.`;
    return [noteOf("andd-without-scope", fieldOf(place, NUMBER_OFFSET), message, { number, objectName })];
  });
}

export function anddNumberDuplicate(table: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  const first = new Map<number, Placed<AnddStructure>>();
  for (const andd of anddsOf(table)) {
    const { acpiDeviceNumber: number, objectName } = andd.structure;
    const other = first.get(number);
    if (other === undefined) {
      first.set(number, andd);
      continue;
    }
    const message = `ACPI device ${number} is ${objectName} here, but ${other.structure.objectName} at ${at(other.place)}.`;
    notes.push(
      noteOf("andd-number-duplicate", fieldOf(andd.place, NUMBER_OFFSET), message, {
        number,
        objectName,
        other: at(other.place),
      }),
    );
  }
  return notes;
}

export function anddNameNotAbsolute(table: NotedTable): readonly TableNote[] {
  return anddsOf(table)
    .filter(({ structure }) => !structure.objectName.startsWith("\\"))
    .map(({ structure: { objectName }, place }) => {
      const message = `The object name ${JSON.stringify(objectName)} does not start with a backslash.`;
      return noteOf("andd-name-not-absolute", fieldOf(place, NAME_OFFSET), message, { objectName });
    });
}

export function namespaceScopeWithoutAndd(table: NotedTable): readonly TableNote[] {
  const declared = new Set(anddsOf(table).map(({ structure }) => structure.acpiDeviceNumber));
  return table.scopes.flatMap(({ scope, place }) => {
    const { type, enumerationId: number } = scope;
    if (type !== SCOPE_NAMESPACE || declared.has(number)) return [];
    const message = `No ANDD declares ACPI device ${number}.`;
    return [noteOf("namespace-scope-without-andd", fieldOf(place, ENUMERATION_ID_OFFSET), message, { number })];
  });
}

function anddsOf({ structures }: NotedTable): readonly Placed<AnddStructure>[] {
  return structures.filter((placed): placed is Placed<AnddStructure> => placed.structure.kind === "andd");
}
