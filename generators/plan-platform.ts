/** Converts a platform back into the functions, devices and groups of a plan; the table is not included. */

import type { PciFunction, Platform } from "../model/platform.ts";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  NONE,
  otherDeviceReference,
  type Plan,
  type PlanFunction,
  placeOnRoot,
} from "./plan.ts";
import { functionLabel, groupLabel, otherDeviceLabel } from "./labels.ts";

/** The labels that a plan's devices and groups have in its scenario. */
export interface PlanLabels {
  readonly devices: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, number>;
}

/** Undefined if the platform is not a hierarchy: an unknown parent, or bus ranges that do not nest. */
export function planPlatform(platform: Platform): { readonly plan: Plan; readonly labels: PlanLabels } | undefined {
  const functions = inOrderOfBuses(platform.functions);
  const roots = platform.rootBuses.toSorted((a, b) => a.segment - b.segment || a.bus - b.bus);
  const inGivenOrder = sameSegmentsAscend(platform) ? platform.rootBuses : roots;
  const devices = new Map<string, number>(functions.map((fn, index) => [fn.label, index]));
  for (const [index, { label }] of platform.otherDevices.entries()) devices.set(label, otherDeviceReference(index));

  const layout = new BusLayout(inGivenOrder, functions);
  const planned: PlanFunction[] = [];
  for (const [index, fn] of functions.entries()) {
    const plannedFunction = layout.plan(fn, devices);
    // A bridge or physical function comes before the functions that refer to it.
    if (plannedFunction === undefined || plannedFunction.place >= index) return undefined;
    if (plannedFunction.physicalFunction >= index) return undefined;
    planned.push(plannedFunction);
  }
  const planRoots = layout.roots();
  if (planRoots === undefined) return undefined;
  const spares = layout.spares();
  const groups = platform.groups.map(({ label, members }) => ({
    label,
    members: members.flatMap((member) => devices.get(member) ?? []),
  }));
  const plan: Plan = {
    ...EMPTY_PLAN,
    roots: planRoots,
    functions: planned.map((fn, index) => (fn.headerType === 0 ? fn : { ...fn, spare: spares[index]! })),
    otherDevices: platform.otherDevices.map(({ label, acpiName }) =>
      acpiName === undefined ? { label } : { label, acpiName },
    ),
    groups,
  };
  const labels = { devices, groups: new Map(groups.map(({ label }, index) => [label, index])) };
  return { plan: withoutImpliedLabels(plan), labels };
}

/** Siblings are numbered in their order in the plan, so they must be sorted by bus number. */
function inOrderOfBuses(functions: readonly PciFunction[]): readonly PciFunction[] {
  const lastBus = new Map<string, number>();
  let ascending = true;
  for (const { segment, bus, parent, secondaryBus } of functions) {
    if (secondaryBus === undefined) continue;
    const above = parent ?? `${segment}/${bus}`;
    if ((lastBus.get(above) ?? -1) > secondaryBus) ascending = false;
    lastBus.set(above, secondaryBus);
  }
  if (ascending) return functions;
  const depth = new Map<string, number>();
  for (const { label, parent } of functions) depth.set(label, parent === undefined ? 0 : (depth.get(parent) ?? 0) + 1);
  return functions.toSorted(
    (a, b) =>
      depth.get(a.label)! - depth.get(b.label)! ||
      (a.secondaryBus ?? 0) - (b.secondaryBus ?? 0) ||
      (a.physicalFunction === undefined ? 0 : 1) - (b.physicalFunction === undefined ? 0 : 1),
  );
}

