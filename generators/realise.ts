/**
 * Turns plans into scenarios.
 *
 * This is the only place where addresses, labels and table bytes are assigned, so that whatever a generator draws and
 * whatever a shrinker cuts, the result is a valid platform (docs/rules.md, `validatePlatform`).
 */

import { encodeTable } from "../model/dmar/encode.ts";
import type { OtherDevice, PciFunction, Platform } from "../model/platform.ts";
import type { Scenario } from "../model/scenario.ts";
import { type Addresses, assignAddresses, busOf } from "./addresses.ts";
import { deviceLabel, functionLabel, groupLabel, otherDeviceLabel } from "./labels.ts";
import { NONE, type Plan } from "./plan.ts";
import { encodeDamaged } from "./realise-damage.ts";
import { realiseSteps } from "./realise-steps.ts";
import { realiseTable } from "./realise-table.ts";
import { spreadAbsence } from "./spread-absence.ts";

/**
 * The scenario of a plan; undefined if there are too few numbers for its functions and bridges, or if its scopes do not
 * fit into a structure.
 */
export function tryRealise(plan: Plan): Scenario | undefined {
  const addresses = assignAddresses(plan);
  const dmar = addresses && (plan.table ?? tryToEncode(plan, addresses));
  if (addresses === undefined || dmar === undefined) return undefined;
  return { platform: realisePlatform(plan, addresses, dmar), steps: realiseSteps(plan) };
}

/**
 * The scenario of a plan that is known to fit.
 *
 * @throws RangeError if it does not fit, which is a bug in the generator
 */
export function realise(plan: Plan): Scenario {
  const scenario = tryRealise(plan);
  if (scenario === undefined)
    throw new RangeError("the plan has more in it than there are numbers or there is room for");
  return scenario;
}

/** The Length of a structure is two bytes, that of a scope one. */
function tryToEncode(plan: Plan, addresses: Addresses): Uint8Array | undefined {
  try {
    const table = realiseTable(plan, addresses);
    return plan.damage === undefined ? encodeTable(table) : encodeDamaged(table, plan.damage);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function realisePlatform(plan: Plan, addresses: Addresses, dmar: Uint8Array): Platform {
  const count = plan.functions.length;
  const { buses } = addresses;
  const functions: PciFunction[] = [];
  for (let index = 0; index < count; index++) functions.push(realiseFunction(plan, addresses, index, functions));
  if (plan.functions.some(({ absent }) => absent)) spreadAbsence(functions);
  return {
    rootBuses: plan.roots.map(({ segment }, root) => ({
      segment,
      bus: buses.bus[count + root]!,
      lastBus: buses.last[count + root]!,
    })),
    functions,
    otherDevices: plan.otherDevices.map((device, index): OtherDevice => {
      const label = otherDeviceLabel(plan, index);
      return device.acpiName === undefined
        ? { kind: "other", label }
        : { kind: "other", label, acpiName: device.acpiName };
    }),
    groups: plan.groups.map((group, index) => ({
      label: groupLabel(plan, index),
      members: group.members.map((member) => deviceLabel(plan, member)),
    })),
    dmar,
  };
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** `before` holds the functions that precede this one, including the bridge above it. */
function realiseFunction(plan: Plan, addresses: Addresses, index: number, before: readonly PciFunction[]): PciFunction {
  const { place, physicalFunction, absent } = plan.functions[index]!;
  const parent = place >= 0 ? before[place] : undefined;
  const realised: Mutable<PciFunction> = withNumbers(plan, addresses, index, parent?.label);
  const physical = physicalFunction === NONE ? undefined : before[physicalFunction];
  if (physical !== undefined) realised.physicalFunction = physical.label;
  if (absent) realised.absent = true;
  return realised;
}

/** Written out by kind, because adding a member to an object later costs more than creating it with all members. */
function withNumbers(plan: Plan, addresses: Addresses, index: number, parent: string | undefined): PciFunction {
  const { classCode, headerType } = plan.functions[index]!;
  const { buses, slots } = addresses;
  const kind = "pci";
  const label = functionLabel(plan, index);
  const { segment } = plan.roots[buses.rootOf[index]!]!;
  const bus = busOf(plan, addresses, index);
  const device = slots.device[index]!;
  const fn = slots.function[index]!;
  if (headerType === 0) {
    return parent === undefined
      ? { kind, label, segment, bus, device, function: fn, classCode, headerType }
      : { kind, label, segment, bus, device, function: fn, classCode, headerType, parent };
  }
  const secondaryBus = buses.bus[index]!;
  const subordinateBus = buses.last[index]!;
  return parent === undefined
    ? { kind, label, segment, bus, device, function: fn, classCode, headerType, secondaryBus, subordinateBus }
    : { kind, label, segment, bus, device, function: fn, classCode, headerType, parent, secondaryBus, subordinateBus };
}
