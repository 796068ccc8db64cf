/**
 * Cuts functions out of a plan while the others keep their numbers.
 *
 * A function that was moved because its slot was taken would move back once the slot is free, and buses after a removed
 * one would move up, changing numbers that a failure may depend on. A function absent along with a bridge would be
 * present without it. So every cut is first tried with all numbers and absences preserved, then with buses closing up,
 * then with slots closing up as well.
 */

import { type Addresses, assignAddresses } from "../addresses.ts";
import { busIndexOf, numberBuses } from "../bus-numbers.ts";
import { NONE, type Plan, type PlanFunction } from "../plan.ts";
import { type FunctionEdit, keptFunctions, withFunctions } from "./edit-functions.ts";

/** The plans that an edit produces, those that change least first, without duplicates. */
export function* cuts(plan: Plan, edit: (plan: Plan) => FunctionEdit): Generator<Plan> {
  const addresses = assignAddresses(plan);
  if (addresses === undefined) return;
  const settled = settle(plan, addresses);
  const settledEdit = edit(settled);
  const cut = withFunctions(settled, settledEdit);
  const pinned = pinBuses(cut, addresses, keptFunctions(settledEdit.functions));
  if (pinned !== undefined) yield pinned;
  yield cut;
  if (settled !== plan) yield withFunctions(plan, edit(plan));
}

/**
 * The plan with slot wishes equal to the slots assigned, and with functions marked absent that are absent only because
 * of another; the plan itself if nothing differs.
 */
function settle(plan: Plan, { slots }: Addresses): Plan {
  const absent = absences(plan, slots);
  const isSettled = (fn: PlanFunction, index: number): boolean =>
    fn.device === slots.device[index] && fn.function === slots.function[index] && fn.absent === absent[index];
  if (plan.functions.every(isSettled)) return plan;
  const functions = plan.functions.map((fn, index) => ({
    ...fn,
    device: slots.device[index]!,
    function: slots.function[index]!,
    absent: absent[index]!,
  }));
  return { ...plan, functions };
}

/** Whether each function is absent: itself, or because the bridge above it, its physical function or function 0 is. */
function absences({ functions }: Plan, slots: Addresses["slots"]): readonly boolean[] {
  const absent = functions.map((fn) => fn.absent);
  if (!absent.includes(true)) return absent;
  const devices = functions.map(({ place, physicalFunction }, index) =>
    physicalFunction === NONE ? `${place}/${slots.device[index]}` : undefined,
  );
  const withoutFirst = new Set(devices.filter((_device, index) => absent[index] && slots.function[index] === 0));
  withoutFirst.delete(undefined);
  for (const [index, { place, physicalFunction }] of functions.entries()) {
    // Root buses are below 0, and so is NONE.
    const hangs = [place, physicalFunction].some((above) => absent[above]);
    if (hangs || withoutFirst.has(devices[index])) absent[index] = true;
  }
  return absent;
}

/** The plan with gaps where buses were removed; undefined if no number has changed. */
function pinBuses(cut: Plan, { buses }: Addresses, kept: readonly number[]): Plan | undefined {
  const renumbered = numberBuses(cut);
  if (renumbered === undefined) return undefined;
  const changed = cut.functions.some(
    ({ headerType }, index) => headerType !== 0 && renumbered.bus[index] !== buses.bus[kept[index]!],
  );
  if (!changed) return undefined;
  const withBeyond = new Set(cut.functions.flatMap((fn) => (fn.beyondBus ? [busIndexOf(cut, fn.place)] : [])));
  /** The first number below a bus: its virtual functions may have the number in between. */
  const behind = (index: number, bus: number): number => bus + (withBeyond.has(index) ? 2 : 1);
  /** The next number below each bus, as if all earlier ones had kept theirs. */
  const next = renumbered.bus.map((bus, index) => behind(index, bus));
  const functions = cut.functions.map((fn, index): PlanFunction => {
    if (fn.headerType === 0) return fn;
    const above = busIndexOf(cut, fn.place);
    const wanted = buses.bus[kept[index]!]!;
    next[index] = behind(index, wanted);
    const gap = Math.max(0, wanted - next[above]!);
    next[above] = buses.last[kept[index]!]! + 1;
    return { ...fn, gap };
  });
  return {
    ...cut,
    functions: functions.map((fn, index) => {
      if (fn.headerType === 0) return fn;
      return { ...fn, spare: Math.max(0, buses.last[kept[index]!]! + 1 - next[index]!) };
    }),
  };
}
