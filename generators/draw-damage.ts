/**
 * Firmware faults (docs/rules.md, "Broken firmware"), one at a time. Each is inserted into a plan with a correct table,
 * where possible at a place where mishandling it has a visible effect.
 */

import { namesPciFunction, type PathHop, SCOPE_ENDPOINT } from "../model/dmar/table.ts";
import { PAGE_SIZE } from "../model/region.ts";
import { CLASS_CODE_BRIDGE, CLASS_CODE_ETHERNET } from "./class-vocabulary.ts";
import { between, type Draws, pick } from "./draws.ts";
import {
  NO_TAIL,
  type PlanDamage,
  type PlanRmrr,
  type PlanScope,
  type PlanStructure,
  placeOnRoot,
  planFunction,
  planScope,
} from "./plan.ts";
import type { Sketch } from "./sketch.ts";

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** What faults are inserted into. */
export interface DamagedSketch {
  readonly sketch: Sketch;
  readonly damage: Mutable<PlanDamage>;
}

type DrawFault = (draws: Draws, to: DamagedSketch) => void;

const REGISTER_BASE = 0xfea0_0000n;
/** Pages that no other RMRR of a case is likely to report. */
const BAD_BASE = 0x5a00_0000n;
const WIDTH_OF_36_BITS = 35;

