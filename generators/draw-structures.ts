/** Draws structures other than RMRRs, which a reader of RMRRs must skip, type by type. */

import { SCOPE_ENDPOINT, SCOPE_IOAPIC, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import type { Draws } from "./draws.ts";
import { NO_TAIL, type PlanFunction, type PlanScope, type PlanStructure, placeOnRoot, planScope } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

const REGISTER_BASE = 0xfed8_0000n;

/** DRHD, ATSR, RHSA, ANDD, SATC, SIDP, and types that no specification defines. */
const STRUCTURE_WEIGHTS: readonly number[] = [1, 1, 1, 1, 1, 1, 4];

const UNKNOWN_TYPES: readonly number[] = [7, 8, 0x101, 0x7fff, 0xffff];
const UNKNOWN_TYPE_WEIGHTS: readonly number[] = [2, 1, 4, 1, 1];

export function drawStructures(draws: Draws, count: number, sketch: Sketch): void {
  for (let index = 0; index < count; index++) {
    const structure = drawStructure(draws, sketch);
    if (structure !== undefined) sketch.structures.push(structure);
  }
}

/** Structures with scopes, other than RMRRs, that name some of these functions. */
export function drawUnitsOf(draws: Draws, functions: readonly number[], sketch: Sketch): void {
  for (const target of functions) {
    if (sketch.segmentOf(target) > 0xffff || !draws.chance(70)) continue;
    sketch.structures.push(drawUnit(draws, sketch.segmentOf(target), [scopeOf(sketch, target)]));
  }
}

function drawUnit(draws: Draws, segment: number, scopes: readonly PlanScope[]): PlanStructure {
  switch (draws.below(3)) {
    case 0:
      return {
        structure: { kind: "drhd", flags: 0, size: 0, segment, registerBase: REGISTER_BASE, scopes: [] },
        scopes,
      };
    case 1:
      return { structure: { kind: "atsr", flags: 0, reserved: 0, segment, scopes: [] }, scopes };
    default:
      return { structure: { kind: "satc", flags: 0, reserved: 0, segment, scopes: [] }, scopes };
  }
}

/**
 * A function on the first root bus if one is found after a few tries, because a structure that looks like an RMRR names
 * it by one hop.
 */
function drawTarget(draws: Draws, sketch: Sketch): number {
  const { functions } = sketch;
  if (functions.length === 0) return -1;
  let target = draws.below(functions.length);
  const suits = ({ place, function: number }: PlanFunction): boolean => place === placeOnRoot(0) && number === 0;
  for (let tries = 0; tries < 5 && !suits(functions[target]!); tries++) target = draws.below(functions.length);
  return target;
}

/** Undefined if there is no function for the structure to name. */
function drawStructure(draws: Draws, sketch: Sketch): PlanStructure | undefined {
  const target = drawTarget(draws, sketch);
  const segment = target < 0 ? 0 : sketch.segmentOf(target) & 0xffff;
  const scopes = target < 0 ? [] : [scopeOf(sketch, target)];
  switch (draws.weighted(STRUCTURE_WEIGHTS)) {
    case 0: {
      // A unit without scopes, which includes all, is added after it, as the specification requires.
      if (target < 0) return undefined;
      const ioApic: PlanScope = {
        ...planScope(SCOPE_IOAPIC, placeOnRoot(0), [{ device: 0x1f, function: 0 }], 2, false),
        startBus: 0xf0,
      };
      return {
        structure: { kind: "drhd", flags: 0, size: 0, segment, registerBase: REGISTER_BASE, scopes: [] },
        scopes: draws.chance(30) ? [ioApic, ...scopes] : scopes,
      };
    }
    case 1:
      return { structure: { kind: "atsr", flags: draws.below(2), reserved: 0, segment, scopes: [] }, scopes };
    case 2: {
      const proximityDomain = draws.below(4);
      return {
        structure: { kind: "rhsa", reserved: 0, registerBase: REGISTER_BASE, proximityDomain },
        scopes: [],
      };
    }
    case 3: {
      const objectName = sketch.otherDevices[0]?.acpiName ?? "\\_SB.PCI0.UA00";
      return { structure: { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName }, scopes: [] };
    }
    case 4:
      return { structure: { kind: "satc", flags: draws.below(2), reserved: 0, segment, scopes: [] }, scopes };
    case 5:
      return { structure: { kind: "sidp", reserved: 0, segment, scopes: [] }, scopes };
    default:
      if (target >= 0) sketch.remarkable.push(target, target);
      return {
        structure: { kind: "opaque", type: drawUnknownType(draws), content: drawContent(draws, sketch, target) },
        scopes: [],
      };
  }
}

function scopeOf(sketch: Sketch, target: number): PlanScope {
  const type = sketch.isBridge(target) ? SCOPE_SUB_HIERARCHY : SCOPE_ENDPOINT;
  return planScope(type, target, NO_TAIL, 0, false);
}

/** The next type to be assigned, one whose low byte is that of an RMRR, and distant ones. */
function drawUnknownType(draws: Draws): number {
  return UNKNOWN_TYPES[draws.weighted(UNKNOWN_TYPE_WEIGHTS)]!;
}

/** What a reader that takes every structure for an RMRR would find in it, or meaningless bytes. */
function drawContent(draws: Draws, sketch: Sketch, target: number): Uint8Array {
  const content = new Uint8Array(draws.chance(80) ? 28 : draws.below(40));
  if (content.length !== 28 || target < 0) return content.fill(draws.below(256));
  const view = new DataView(content.buffer);
  const fn = sketch.functions[target]!;
  // After Type and Length: reserved, segment, base, limit, and an endpoint scope of one hop on the first root bus.
  view.setUint16(2, sketch.segmentOf(target) & 0xffff, true);
  view.setBigUint64(4, 0x7000_0000n, true);
  view.setBigUint64(12, 0x7000_ffffn, true);
  content.set([SCOPE_ENDPOINT, 8, 0, 0, 0, sketch.roots[0]!.gap, fn.device, fn.function], 20);
  return content;
}
