/** Compares the assignments of a trace with their expected results. */

import type { AddressRange } from "../model/region.ts";
import type { StepResult } from "../model/trace.ts";
import type { WitnessRegion } from "../model/verdict.ts";
import { type AttachExpectation, attachExpectation } from "./attach-expectation.ts";
import { type AttachFact, attachFacts } from "./attach-facts.ts";
import { IntervalSet } from "./interval-set.ts";
import { type GroupRegions, memberRegions } from "./member-regions.ts";
import type { Observations } from "./observations.ts";

/**
 * The kinds of fault.
 *
 * Locked members: `locked-member-assigned`; `refused-without-lock` although no member is locked that is there.
 *
 * Mappings: `conflict-not-noticed`, `refused-without-conflict`.
 *
 * Usable addresses: `refused` for no reason that there is; `direct-usable`, `interrupt-window-usable`,
 * `beyond-aperture`; `relaxable-taken`, `addresses-taken`; `listed-twice`, `empty-range`.
 */
export type AttachFaultKind =
  | "locked-member-assigned"
  | "refused-without-lock"
  | "conflict-not-noticed"
  | "refused-without-conflict"
  | "refused"
  | "direct-usable"
  | "interrupt-window-usable"
  | "beyond-aperture"
  | "relaxable-taken"
  | "addresses-taken"
  | "listed-twice"
  | "empty-range";

export interface AttachFault {
  readonly kind: AttachFaultKind;
  readonly step: number;
  readonly device?: string;
  readonly expected?: readonly WitnessRegion[] | string;
  readonly received?: readonly WitnessRegion[] | string;
}

const NOTHING: readonly AttachFault[] = [];

/** Everything that is wrong with the assignments of groups. */
export function attachFaults(observed: Observations): readonly AttachFault[] {
  return observed.derive(findFaults);
}

/** Whether the result of an assignment was observed. */
export function isAttachSeen(observed: Observations, { fact }: AttachFact): boolean {
  const { status, usable } = observed.result(fact.step);
  return observed.knowsWhoIsThereAt(fact.step) && (status === "refused" || (status === "ok" && usable !== undefined));
}

function findFaults(observed: Observations): readonly AttachFault[] {
  return attachFacts(observed.facts).flatMap((attach) => {
    if (!isAttachSeen(observed, attach)) return NOTHING;
    const { fact } = attach;
    const result = observed.result(fact.step);
    let first: readonly AttachFault[] | undefined;
    for (const regions of memberRegions(observed, fact)) {
      const expectation = attachExpectation(observed.facts, regions, fact.what.aperture, fact.what.mappings);
      const faults = faultsOf(observed, attach, expectation, regions, result);
      if (faults.length === 0) return NOTHING;
      first ??= faults;
    }
    return first ?? NOTHING;
  });
}

function faultsOf(
  observed: Observations,
  attach: AttachFact,
  expectation: AttachExpectation,
  regions: GroupRegions,
  result: StepResult,
): readonly AttachFault[] {
  const { step, what } = attach.fact;
  const refused = result.status === "refused";
  switch (expectation.verdict) {
    case "open":
      return NOTHING;
    case "locked": {
      if (refused) return NOTHING;
      const locked = expectation.lockedBy!;
      const expected = regions.has.filter(({ member, type }) => member === locked && type === "direct").map(shown);
      const device = observed.facts.labelOf(locked);
      return [{ kind: "locked-member-assigned", step, device, expected, received: result.usable!.map(shown) }];
    }
    case "conflict": {
      if (refused) return NOTHING;
      const { kept } = expectation;
      const expected = what.mappings.filter((mapping) => kept.meets(mapping)).map(shown);
      return [{ kind: "conflict-not-noticed", step, expected, received: result.usable!.map(shown) }];
    }
    case "usable":
      return refused ? refusalFaults(attach, expectation) : usableFaults(attach, expectation, regions, result.usable!);
    default:
      return expectation.verdict satisfies never;
  }
}

/** A group was refused that is neither locked nor in conflict: attributed to what may have been mistaken for either. */
function refusalFaults(
  { fact, hasRmrr, isOrdinary }: AttachFact,
  { usable }: AttachExpectation,
): readonly AttachFault[] {
  // An aperture with nothing usable left may be refused.
  if (usable.intervals.length === 0 || !isOrdinary) return NOTHING;
  const { step, what } = fact;
  const kind = what.mappings.length > 0 ? "refused-without-conflict" : hasRmrr ? "refused-without-lock" : "refused";
  return [{ kind, step, expected: usable.intervals.map(shown), received: "refused" }];
}

function usableFaults(
  { fact: { step, what } }: AttachFact,
  { usable: expected, aligned, kept }: AttachExpectation,
  { has }: GroupRegions,
  usable: readonly AddressRange[],
): readonly AttachFault[] {
  if (!aligned) return NOTHING;
  const seen = IntervalSet.of(usable);
  const faults: AttachFault[] = [];
  const note = (kind: AttachFaultKind, ranges: readonly AddressRange[]): void => {
    if (ranges.length === 0) return;
    faults.push({ kind, step, expected: expected.intervals.map(shown), received: usable.map(shown) });
  };
  const tooMuch = IntervalSet.of(seen.without(expected));
  const beyond = tooMuch.without(IntervalSet.of([what.aperture]));
  const within = IntervalSet.of(tooMuch.without(IntervalSet.of(beyond)));
  // A direct region locks its group, or makes the result open, so only reserved ones are withheld as such here.
  const reserved = IntervalSet.of(has.filter(({ type }) => type === "reserved"));
  note("beyond-aperture", beyond);
  note(
    "direct-usable",
    within.intervals.filter((range) => reserved.meets(range)),
  );
  note(
    "interrupt-window-usable",
    within.intervals.filter((range) => kept.meets(range) && !reserved.meets(range)),
  );
  const taken = expected.without(seen);
  const relaxable = IntervalSet.of(has.filter(({ type }) => type === "direct-relaxable"));
  const given = taken.filter((range) => relaxable.holds(range));
  note("relaxable-taken", given);
  if (given.length === 0) note("addresses-taken", taken);
  if (faults.length > 0) return faults;
  note(
    "empty-range",
    usable.filter(({ start, end }) => end < start),
  );
  note("listed-twice", listedTwice(usable));
  return faults;
}

/** The ranges that overlap an earlier one. */
function listedTwice(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const before = new IntervalSet(true);
  return ranges.filter((range) => {
    const meets = range.start <= range.end && before.meets(range);
    before.add(range);
    return meets;
  });
}

function shown({ start, end }: AddressRange): WitnessRegion {
  return { start, end };
}
