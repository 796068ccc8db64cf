/** Draws groups into a sketch: small platforms, the members of each group, and RMRRs that name the members. */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import type { AddressRange } from "../model/region.ts";
import { CLASS_CODE_ETHERNET, CLASS_FAMILIES } from "./class-vocabulary.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { drawCells, type Layout, rangesApart } from "./draw-layout.ts";
import { between, type Draws, pick } from "./draws.ts";
import type { HierarchyFeatures, Size } from "./hierarchy-features.ts";
import {
  ALL_SPARE,
  type DeviceReference,
  NO_TAIL,
  NONE,
  otherDeviceReference,
  type PlanScope,
  planScope,
} from "./plan.ts";
import type { Sketch } from "./sketch.ts";

/** The groups of a case; chances in percent. */
export interface GroupFeatures {
  /** Endpoints are of classes whose regions are relaxable, so that no member locks its group. */
  readonly relaxableOnly: number;
  /** There is no RMRR, so the interrupt window is a group's only region. */
  readonly noRmrrs: number;
  /** There are enough RMRRs to fill a page with their lines. */
  readonly fullPage: number;
}

const DEVICES: readonly number[] = [0, 1, 2, 0x14];
const FUNCTION_COUNTS: readonly number[] = [1, 2, 3, 4, 5, 7];
const FUNCTION_COUNT_WEIGHTS: readonly number[] = [12, 32, 28, 14, 8, 6];
/** The families of USB and display controllers. */
const [, USB, DISPLAY] = CLASS_FAMILIES;
const RELAXABLE: readonly number[] = [...USB!.classCodes, ...DISPLAY!.classCodes];

/** Line lengths of a direct and of a relaxable region, and the room a page has left for them, in characters. */
const DIRECT_LINE = 45;
const RELAXABLE_LINE = 55;
const LEFT_OF_A_PAGE = 4095 - 42;
/** How many more RMRRs than fit into a page: usually too many or just enough. */
const FULL_PAGES: readonly number[] = [-1, 0, 1, 2, 3];
const FULL_PAGE_WEIGHTS: readonly number[] = [1, 2, 5, 3, 1];

/** The size of a benchmark does not apply to groups, because merging is inherently quadratic. */
const MOST_OF_A_SIZE = 64;

/** Draws functions and devices, each of which can be a member. */
export function drawMembers(draws: Draws, features: GroupFeatures, sketch: Sketch, size?: Size): void {
  const classes = draws.chance(features.relaxableOnly) ? RELAXABLE : drawClasses(draws);
  const hierarchy: HierarchyFeatures = {
    roots: [{ segment: draws.chance(10) ? between(draws, 1, 3) : 0, gap: 0, spare: ALL_SPARE }],
    functions: size?.functions ?? FUNCTION_COUNTS[draws.weighted(FUNCTION_COUNT_WEIGHTS)]!,
    shape: "bushy",
    depth: 4,
    classes,
    devices: DEVICES,
    bridges: 14,
    besideLast: 40,
    gaps: 0,
    unusualBridges: 0,
    virtualFunctions: size === undefined && draws.chance(10) ? 40 : 0,
    alternativeRouting: 0,
    mirror: 0,
    otherDevices: draws.chance(22) ? 1 : 0,
    deepEndpoint: 0,
  };
  drawHierarchy(draws, hierarchy, sketch);
  if (size === undefined && draws.chance(18)) drawAbsence(draws, sketch);
}

/** Some functions are absent at first; function 0 would take the others of its device with it, so these stay single. */
function drawAbsence(draws: Draws, { functions }: Sketch): void {
  for (let index = 0; index < functions.length; index++) {
    const { place, device } = functions[index]!;
    const isAlone = functions.every((fn, other) => other === index || fn.place !== place || fn.device !== device);
    if (isAlone && draws.chance(40)) functions[index] = { ...functions[index]!, absent: true };
  }
}

/** A network controller next to USB or graphics: relations between types need both in one case. */
function drawClasses(draws: Draws): readonly number[] {
  if (draws.chance(75)) return [CLASS_CODE_ETHERNET, pick(draws, USB!.classCodes), pick(draws, DISPLAY!.classCodes)];
  return [CLASS_CODE_ETHERNET, ...pick(draws, CLASS_FAMILIES).classCodes];
}