/** Each fault by name. */
export const FAULTS: Readonly<Record<string, DrawFault>> = {
  "base-unaligned": range((base, limit, by) => [base + by, limit]),
  "limit-unaligned": range((base, limit, by) => [base, limit - by]),
  "limit-not-above-base": (draws, to) => {
    const back = pick(draws, [0n, 1n, PAGE_SIZE + 1n, 3n * PAGE_SIZE + 1n]);
    addRmrr(draws, to, (rmrr) => ({ ...rmrr, limit: rmrr.base - back }));
  },
  "beyond-width": (draws, to) => {
    to.damage.width = WIDTH_OF_36_BITS;
    addRmrr(draws, to, ({ base, limit, ...rmrr }) => {
      return { ...rmrr, base: base + (draws.chance(50) ? 1n << 36n : 0n), limit: limit + (1n << 36n) };
    });
  },
  "no-scope": (draws, to) => addRmrr(draws, to, (rmrr) => ({ ...rmrr, scopes: [] })),
  "scope-length-zero": unreadableScope(() => 0),
  "scope-length-below-8": unreadableScope((draws) => between(draws, 1, 7)),
  "scope-length-odd": unreadableScope(() => 9),
  "scope-past-structure": (draws, to) => {
    if (draws.chance(60)) addLeadingOn(draws, to);
    else unreadableScope(() => pick(draws, [10, 12, 40, 254, 255]))(draws, to);
  },
  "structure-longer-than-content": (draws, to) => {
    if (draws.chance(60)) addRmrr(draws, to, (rmrr) => ({ ...rmrr, rest: [draws.below(3)] }));
    else to.sketch.structures.push(other({ ...RHSA, rest: new Uint8Array(between(draws, 1, 4)) }));
  },
  "hop-device-above-31": impossibleHop((hop) => ({ ...hop, device: hop.device + 32 })),
  "hop-function-above-7": impossibleHop((hop, draws) =>
    draws.chance(50) ? { ...hop, function: hop.function + 8 } : { device: 0, function: 8 * hop.device + hop.function },
  ),
  "structure-too-short": (draws, to) => {
    if (draws.chance(75)) {
      addRmrr(draws, to, (rmrr) => ({ ...rmrr, scopes: [], shortened: pick(draws, [4, 8, 12, 16, 20, 23]) }));
      // At the end of the table, nothing follows that could be read as the missing fields.
      const { rmrrs } = to.sketch;
      const short = rmrrs.findIndex(({ shortened }) => shortened !== undefined);
      if (draws.chance(80)) rmrrs.push(...rmrrs.splice(short, 1));
    } else {
      const type = pick(draws, [0, 2, 3, 4, 5, 6]);
      to.sketch.structures.push(other({ kind: "opaque", type, content: new Uint8Array(draws.below(4)) }));
    }
  },
  "scope-type-unknown": (draws, to) =>
    addRmrr(draws, to, (rmrr) => ({
      ...rmrr,
      scopes: [{ ...rmrr.scopes[0]!, type: pick(draws, [0, 6, 0x7f, 0xff]) }, ...rmrr.scopes],
    })),
  "structure-type-unknown": (draws, { sketch, damage }) => {
    // Structures are sorted by type, so one of an unknown type comes last unless the order is wrong too.
    if (draws.chance(75)) damage.order = "reversed";
    const type = pick(draws, [7, 0x101, 0xffff]);
    sketch.structures.push(
      other({ kind: "opaque", type, content: Uint8Array.from(rmrrBytes(draws, sketch).slice(4)) }),
    );
  },
  "structure-out-of-order": (draws, { sketch, damage }) => {
    damage.order = draws.chance(30) ? "rmrrs-first" : "reversed";
    if (draws.chance(75)) sketch.structures.push(other(RHSA));
  },
  "include-all-not-last": (_draws, { sketch }) => {
    const segment = sketch.roots[0]!.segment & 0xffff;
    const ioApic: PlanScope = {
      ...planScope(3, placeOnRoot(0), [{ device: 0x1f, function: 0 }], 2, false),
      startBus: 0xf0,
    };
    const unit = { kind: "drhd", size: 0, segment, scopes: [] } as const;
    sketch.structures.push(other({ ...unit, flags: 1, registerBase: REGISTER_BASE }), {
      structure: { ...unit, flags: 0, registerBase: REGISTER_BASE + PAGE_SIZE },
      scopes: [ioApic],
    });
  },
  "no-drhd": (_draws, { damage }) => {
    damage.noUnits = true;
  },
  "structure-length-zero": lostStructure(() => 0),
  "structure-length-below-header": lostStructure((draws) => between(draws, 1, 3)),
  "structure-past-table": lostStructure((draws, left) => left + pick(draws, [1, 8, 0x1000])),
  "trailing-bytes": (draws, { damage }) => {
    damage.trailing = Array.from({ length: between(draws, 1, 3) }, () => draws.below(2));
  },
  "signature-wrong": (draws, { damage }) => {
    damage.signature = pick(draws, ["DMAQ", "RAMD", "    "]);
  },
  "table-truncated": (draws, { damage }) => {
    damage.cut = draws.chance(70) ? between(draws, 1, 16) : between(draws, 17, 40);
  },
  "length-below-header": (draws, { damage }) => {
    damage.length = pick(draws, [0, 4, 36, 47]);
  },
  "bytes-past-length": (draws, { sketch, damage }) => {
    damage.beyond = draws.chance(75) ? rmrrBytes(draws, sketch) : [draws.below(256)];
  },
  "checksum-wrong": (draws, { damage }) => {
    damage.checksum = pick(draws, [1, 0x80, 0xff]);
  },
  "width-impossible": (draws, { damage }) => {
    damage.width = pick(draws, [0, 10, 64, 255]);
  },
  "header-mismatch": (draws, to) => {
    if (draws.chance(75) && addMismatchBefore(draws, to)) return;
    addRmrr(draws, to, (rmrr) => ({ ...rmrr, scopes: rmrr.scopes.map(mismatched) }));
  },
  "hop-absent": (draws, to) =>
    addRmrr(draws, to, (rmrr) => withTail(rmrr, [{ device: between(draws, 24, 31), function: 5 }, ZERO])),
  "hop-not-bridge": (draws, to) => addRmrr(draws, to, (rmrr) => withTail(rmrr, [ZERO, ZERO])),
};

const ZERO: PathHop = { device: 0, function: 0 };
const RHSA = { kind: "rhsa", reserved: 0, registerBase: REGISTER_BASE, proximityDomain: 0 } as const;

function other(structure: PlanStructure["structure"]): PlanStructure {
  return { structure, scopes: [] };
}

