/**
 * A second judge of coverage, for small platforms: every function against every scope, by definition.
 *
 * It reads the bytes of the table with a parser of its own, compares paths as text, and walks parents by label.
 * It shares nothing with the oracle but the words of the model.
 */

import type { PciFunction, Platform } from "../../model/platform.ts";
import type { Profile } from "../../model/profile.ts";

/** How strongly a device is due a range. */
export type Due = "must" | "may";

interface NaiveScope {
  readonly type: number;
  readonly enumerationId: number;
  readonly startBus: number;
  readonly path: string;
  readonly hops: number;
}

interface NaiveRmrr {
  readonly segment: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly scopes: readonly NaiveScope[];
}

/** The RMRRs of a table without faults. */
export function naiveRmrrs(bytes: Uint8Array): readonly NaiveRmrr[] {
  return structuresOf(bytes, 1).map((structure) => ({
    segment: u16(structure, 6),
    start: u64(structure, 8),
    end: u64(structure, 16),
    scopes: scopesOf(structure.slice(24)),
  }));
}

function structuresOf(bytes: Uint8Array, type: number): number[][] {
  const found: number[][] = [];
  let rest = [...bytes].slice(48);
  while (rest.length > 0) {
    const length = u16(rest, 2);
    if (u16(rest, 0) === type) found.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return found;
}

function scopesOf(bytes: number[]): NaiveScope[] {
  if (bytes.length === 0) return [];
  const length = bytes[1]!;
  const path = bytes.slice(6, length);
  const scope = {
    type: bytes[0]!,
    enumerationId: bytes[4]!,
    startBus: bytes[5]!,
    path: path.join(","),
    hops: path.length / 2,
  };
  return [scope, ...scopesOf(bytes.slice(length))];
}

const u16 = (bytes: readonly number[], at: number): number => bytes[at]! + 256 * bytes[at + 1]!;
const u64 = (bytes: readonly number[], at: number): bigint =>
  bytes.slice(at, at + 8).reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);

/** `start,end` of each range that a device is due. `platform`: what is there, and nothing else. */
export function naiveCoverage(platform: Platform, label: string, profile: Profile): ReadonlyMap<string, Due> {
  const due = new Map<string, Due>();
  for (const rmrr of naiveRmrrs(platform.dmar)) {
    for (const scope of rmrr.scopes) {
      const strength = naiveStrength(platform, label, rmrr.segment, scope, profile);
      const key = `${rmrr.start},${rmrr.end}`;
      if (strength === "must" || (strength === "may" && !due.has(key))) due.set(key, strength);
    }
  }
  return due;
}

function naiveStrength(
  platform: Platform,
  label: string,
  segment: number,
  scope: NaiveScope,
  profile: Profile,
): Due | undefined {
  if (scope.type === 5) return namespaceStrength(platform, label, scope, profile);
  if (scope.type !== 1 && scope.type !== 2) return undefined;
  const fn = platform.functions.find((candidate) => candidate.label === label);
  if (fn === undefined || fn.segment !== segment) return undefined;
  const answers = [strengthAt(platform, fn, scope, profile)];
  // Everything above, for scopes that mean what is below.
  for (let above = parentOf(platform, fn); above !== undefined; above = parentOf(platform, above)) {
    if (scope.type === 2 && above.headerType !== 0) answers.push(strengthAt(platform, above, scope, profile));
  }
  const physical = platform.functions.find((candidate) => candidate.label === fn.physicalFunction);
  if (physical !== undefined && physical.headerType === 0 && profile.vfInherit !== "named-bridge-only") {
    const inherited = strengthAt(platform, physical, scope, profile);
    const isMeant = scope.type === 1 && profile.vfInherit === "inherit";
    if (inherited !== undefined) answers.push(isMeant ? inherited : "may");
  }
  return answers.includes("must") ? "must" : answers.includes("may") ? "may" : undefined;
}

/** What a scope gives to the function at the end of its path, if that is this one. */
function strengthAt(platform: Platform, fn: PciFunction, scope: NaiveScope, profile: Profile): Due | undefined {
  const byNumber = !platform.rootBuses.some((root) => root.segment === fn.segment && root.bus === scope.startBus);
  if (byNumber) {
    if (scope.hops !== 1 || fn.bus !== scope.startBus || `${fn.device},${fn.function}` !== scope.path) return undefined;
  } else if (pathOf(platform, fn) !== `${scope.startBus}:${scope.path}`) return undefined;
  if (fn.function > 7 || fn.device > 31) return undefined;
  if (fn.physicalFunction !== undefined) return profile.vfInherit === "named-bridge-only" ? undefined : "may";
  const switches = [headerAnswer(fn, scope, profile)];
  if (byNumber) switches.push(profile.startBusFallback);
  if (switches.includes("no") || switches.includes("not-covered")) return undefined;
  return switches.includes("either") ? "may" : "must";
}

function headerAnswer(fn: PciFunction, scope: NaiveScope, profile: Profile): string {
  const bridge = fn.headerType !== 0;
  if (bridge === (scope.type === 2)) return "yes";
  if (scope.type === 1) return profile.headerMismatch;
  const base = fn.classCode >> 16;
  switch (profile.bridgeScopeOnEndpointHeader) {
    case "class-06xx":
      return base === 6 ? "yes" : profile.headerMismatch;
    case "class-0680":
      return fn.classCode >> 8 === 0x0680 ? "yes" : profile.headerMismatch;
    case "none":
      return profile.headerMismatch;
    case "either":
      return base === 6 && profile.headerMismatch !== "covered" ? "either" : profile.headerMismatch;
  }
}

function namespaceStrength(platform: Platform, label: string, scope: NaiveScope, profile: Profile): Due | undefined {
  if (profile.namespaceScope === "ignored") return undefined;
  const declared = structuresOf(platform.dmar, 4).find((structure) => structure[7] === scope.enumerationId);
  if (declared === undefined) return undefined;
  const name = String.fromCharCode(...declared.slice(8));
  const device = platform.otherDevices.find(
    ({ acpiName }) => acpiName !== undefined && name.startsWith(`${acpiName}\0`),
  );
  if (device === undefined || device.label !== label) return undefined;
  return profile.namespaceScope === "either" ? "may" : "must";
}

function parentOf(platform: Platform, fn: PciFunction): PciFunction | undefined {
  return platform.functions.find((candidate) => candidate.label === fn.parent);
}

/** The path of a function as text; a virtual function's, as if it stood on the bus that it has. */
function pathOf(platform: Platform, fn: PciFunction): string {
  const hop = `${fn.device},${fn.function}`;
  const parent = parentOf(platform, fn);
  if (parent === undefined) {
    const onRoot = platform.rootBuses.some((root) => root.segment === fn.segment && root.bus === fn.bus);
    return onRoot ? `${fn.bus}:${hop}` : "nowhere";
  }
  return fn.bus === parent.secondaryBus ? `${pathOf(platform, parent)},${hop}` : "nowhere";
}
