/** Notes on device scopes that contradict each other or the rules for paths. */

import { STRUCTURE_FACTS } from "../sections.ts";
import { SCOPE_ENDPOINT } from "../table.ts";
import { at, bridgesAbove, fieldOf, type NotedTable, type PlacedScope } from "./noted-table.ts";
import { noteOf, type TableNote } from "./table-note.ts";

/** HPETs and IOAPICs are compared by enumeration ID and path together, because one ID can have several paths. */
export function scopeDuplicate({ scopes }: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  const first = new Map<string, PlacedScope>();
  for (const placed of scopes) {
    const { type, enumerationId } = placed.scope;
    const key = `${placed.owner.place.offset} ${type} ${enumerationId} ${placed.path}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, placed);
      continue;
    }
    const { name } = STRUCTURE_FACTS[placed.owner.structure.kind];
    const message = `The ${name} lists ${placed.path} again, after the scope at ${at(other.place)}.`;
    notes.push(noteOf("scope-duplicate", placed.place, message, { path: placed.path, other: at(other.place) }));
  }
  return notes;
}

/** At most one note per scope. */
export function endpointAndBridge({ pciScopes }: NotedTable): readonly TableNote[] {
  const first = new Map<string, PlacedScope>();
  const endpoints = new Map<string, PlacedScope>();
  for (const placed of pciScopes) {
    const { address, scope } = placed;
    if (!first.has(address)) first.set(address, placed);
    if (scope.type === SCOPE_ENDPOINT && !endpoints.has(address)) endpoints.set(address, placed);
  }
  return pciScopes.flatMap((placed) => {
    const { path, scope } = placed;
    const other = first.get(placed.address)!;
    if (other.scope.type !== scope.type) {
      const [here, there] = scope.type === SCOPE_ENDPOINT ? ["endpoint", "bridge"] : ["bridge", "endpoint"];
      const message = `${path} has the type ${here} here, but ${there} in the scope at ${at(other.place)}.`;
      return [noteOf("endpoint-and-bridge", placed.place, message, { path, here, other: at(other.place) })];
    }
    const above = bridgesAbove(placed).find((address) => endpoints.has(address));
    if (above === undefined) return [];
    const endpoint = endpoints.get(above)!;
    const message = `The path goes through ${endpoint.path}, which is an endpoint in the scope at ${at(endpoint.place)}.`;
    const values = { path, endpoint: endpoint.path, other: at(endpoint.place) };
    return [noteOf("endpoint-and-bridge", placed.place, message, values)];
  });
}

/** A bus other than 0 at which no path of a unit starts is probably not a root bus. */
export function startBusMayNotBeRoot({ pciScopes }: NotedTable): readonly TableNote[] {
  const isUnits = ({ owner }: PlacedScope): boolean => owner.structure.kind === "drhd";
  const busKey = ({ owner, scope }: PlacedScope): string => `${owner.structure.segment} ${scope.startBus}`;
  const roots = new Set(pciScopes.filter(isUnits).map(busKey));
  return pciScopes
    .filter((placed) => !isUnits(placed) && placed.scope.startBus !== 0 && !roots.has(busKey(placed)))
    .map(({ place, path, scope }) => {
      const bus = scope.startBus.toString(16).padStart(2, "0");
      const consequence =
        scope.path.length === 1
          ? "Linux matches it by the current bus number, which may change, and reports the entry as broken"
          : "Linux never matches it";
      const message = `Path ${path} starts at bus ${bus}, but no DRHD path does. If it is not a root bus, ${consequence}.`;
      return noteOf("start-bus-may-not-be-root", fieldOf(place, 5), message, { path, bus, hops: scope.path.length });
    });
}