/** Adds an RMRR of at least one page that names a function and is damaged by `spoil`. */
function addRmrr(draws: Draws, { sketch }: DamagedSketch, spoil: (rmrr: PlanRmrr) => PlanRmrr): void {
  const { rmrrs } = sketch;
  const target = drawTarget(draws, sketch);
  const fn = sketch.functions[target];
  const type = fn === undefined || fn.headerType === 0 ? SCOPE_ENDPOINT : 2;
  const base = BAD_BASE + BigInt(rmrrs.length) * 0x10_0000n;
  const segment = fn === undefined ? 0 : sketch.segmentOf(target) & 0xffff;
  const scope = planScope(
    type,
    fn === undefined ? placeOnRoot(0) : target,
    fn === undefined ? [ZERO] : NO_TAIL,
    0,
    false,
  );
  const limit = base + BigInt(between(draws, 1, 3)) * PAGE_SIZE - 1n;
  if (fn !== undefined) sketch.remarkable.push(target, target);
  rmrrs.splice(draws.below(rmrrs.length + 1), 0, spoil({ segment, base, limit, scopes: [scope], reserved: 0 }));
}

/** A function that a path can name; -1 if none is found after a few tries. */
function drawTarget(draws: Draws, { functions }: Sketch): number {
  for (let tries = 0; tries < 4 && functions.length > 0; tries++) {
    const index = draws.below(functions.length);
    const fn = functions[index]!;
    if (fn.function <= 7 && fn.physicalFunction < 0) return index;
  }
  return -1;
}

function range(spoil: (base: bigint, limit: bigint, by: bigint) => readonly [base: bigint, limit: bigint]): DrawFault {
  return (draws, to) => {
    const by = pick(draws, [1n, 0x10n, 0x800n, 0xfffn]);
    addRmrr(draws, to, (rmrr) => {
      const [base, limit] = spoil(rmrr.base, rmrr.limit, by);
      return { ...rmrr, base, limit };
    });
  };
}

/** After the readable scopes, one that is unreadable, followed by one that would be readable. */
function unreadableScope(lengthOf: (draws: Draws) => number): DrawFault {
  return (draws, to) => {
    const { sketch } = to;
    addRmrr(draws, to, (rmrr) => {
      const scope = scopeBytes(draws, sketch);
      const rest = [scope[0]!, lengthOf(draws), ...scope.slice(2)];
      if (draws.chance(60)) rest.push(...scopeBytes(draws, sketch));
      // A scope of odd Length must end inside the structure, or it is a different fault.
      if (rest[1] === 9 && rest.length === 8) rest.push(0);
      // Alone in an RMRR of the segment it is meant for, it would name a function if it were read.
      if (draws.chance(50)) return { ...rmrr, rest };
      return { ...rmrr, segment: firstSegment(sketch), rest, scopes: [] };
    });
  };
}

/**
 * A scope that names a bridge and whose Length claims one hop more. A reader that continues finds the type of the next
 * RMRR there, which reads as device 1, function 0, and that function exists below the bridge.
 */
function addLeadingOn(draws: Draws, { sketch }: DamagedSketch): void {
  const { rmrrs, roots } = sketch;
  const { segment, gap } = roots[0]!;
  const device = between(draws, 20, 23);
  const bridge = sketch.addFunction(planFunction(placeOnRoot(0), device, 0, CLASS_CODE_BRIDGE, 1, 0, 0));
  const below = sketch.addFunction(planFunction(bridge, 1, 0, CLASS_CODE_ETHERNET, 0, 0, 0));
  sketch.remarkable.push(below, below, below);
  const rest = [SCOPE_ENDPOINT, draws.chance(80) ? 10 : 12, 0, 0, 0, gap, device, 0];
  const base = BAD_BASE + BigInt(rmrrs.length) * 0x10_0000n;
  const bad: PlanRmrr = {
    segment: segment & 0xffff,
    base,
    limit: base + PAGE_SIZE - 1n,
    scopes: [],
    reserved: 0,
    rest,
  };
  rmrrs.splice(draws.below(rmrrs.length), 0, bad);
}

