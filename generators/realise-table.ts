/** The DMAR table of a plan, as a value. */

import type { DeviceScope, DmarHeader, DmarStructure, DmarTable, PathHop, RmrrStructure } from "../model/dmar/table.ts";
import { PAGE_SIZE } from "../model/region.ts";
import { type Addresses, busOf, pathTo } from "./addresses.ts";
import { busIndexOf } from "./bus-numbers.ts";
import { damagedRmrr } from "./realise-damage.ts";
import { NONE, type Plan, type PlanScope, type PlanStructure, rootOfPlace } from "./plan.ts";

/** Fields that no requirement depends on. */
const USUAL_HEADER: DmarHeader = {
  revision: 1,
  oemId: "RMRR  ",
  oemTableId: "CONFORM ",
  oemRevision: 1,
  creatorId: "RMRR",
  creatorRevision: 1,
  hostAddressWidth: 38,
  flags: 1,
};

const USUAL_GREATEST_ADDRESS = (1n << 39n) - 1n;

/** The host address widths of real processors, ascending, encoded as in the table: minus 1. */
const HOST_ADDRESS_WIDTHS = [38, 45, 51, 56];
const GREATEST_HOST_ADDRESS_WIDTH = 63;

/** Bit 0 of a DRHD's flags: the unit covers every function of the segment that no other unit names. */
const INCLUDE_PCI_ALL = 1;

/** VMD domains and the like are above this limit, and no structure can name them. */
const GREATEST_NAMED_SEGMENT = 0xffff;

/** The Length of a scope is one byte: 6, plus 2 per hop. */
const MOST_HOPS = 124;

const FIRST_REGISTER_BASE = 0xfed0_0000n;

export function realiseTable(plan: Plan, addresses: Addresses): DmarTable {
  const structures: DmarStructure[] = [];
  const others = plan.structures;
  for (const other of others) if (other.structure.kind === "drhd") structures.push(withScopes(plan, addresses, other));
  addMissingUnits(plan, structures);
  let greatest = 0n;
  for (const rmrr of plan.rmrrs) {
    const { reserved, segment, base, limit } = rmrr;
    const scopes = realiseScopes(plan, addresses, rmrr.scopes);
    if (limit > greatest) greatest = limit;
    const structure: RmrrStructure = { kind: "rmrr", reserved, segment, base, limit, scopes };
    const damaged = rmrr.rest !== undefined || rmrr.shortened !== undefined;
    structures.push(damaged ? damagedRmrr(structure, rmrr) : structure);
  }
  if (others.length > 0) addOthersInOrder(plan, addresses, structures);
  return { header: plan.header ?? headerFor(greatest), structures };
}

/** Every segment with devices needs a unit; one that includes all is the least that firmware can report. */
function addMissingUnits(plan: Plan, structures: DmarStructure[]): void {
  if (structures.length === 0 && plan.roots.length === 1) {
    // Nearly every plan is of this kind and needs no bookkeeping per segment.
    const { segment } = plan.roots[0]!;
    structures.push(impliedUnit(segment <= GREATEST_NAMED_SEGMENT ? segment : 0));
    return;
  }
  const covered = new Set<number>();
  for (const structure of structures) {
    if (structure.kind === "drhd" && (structure.flags & INCLUDE_PCI_ALL) !== 0) covered.add(structure.segment);
  }
  const { functions, roots } = plan;
  const used = new Set<number>();
  for (const fn of functions) if (fn.place < 0) used.add(rootOfPlace(fn.place));
  for (let root = 0; root < roots.length; root++) {
    const { segment } = roots[root]!;
    if (!used.has(root) || segment > GREATEST_NAMED_SEGMENT || covered.has(segment)) continue;
    structures.push(impliedUnit(segment));
    covered.add(segment);
  }
  // A table without any unit would itself be a fault.
  if (covered.size === 0) structures.push(impliedUnit(0));
}

