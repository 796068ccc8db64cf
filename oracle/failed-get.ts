/** What a get that ran out of memory may leave in its list: a subset of the right regions, each complete. */

import type { AddressRange, RegionFields } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import type { AllocationFaultKind } from "./allocation-fault.ts";
import type { GetDifferences, WindowDifference } from "./get-differences.ts";
import { shownRegions } from "./list-comparison.ts";
import type { ObservedGet, Observations } from "./observations.ts";

interface FailedGetFault {
  readonly kind: AllocationFaultKind;
  readonly expected?: readonly AddressRange[];
  readonly received: ReturnType<typeof shownRegions>;
}

const NO_FAULTS: readonly FailedGetFault[] = [];

export function failedGetFaults(observed: Observations, { get, differences }: ObservedGet): readonly FailedGetFault[] {
  if (differences === undefined) return NO_FAULTS;
  /** What the device gives when there is memory, right or wrong, is not due to a lack of memory. */
  const usual = new Set<string>();
  for (const other of observed.gets) {
    if (other.view !== "whole" || other.get.index !== get.index) continue;
    for (const region of observed.result(other.get.step).regions!) usual.add(keyOf(region));
  }
  return faultsOf(differences)
    .filter(({ region }) => !usual.has(keyOf(region)))
    .map(({ kind, region, due }) => ({
      kind,
      ...(due === undefined ? {} : { expected: [due] }),
      received: shownRegions([region]),
    }));
}

interface Wrong {
  readonly kind: AllocationFaultKind;
  readonly region: ObservedRegion;
  readonly due?: AddressRange;
}

function faultsOf({ extra, inexact, wrongTypes, wrongProtections, windows }: GetDifferences): readonly Wrong[] {
  return [
    ...extra.map(({ region }): Wrong => ({ kind: "foreign-region", region })),
    ...inexact.map(({ region, due }): Wrong => ({ kind: "partial-region", region, due })),
    ...[...wrongTypes, ...wrongProtections].map(({ region }): Wrong => ({ kind: "unfinished-region", region })),
    ...windows.flatMap(windowFault),
  ];
}

const OF_WINDOWS: Readonly<Record<Exclude<WindowDifference["rule"], "missing">, AllocationFaultKind>> = {
  unexpected: "foreign-region",
  inexact: "partial-region",
  "wrong-type": "unfinished-region",
  "wrong-protection": "unfinished-region",
};

/** A wrong window has a region that shows it, unless the window is missing, which is permitted here. */
function windowFault({ rule, region }: WindowDifference): readonly Wrong[] {
  return rule === "missing" ? [] : [{ kind: OF_WINDOWS[rule], region: region! }];
}

function keyOf({ start, end, type, protection }: RegionFields): string {
  return `${start} ${end} ${type} ${protection}`;
}
