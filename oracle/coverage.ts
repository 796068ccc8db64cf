/**
 * Which RMRRs cover which device: which must, which may, and through which scope.
 *
 * The answer for a device is computed when it is first queried, from the scopes that name the device itself and those
 * that name a bridge above it, so that large platforms cost only what is queried.
 */

import type { DecodedTable } from "../model/dmar/decode.ts";
import type { RmrrStructure } from "../model/dmar/table.ts";
import type { Platform } from "../model/platform.ts";
import type { Profile } from "../model/profile.ts";
import { NONE, type Hierarchy } from "./hierarchy.ts";
import { ALLOWED, FORBIDDEN, isNaming, type NamingScope, type ResolvedScope, type Strength } from "./named-scope.ts";
import { RangeTable } from "./range-table.ts";
import { BY_HEADER_MISMATCH, BY_VIRTUAL_FUNCTION, deviceRelation, type Relation } from "./relation.ts";
import { ScopeResolver } from "./resolve-scope.ts";
import { rmrrStandings, type RmrrStanding } from "./rmrr-standing.ts";

/** A readable RMRR of the table. */
export interface RmrrFact {
  readonly structure: RmrrStructure;
  /** Index among all found structures. */
  readonly structureIndex: number;
  readonly standing: RmrrStanding;
  /** The number of its range in the table of ranges. */
  readonly range: number;
}

/** A scope that applies to a device, and how. */
export interface DeviceNaming {
  readonly scope: NamingScope;
  readonly relation: Relation;
  readonly strength: Strength;
}

/** What a device gets while it is present. */
export interface DeviceCoverage {
  /** Every scope that applies to the device, including those that the profile does not honour. */
  readonly namings: readonly DeviceNaming[];
  /** The numbers of the ranges that may or must be there, each once, and how strongly they are due. */
  readonly ranges: readonly number[];
  readonly strengths: readonly Strength[];
  readonly required: number;
  /** The device is covered by an RMRR about which nothing can be said. */
  readonly unjudged: boolean;
  /** The relations by which a range is required, and those that are not honoured, as bits. */
  readonly requiredBy: number;
  readonly refusedBy: number;
}

/** What a device gets while it is absent. */
export const NO_COVERAGE: DeviceCoverage = {
  namings: [],
  ranges: [],
  strengths: [],
  required: 0,
  unjudged: false,
  requiredBy: 0,
  refusedBy: 0,
};

export class Coverage {
  readonly rmrrs: readonly RmrrFact[];
  readonly ranges: RangeTable = new RangeTable();
  /** Every scope of every readable RMRR, in the order of the table. */
  readonly scopes: readonly ResolvedScope[];
  readonly #hierarchy: Hierarchy;
  readonly #profile: Profile;
  /** The scopes that lead to each device. */
  readonly #namedAt = new Map<number, NamingScope[]>();
  readonly #byDevice = new Map<number, DeviceCoverage>();
  /** The device into whose coverage each range was last entered. */
  readonly #enteredFor: number[] = [];

  constructor(platform: Platform, table: DecodedTable, hierarchy: Hierarchy, profile: Profile) {
    this.#hierarchy = hierarchy;
    this.#profile = profile;
    const structures: RmrrStructure[] = [];
    const structureIndices: number[] = [];
    table.structures.forEach(({ structure }, index) => {
      if (structure.kind !== "rmrr") return;
      structures.push(structure);
      structureIndices.push(index);
    });
    const standings = rmrrStandings(structures, table, profile);
    this.rmrrs = structures.map((structure, rmrr) => ({
      structure,
      structureIndex: structureIndices[rmrr]!,
      standing: standings[rmrr]!,
      range: this.ranges.add(structure.base, structure.limit),
    }));
    const resolver = new ScopeResolver(hierarchy, profile, declaredDevices(platform, table));
    const scopes: ResolvedScope[] = [];
    this.rmrrs.forEach(({ structure, standing }, rmrr) => {
      structure.scopes.forEach((scope, index) => {
        const resolved = resolver.resolve(structure, scope, { rmrr, scope: index, standing });
        scopes.push(resolved);
        if (isNaming(resolved)) this.#noteNaming(resolved);
      });
    });
    this.scopes = scopes;
  }

  /** What a device gets, by its index: functions first, then the devices that are not PCI. */
  of(device: number): DeviceCoverage {
    let coverage = this.#byDevice.get(device);
    if (coverage === undefined) this.#byDevice.set(device, (coverage = this.#put(device)));
    return coverage;
  }