function mismatched(scope: PlanScope): PlanScope {
  return { ...scope, type: 3 - scope.type };
}

/**
 * Before an RMRR that names a function correctly, adds one that names it with the wrong scope type; false if there is
 * no such RMRR.
 */
function addMismatchBefore(draws: Draws, { sketch }: DamagedSketch): boolean {
  const { rmrrs } = sketch;
  const good = rmrrs.findLastIndex(
    ({ scopes: [first] }) => first !== undefined && first.at >= 0 && namesPciFunction(first),
  );
  if (good < 0) return false;
  const { segment, scopes } = rmrrs[good]!;
  const base = BAD_BASE + BigInt(rmrrs.length) * 0x10_0000n;
  sketch.remarkable.push(scopes[0]!.at, scopes[0]!.at);
  const bad: PlanRmrr = {
    segment,
    base,
    limit: base + PAGE_SIZE - 1n,
    scopes: [mismatched(scopes[0]!)],
    reserved: 0,
  };
  rmrrs.splice(draws.below(good + 1), 0, bad);
  return true;
}

function impossibleHop(spoil: (hop: PathHop, draws: Draws) => PathHop): DrawFault {
  return (draws, to) => {
    addRmrr(draws, to, (rmrr) => {
      const scope = rmrr.scopes[0]!;
      const fn = to.sketch.functions[scope.at];
      if (fn === undefined) return withTail(rmrr, [spoil(ZERO, draws)]);
      const hop = spoil({ device: fn.device, function: fn.function }, draws);
      // Replaces the function at the end of its path.
      const spoilt: PlanScope = { ...scope, at: fn.place, tail: [hop] };
      return { ...rmrr, scopes: draws.chance(50) ? [spoilt] : [spoilt, scope] };
    });
  };
}

function withTail(rmrr: PlanRmrr, tail: readonly PathHop[]): PlanRmrr {
  return { ...rmrr, scopes: rmrr.scopes.map((scope) => ({ ...scope, tail })) };
}

/**
 * After the last structure, one that is not found, with the contents of an RMRR; sometimes followed by a correct one.
 */
function lostStructure(lengthOf: (draws: Draws, left: number) => number): DrawFault {
  return (draws, { sketch, damage }) => {
    const first = rmrrBytes(draws, sketch);
    const all = draws.chance(50) ? [...first, ...rmrrBytes(draws, sketch)] : first;
    const length = lengthOf(draws, all.length);
    damage.trailing = [all[0]!, all[1]!, length & 0xff, length >> 8, ...all.slice(4)];
  };
}

/** An endpoint scope of one hop on the first root bus that leads to a function, or would if the function were there. */
function scopeBytes(draws: Draws, sketch: Sketch): number[] {
  let target = drawTarget(draws, sketch);
  for (let tries = 0; tries < 3 && target >= 0 && !isOnFirstRoot(sketch, target); tries++) {
    target = drawTarget(draws, sketch);
  }
  const { device, function: number } = sketch.functions[target] ?? ZERO;
  if (target >= 0) sketch.remarkable.push(target, target);
  return [SCOPE_ENDPOINT, 8, 0, 0, 0, sketch.roots[0]?.gap ?? 0, device, number];
}

/** An endpoint on the first root bus, which one hop names. */
function isOnFirstRoot({ functions }: Sketch, target: number): boolean {
  const { place, headerType } = functions[target]!;
  return place === placeOnRoot(0) && headerType === 0;
}

function firstSegment({ roots }: Sketch): number {
  return roots[0]!.segment & 0xffff;
}

/** An RMRR of one page that no other RMRR reports, with one scope, as bytes. */
function rmrrBytes(draws: Draws, sketch: Sketch): number[] {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 1, true);
  view.setUint16(2, 32, true);
  view.setUint16(6, firstSegment(sketch), true);
  view.setBigUint64(8, 0x6b00_0000n, true);
  view.setBigUint64(16, 0x6b00_0fffn, true);
  return [...bytes, ...scopeBytes(draws, sketch)];
}
