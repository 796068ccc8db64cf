/** Notes on single RMRRs. */

import { MSI_WINDOW } from "../../region.ts";
import { SCOPE_HPET, SCOPE_IOAPIC, SCOPE_NAMESPACE, SCOPE_SUB_HIERARCHY } from "../table.ts";
import { fieldOf, type NotedTable } from "./noted-table.ts";
import { hasRange, overlaps, rangeText } from "./rmrr-range.ts";
import { noteOf, type TableNote } from "./table-note.ts";

const BASE_OFFSET = 8;
/** Scope types that do not name PCI functions. */
const IGNORED_TYPES: ReadonlyMap<number, string> = new Map([
  [SCOPE_IOAPIC, "IOAPIC"],
  [SCOPE_HPET, "HPET"],
  [SCOPE_NAMESPACE, "ACPI namespace device"],
]);
const MEGABYTE = 0x10_0000n;

export function rmrrBelow1Mib({ rmrrs }: NotedTable): readonly TableNote[] {
  return rmrrs
    .filter((rmrr) => hasRange(rmrr) && rmrr.structure.base < MEGABYTE)
    .map((rmrr) => {
      const message = `RMRR ${rmrr.index} starts below 1 MiB: ${rangeText(rmrr)}.`;
      return noteOf("rmrr-below-1-mib", fieldOf(rmrr.place, BASE_OFFSET), message, {
        rmrr: rmrr.index,
        range: rangeText(rmrr),
      });
    });
}

export function rmrrOverInterruptWindow({ rmrrs }: NotedTable): readonly TableNote[] {
  return rmrrs
    .filter((rmrr) => hasRange(rmrr) && overlaps(rmrr, MSI_WINDOW))
    .map((rmrr) => {
      const message = `RMRR ${rmrr.index}, ${rangeText(rmrr)}, overlaps [0xfee00000, 0xfeefffff], where DMA writes are interrupts.`;
      return noteOf("rmrr-over-interrupt-window", fieldOf(rmrr.place, BASE_OFFSET), message, {
        rmrr: rmrr.index,
        range: rangeText(rmrr),
      });
    });
}

export function rmrrNamesBridge({ scopes }: NotedTable): readonly TableNote[] {
  return scopes
    .filter(({ scope, owner }) => owner.structure.kind === "rmrr" && scope.type === SCOPE_SUB_HIERARCHY)
    .map(({ place, path }) => {
      const message = `The RMRR names the bridge ${path}: every function below it gets the region as well.`;
      return noteOf("rmrr-names-bridge", place, message, { path });
    });
}

export function rmrrScopeIgnored({ scopes }: NotedTable): readonly TableNote[] {
  return scopes.flatMap(({ scope, owner, place }) => {
    const name = owner.structure.kind === "rmrr" ? IGNORED_TYPES.get(scope.type) : undefined;
    if (name === undefined) return [];
    const device = `${name} ${scope.enumerationId}`;
    const message = `The RMRR names ${device}, to which Linux does not assign the region.`;
    return [noteOf("rmrr-scope-ignored", place, message, { type: scope.type, device })];
  });
}