function impliedUnit(segment: number): DmarStructure {
  // One page per unit, at an address that depends only on the segment.
  const registerBase = FIRST_REGISTER_BASE + BigInt(segment) * PAGE_SIZE;
  return { kind: "drhd", flags: INCLUDE_PCI_ALL, size: 0, segment, registerBase, scopes: [] };
}

/** True for a unit like those that `realise` adds wherever one is missing. */
export function isImpliedUnit(structure: DmarStructure): boolean {
  return structure.kind === "drhd" && structure.flags === INCLUDE_PCI_ALL && structure.scopes.length === 0;
}

/** Structures other than DRHDs and RMRRs, in the order of their types (VT-d 8.2). */
function addOthersInOrder(plan: Plan, addresses: Addresses, structures: DmarStructure[]): void {
  const rest = plan.structures.filter((other) => other.structure.kind !== "drhd");
  // Sorting is stable: structures of one type stay in the order of the plan.
  rest.sort((a, b) => typeNumber(a.structure) - typeNumber(b.structure));
  for (const other of rest) structures.push(withScopes(plan, addresses, other));
}

function typeNumber(structure: DmarStructure): number {
  switch (structure.kind) {
    case "drhd":
      return 0;
    case "rmrr":
      return 1;
    case "atsr":
      return 2;
    case "rhsa":
      return 3;
    case "andd":
      return 4;
    case "satc":
      return 5;
    case "sidp":
      return 6;
    case "opaque":
      return structure.type;
    default:
      return structure satisfies never;
  }
}

function withScopes(plan: Plan, addresses: Addresses, other: PlanStructure): DmarStructure {
  const { structure, scopes } = other;
  if (scopes.length === 0 || !("scopes" in structure)) return structure;
  return { ...structure, scopes: realiseScopes(plan, addresses, scopes) };
}

function realiseScopes(plan: Plan, addresses: Addresses, scopes: readonly PlanScope[]): DeviceScope[] {
  const realised: DeviceScope[] = [];
  for (let index = 0; index < scopes.length; index++) {
    const scope = realiseScope(plan, addresses, scopes[index]!);
    if (scope !== undefined) realised.push(scope);
  }
  return realised;
}

/** A scope as the table contains it; undefined if no scope can express what the plan asks for. */
export function realiseScope(plan: Plan, addresses: Addresses, scope: PlanScope): DeviceScope | undefined {
  const { type, flags, enumerationId, at, tail } = scope;
  const { buses, slots } = addresses;
  if (scope.startBus !== NONE) return { type, flags, enumerationId, startBus: scope.startBus, path: tail };
  if (scope.byPresentBus && at >= 0) {
    const hop: PathHop = { device: slots.device[at]!, function: slots.function[at]! };
    const path = tail.length > 0 ? [hop, ...tail] : [hop];
    for (const { function: number } of path) if (number > 7) return undefined;
    return { type, flags, enumerationId, startBus: busOf(plan, addresses, at), path };
  }
  const root = at >= 0 ? plan.functions.length + buses.rootOf[at]! : busIndexOf(plan, at);
  const path = at >= 0 ? pathTo(plan, addresses, at) : [];
  // A hop cannot express the ARI function numbers above 7; what a tail contains is intended.
  for (const hop of path) if (hop.function > 7) return undefined;
  if (tail.length > 0) path.push(...tail);
  if (path.length === 0 || path.length > MOST_HOPS) return undefined;
  return { type, flags, enumerationId, startBus: buses.bus[root]!, path };
}

/** A header whose address width covers the greatest limit; a range beyond the width would be a firmware fault. */
function headerFor(greatest: bigint): DmarHeader {
  if (greatest <= USUAL_GREATEST_ADDRESS) return USUAL_HEADER;
  const width = HOST_ADDRESS_WIDTHS.find((bits) => greatest >> BigInt(bits + 1) === 0n);
  return { ...USUAL_HEADER, hostAddressWidth: width ?? GREATEST_HOST_ADDRESS_WIDTH };
}
