/**
 * A small driver that returns the reserved regions of devices and frees them again, and offers nothing else.
 *
 * To decide whether a scope names a function, it compares the scope's path with that of the function from a root bus.
 */

import {
  decodeTable,
  defineImplementation,
  type Device,
  type PciFunction,
  type RegionFields,
  type RmrrStructure,
} from "rmrr-conformance";

/**
 * Requirements that only something that this driver does not offer could show. Everything else has to be observed: a
 * driver that stops answering is not green.
 */
export const notOffered: readonly string[] = [
  "allocation/failed-group",
  "allocation/failed-insert",
  "allocation/failed-start",
  "allocation/failure-reported",
  "assignment/*",
  "coverage/downstream-predicate",
  "coverage/has-rmrr",
  "group/*",
  "lifecycle/*",
  "merge/*",
  "relaxable/locked",
];

export const driver = defineImplementation({
  name: "example driver",
  start: (platform, memory) => {
    const rmrrs = decodeTable(platform.dmar)
      .structures.map(({ structure }) => structure)
      .filter((structure): structure is RmrrStructure => structure.kind === "rmrr");
    const functions = new Map(platform.functions.map((fn) => [fn.label, fn]));

    /** The function and the bridges above it, the topmost first. */
    const lineage = (fn: PciFunction): PciFunction[] =>
      fn.parent === undefined ? [fn] : [...lineage(functions.get(fn.parent)!), fn];

    const covers = (rmrr: RmrrStructure, fn: PciFunction): boolean =>
      rmrr.segment === fn.segment &&
      rmrr.scopes.some(({ type, startBus, path }) => {
        const isNamed = (line: PciFunction[]): boolean => {
          const last = line.at(-1)!;
          if (last.physicalFunction !== undefined) return false;
          const fitsType = type === 1 ? last.headerType === 0 : last.headerType === 1 || last.classCode >> 16 === 6;
          const isSame = (at: PciFunction, hop = path[0]): boolean =>
            at.device === hop?.device && at.function === hop.function;
          const isOnPath =
            line[0]!.bus === startBus &&
            line.length === path.length &&
            line.every((at, depth) => isSame(at, path[depth]));
          // Nine of 682 scopes in real tables start at a bus that is not a root bus; Linux accepts them as they are.
          const isFallback = path.length === 1 && last.bus === startBus && isSame(last);
          return fitsType && (isOnPath || isFallback);
        };
        const line = lineage(fn);
        if (type === 1) return isNamed(line);
        return type === 2 && line.some((_, depth) => isNamed(line.slice(0, depth + 1)));
      });

    return {
      getReservedRegions: (device: Device, list) => {
        const regions: RegionFields[] = [{ start: 0xfee0_0000n, end: 0xfeef_ffffn, type: "msi", protection: 0 }];
        if (device.kind === "pci") {
          const isRelaxable = device.classCode >> 8 === 0x0c03 || device.classCode >> 16 === 0x03;
          const type = isRelaxable ? "direct-relaxable" : "direct";
          for (const { base, limit } of rmrrs.filter((candidate) => covers(candidate, device))) {
            regions.push({ start: base, end: limit, type, protection: 3 });
          }
        }
        for (const fields of regions) {
          const region = memory.allocate(fields, { maySleep: true });
          // The caller puts what is in the list by now.
          if (region === undefined) return "no-memory";
          list.push(region);
        }
        return "ok";
      },
      putReservedRegions: (_device, list) => {
        for (const region of list.splice(0)) memory.free(region);
      },
    };
  },
});