function sameSegmentsAscend({ rootBuses }: Platform): boolean {
  return rootBuses.every((root, index) =>
    rootBuses.slice(0, index).every((before) => before.segment !== root.segment || before.bus < root.bus),
  );
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Converts bus numbers back into gaps and spare numbers. */
class BusLayout {
  readonly #rootBuses: Platform["rootBuses"];
  readonly #functions: readonly PciFunction[];
  /** The next number that would be assigned below each bus, by segment and bus number. */
  readonly #next = new Map<string, number>();

  constructor(rootBuses: Platform["rootBuses"], functions: readonly PciFunction[]) {
    this.#rootBuses = rootBuses;
    this.#functions = functions;
    const beyond = new Set<string>();
    const byLabel = new Map(functions.map((fn) => [fn.label, fn]));
    for (const fn of functions) {
      const physical = fn.physicalFunction === undefined ? undefined : byLabel.get(fn.physicalFunction);
      if (physical !== undefined && physical.bus !== fn.bus) beyond.add(`${fn.segment}/${physical.bus}`);
    }
    const open = (segment: number, bus: number): void => {
      const key = `${segment}/${bus}`;
      this.#next.set(key, bus + (beyond.has(key) ? 2 : 1));
    };
    for (const { segment, bus } of rootBuses) open(segment, bus);
    for (const { segment, secondaryBus } of functions) if (secondaryBus !== undefined) open(segment, secondaryBus);
  }

  /** The function with its place and gap; its earlier siblings must already have been planned. */
  plan(fn: PciFunction, devices: ReadonlyMap<string, number>): PlanFunction | undefined {
    const physical = fn.physicalFunction === undefined ? undefined : devices.get(fn.physicalFunction);
    const ownBus = physical === undefined ? fn.bus : this.#functions[physical]?.bus;
    const root = this.#rootBuses.findIndex(({ segment, bus }) => segment === fn.segment && bus === ownBus);
    const place = fn.parent === undefined ? (root < 0 ? undefined : placeOnRoot(root)) : devices.get(fn.parent);
    if (place === undefined || ownBus === undefined) return undefined;
    const planned: Mutable<PlanFunction> = {
      place,
      device: fn.device,
      function: fn.function,
      classCode: fn.classCode,
      headerType: fn.headerType,
      gap: 0,
      spare: 0,
      physicalFunction: physical ?? NONE,
      beyondBus: fn.bus !== ownBus,
      absent: fn.absent === true,
      label: fn.label,
    };
    if (fn.secondaryBus !== undefined && fn.subordinateBus !== undefined) {
      const above = `${fn.segment}/${fn.bus}`;
      planned.gap = Math.max(0, fn.secondaryBus - (this.#next.get(above) ?? fn.secondaryBus));
      this.#next.set(above, fn.subordinateBus + 1);
    }
    return planned;
  }

  /** After all functions are planned: the unused numbers at the end of each bridge's range. */
  spares(): readonly number[] {
    return this.#functions.map(({ segment, secondaryBus, subordinateBus }) => {
      if (secondaryBus === undefined || subordinateBus === undefined) return 0;
      return Math.max(0, subordinateBus + 1 - this.#next.get(`${segment}/${secondaryBus}`)!);
    });
  }

  /** After all functions are planned: the root buses with their gaps and spare numbers. */
  roots(): Plan["roots"] | undefined {
    const nextOfSegment = new Map<number, number>();
    const roots: Mutable<Plan["roots"][number]>[] = [];
    for (const { segment, bus, lastBus } of this.#rootBuses) {
      const gap = bus - (nextOfSegment.get(segment) ?? 0);
      const spare = lastBus + 1 - this.#next.get(`${segment}/${bus}`)!;
      if (gap < 0 || spare < 0) return undefined;
      nextOfSegment.set(segment, lastBus + 1);
      roots.push({ segment, gap, spare: lastBus === 255 ? ALL_SPARE : spare });
    }
    return roots;
  }
}

/**
 * Drops the labels if all of them are those that `realise` would assign, so that they follow later changes of the
 * functions.
 */
function withoutImpliedLabels(plan: Plan): Plan {
  const functions = plan.functions.map((fn) => ({ ...fn, label: undefined }));
  const otherDevices = plan.otherDevices.map(({ label: _label, ...device }) => device);
  const groups = plan.groups.map(({ label: _label, ...group }) => group);
  const implied: Plan = { ...plan, functions, otherDevices, groups };
  const same =
    plan.functions.every(({ label }, index) => label === functionLabel(implied, index)) &&
    plan.otherDevices.every(({ label }, index) => label === otherDeviceLabel(implied, index)) &&
    plan.groups.every(({ label }, index) => label === groupLabel(implied, index));
  return same ? implied : plan;
}