/** Puts devices into one to three groups; each remaining device is alone. */
export function drawGroups(draws: Draws, sketch: Sketch): void {
  const left: DeviceReference[] = sketch.functions.map((_fn, index) => index);
  for (let index = 0; index < sketch.otherDevices.length; index++) left.push(otherDeviceReference(index));
  const groups = 1 + draws.weighted([72, 24, 4]);
  for (let group = 0; group < groups && left.length > 0; group++) {
    const most = Math.min(left.length, MOST_OF_A_SIZE);
    const count = Math.min(most, [1, 2, 3, most][draws.weighted([20, 44, 18, 18])]!);
    const members: DeviceReference[] = [];
    while (members.length < count) members.push(left.splice(draws.below(left.length), 1)[0]!);
    sketch.groups.push({ members });
  }
}

/**
 * RMRRs over the cells of a layout, or enough of them to fill a page; their scopes name members or bridges above them.
 */
export function drawGroupRmrrs(
  draws: Draws,
  features: GroupFeatures,
  layout: Layout,
  sketch: Sketch,
  size?: Size,
): void {
  if (size === undefined && draws.chance(features.fullPage)) {
    // All RMRRs name the same members, so each adds the same amount of text.
    let scopes = drawScopes(draws, sketch);
    // With two types, half as many RMRRs fill the page, at half the cost.
    for (let tries = 0; tries < 8 && linesOf(sketch, scopes) < DIRECT_LINE + RELAXABLE_LINE; tries++) {
      scopes = drawScopes(draws, sketch);
    }
    const fits = Math.floor(LEFT_OF_A_PAGE / linesOf(sketch, scopes));
    for (const range of rangesApart(draws, fits + FULL_PAGES[draws.weighted(FULL_PAGE_WEIGHTS)]!))
      addRmrr(sketch, range, scopes);
    return;
  }
  if (size === undefined && draws.chance(features.noRmrrs)) return;
  const count = size?.rmrrs ?? [1, 2, 3, between(draws, 4, 6)][draws.weighted([18, 34, 31, 17])]!;
  for (let index = 0; index < Math.min(count, MOST_OF_A_SIZE); index++) {
    addRmrr(sketch, drawCells(draws, layout), drawScopes(draws, sketch));
  }
}

/** How much text an RMRR with these scopes produces: one line per type. */
function linesOf({ functions }: Sketch, scopes: readonly PlanScope[]): number {
  const isRelaxable = scopes.map(({ at }) => RELAXABLE.includes(functions[at]!.classCode));
  return (isRelaxable.includes(true) ? RELAXABLE_LINE : 0) + (isRelaxable.includes(false) ? DIRECT_LINE : 0);
}

function addRmrr(sketch: Sketch, { start, end }: AddressRange, scopes: readonly PlanScope[]): void {
  const segment = sketch.roots[0]!.segment;
  sketch.rmrrs.push({ segment, base: start, limit: end, scopes, reserved: 0 });
}

function drawScopes(draws: Draws, sketch: Sketch): readonly PlanScope[] {
  const count = 1 + draws.weighted([58, 30, 12]);
  const targets = new Set<number>();
  for (let index = 0; index < count; index++) targets.add(drawTarget(draws, sketch));
  return [...targets].map((target) => {
    const type = sketch.isBridge(target) ? SCOPE_SUB_HIERARCHY : SCOPE_ENDPOINT;
    return planScope(type, target, NO_TAIL, 0, false);
  });
}

/** Usually a member of a group, or the bridge above it; a scope cannot name a virtual function. */
function drawTarget(draws: Draws, sketch: Sketch): number {
  const { groups, functions } = sketch;
  const members = pick(draws, groups).members.filter((member) => member >= 0);
  let target = members.length === 0 || draws.chance(8) ? draws.below(functions.length) : pick(draws, members);
  if (functions[target]!.physicalFunction !== NONE) target = functions[target]!.physicalFunction;
  const { place } = functions[target]!;
  return place >= 0 && draws.chance(25) ? place : target;
}