  /** How strongly a device is due a range, given the range's number or `NO_RANGE`. */
  strengthOf(device: number, range: number): Strength {
    const { ranges, strengths } = this.of(device);
    return strengths[ranges.indexOf(range)] ?? FORBIDDEN;
  }

  /** The scopes that lead to a device itself. */
  namedAt(device: number): readonly NamingScope[] {
    return this.#namedAt.get(device) ?? [];
  }

  #noteNaming(scope: NamingScope): void {
    const scopes = this.#namedAt.get(scope.target);
    if (scopes === undefined) this.#namedAt.set(scope.target, [scope]);
    else scopes.push(scope);
  }

  #put(device: number): DeviceCoverage {
    const namings = this.#namingsOf(device);
    const ranges: number[] = [];
    const strengths: Strength[] = [];
    let required = 0;
    let unjudged = false;
    let requiredBy = 0;
    let refusedBy = 0;
    // The strongest first, so that each range is entered with its final strength.
    for (let strength: Strength = 2; strength > FORBIDDEN; strength--) {
      for (const naming of namings) {
        if (naming.strength !== strength) continue;
        const { range, standing } = this.rmrrs[naming.scope.rmrr]!;
        if (standing === "unjudged") unjudged = true;
        if (strength !== ALLOWED) requiredBy |= naming.relation;
        if (this.#enteredFor[range] === device) continue;
        this.#enteredFor[range] = device;
        ranges.push(range);
        strengths.push(strength as Strength);
        if (strength !== ALLOWED) required++;
      }
    }
    for (const { scope, relation } of namings) {
      // Only forbidden scopes have entered nothing.
      if (this.#enteredFor[this.rmrrs[scope.rmrr]!.range] !== device) refusedBy |= relation;
    }
    return { namings, ranges, strengths, required, unjudged, requiredBy, refusedBy };
  }

  #namingsOf(device: number): DeviceNaming[] {
    const hierarchy = this.#hierarchy;
    const namings: DeviceNaming[] = [];
    if (this.#namedAt.size === 0) return namings;
    const isFunction = device < hierarchy.functions.length;
    const virtual = isFunction && hierarchy.isVirtual(device);
    for (const scope of this.namedAt(device)) {
      namings.push({ scope, relation: deviceRelation(scope, true, virtual), strength: scope.strength });
    }
    if (!isFunction) return namings;
    for (let above = hierarchy.parent[device]!; above !== NONE; above = hierarchy.parent[above]!) {
      for (const scope of this.namedAt(above)) {
        if (scope.below) {
          namings.push({ scope, relation: deviceRelation(scope, false, virtual), strength: scope.strength });
        } else {
          // Whatever is decided about the bridge, an endpoint scope never means what is below it.
          namings.push({ scope, relation: BY_HEADER_MISMATCH, strength: FORBIDDEN });
        }
      }
    }
    if (virtual) this.#addInherited(hierarchy.physicalFunction[device]!, namings);
    return namings;
  }

  /** What a scope gives to the physical function only, and to its virtual functions if the profile says so. */
  #addInherited(physicalFunction: number, namings: DeviceNaming[]): void {
    const inherits = this.#profile.vfInherit !== "named-bridge-only";
    for (const scope of this.namedAt(physicalFunction)) {
      const strength = inherits && scope.strength !== FORBIDDEN ? this.#inheritedStrength(scope) : FORBIDDEN;
      namings.push({ scope, relation: BY_VIRTUAL_FUNCTION, strength });
    }
  }

  /** No source says whether a scope of the wrong type also applies to virtual functions. */
  #inheritedStrength({ kind, strength }: NamingScope): Strength {
    return kind === "endpoint" && this.#profile.vfInherit === "inherit" ? strength : ALLOWED;
  }
}

const NONE_DECLARED: ReadonlyMap<number, number> = new Map();

/** The devices that ANDD structures declare, by ACPI device number, as indices among all devices. */
function declaredDevices(platform: Platform, table: DecodedTable): ReadonlyMap<number, number> {
  if (platform.otherDevices.length === 0) return NONE_DECLARED;
  const declared = new Map<number, number>();
  for (const { structure } of table.structures) {
    if (structure.kind !== "andd" || declared.has(structure.acpiDeviceNumber)) continue;
    const other = platform.otherDevices.findIndex((device) => device.acpiName === structure.objectName);
    if (other >= 0) declared.set(structure.acpiDeviceNumber, platform.functions.length + other);
  }
  return declared;
}
