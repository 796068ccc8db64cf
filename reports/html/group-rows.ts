/** The strips of the consumers of a group: its DMA domain, and what user space may map once it is assigned. */

import type { AddressRange } from "../../model/region.ts";
import type { AttachStep, MapStep } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { attachFacts, type AttachFact } from "../../oracle/attach-facts.ts";
import { isMapped, wholePages } from "../../oracle/dma-domains.ts";
import { groupFactsOf, type GroupFact } from "../../oracle/group-facts.ts";
import { IntervalSet } from "../../oracle/interval-set.ts";
import { dueOfGroup, memberRegions, type MemberRegion } from "../../oracle/member-regions.ts";
import type { Observations } from "../../oracle/observations.ts";
import { describeStep } from "../drawing/describe-step.ts";
import { formatProtection } from "../text/format-region.ts";
import type { FailureScene } from "./failure-scene.ts";
import type { JudgedRegion, PlacedRow, Strip, StripRegion } from "./strip.ts";

/** Regions of a strip. */
const MOST = 24;

export function groupRows(scene: FailureScene): readonly PlacedRow[] {
  const { observed } = scene;
  if (observed === undefined) return [];
  return [
    ...groupFactsOf(observed.facts, "map").flatMap((fact) => rowsOfDomain(scene, observed, fact)),
    ...attachFacts(observed.facts).flatMap((attach) => rowOfAssignment(scene, observed, attach)),
  ];
}

/** Two rows: what is mapped one to one, and what is kept out of the addresses that are handed out for DMA. */
function rowsOfDomain(
  { focus, failure }: FailureScene,
  observed: Observations,
  fact: GroupFact & { readonly what: MapStep },
): readonly PlacedRow[] {
  const { step, what } = fact;
  const { mapped, dmaHoles } = observed.result(step);
  const due = regionsOfMembers(observed, fact);
  const isAboutHoles = failure.witness.rule.endsWith("handed-out");
  const title = (about: string): string => `step ${step}: ${describeStep(what)}: ${about}`;
  const rows: PlacedRow[] = [];
  if (mapped !== undefined) {
    const strips = mappingStrips(
      due.filter(({ type }) => type !== undefined && isMapped(type)),
      mapped,
    );
    rows.push({ step, title: title("mapped one to one"), strips, inFocus: focus.step === step && !isAboutHoles });
  }
  if (dmaHoles !== undefined) {
    const strips = holeStrips(due, dmaHoles);
    rows.push({ step, title: title("kept out of DMA"), strips, inFocus: focus.step === step && isAboutHoles });
  }
  return rows;
}

function mappingStrips(due: readonly StripRegion[], mapped: NonNullable<StepResult["mapped"]>): readonly Strip[] {
  const seen = IntervalSet.of(mapped);
  const wanted = IntervalSet.of(due.map(wholePages));
  const before = new IntervalSet(true);
  const received = mapped.slice(0, MOST).map(({ start, end, protection }): JudgedRegion => {
    const region = { start, end, type: undefined, label: formatProtection(protection) };
    const isTwice = before.meets(region);
    before.add(region);
    if (isTwice) return { region, standing: "extra", words: "mapped twice" };
    if (!wanted.holds(region)) return { region, standing: "extra", words: "mapped, and in no region that has to be" };
    return { region, standing: "right" };
  });
  return [
    { name: "regions", regions: due.map((region) => heldBy(seen, region, "not mapped, or not as a whole")) },
    { name: "mapped", regions: received },
  ];
}

function holeStrips(due: readonly StripRegion[], holes: readonly AddressRange[]): readonly Strip[] {
  const kept = IntervalSet.of(holes);
  return [
    { name: "regions", regions: due.map((region) => heldBy(kept, region, "handed out for DMA, or some of it")) },
    { name: "kept out", regions: holes.slice(0, MOST).map((range) => ({ region: plain(range), standing: "right" })) },
  ];
}

/** The aperture with what is in it, and what user space may map of it. */
function rowOfAssignment(
  { focus }: FailureScene,
  observed: Observations,
  { fact, due }: AttachFact & { readonly fact: { readonly what: AttachStep } },
): readonly PlacedRow[] {
  const { step, what } = fact;
  const { status, usable } = observed.result(step);
  if (status !== "ok" && status !== "refused") return [];
  const regions = regionsOfMembers(observed, fact).map((region): JudgedRegion => {
    const locks = due.verdict === "locked" && region.type === "direct" && usable !== undefined;
    return locks ? { region, standing: "type", words: "locks the group" } : { region, standing: "right" };
  });
  const mappings = what.mappings.slice(0, MOST).map((range): JudgedRegion => {
    const conflicts = due.verdict === "conflict" && due.kept.meets(range) && usable !== undefined;
    const region = plain(range);
    return conflicts
      ? { region, standing: "extra", words: "mapped already, into a region" }
      : { region, standing: "right" };
  });
  const strips: Strip[] = [
    { name: "aperture", regions: [{ region: plain(what.aperture), standing: "right" }] },
    { name: "regions", regions },
    ...(mappings.length === 0 ? [] : [{ name: "mapped", regions: mappings }]),
    ...usableStrips(due, usable),
  ];
  return [{ step, title: `step ${step}: ${describeStep(what)}`, strips, inFocus: focus.step === step }];
}

function usableStrips(due: AttachFact["due"], usable: readonly AddressRange[] | undefined): readonly Strip[] {
  const seen = IntervalSet.of(usable ?? []);
  const received = (usable ?? []).slice(0, MOST).map((range): JudgedRegion => {
    const isOpen = due.verdict !== "usable" || due.usable.holds(range);
    return { region: plain(range), standing: isOpen ? "right" : "extra", words: "usable, and some of it must not be" };
  });
  const none =
    usable === undefined ? "refused" : due.verdict === "usable" ? "nothing" : "assigned, and nothing is usable";
  const got: Strip = { name: "usable", regions: received, none };
  switch (due.verdict) {
    case "usable": {
      const wanted = due.usable.intervals.slice(0, MOST).map(plain);
      return [
        { name: "expected", regions: wanted.map((region) => heldBy(seen, region, "not usable, or not as a whole")) },
        got,
      ];
    }
    case "locked":
    case "conflict":
      return [{ name: "expected", regions: [], none: "refused" }, got];
    case "open":
      return [got];
    default:
      return due.verdict satisfies never;
  }
}

/** What the members have, as their lists show it, or else as they are due it; each range of a type once. */
function regionsOfMembers(observed: Observations, fact: GroupFact): readonly StripRegion[] {
  const [seen] = memberRegions(observed, fact);
  const { has } = seen ?? dueOfGroup(observed.facts, fact);
  const distinct = new Map(has.map((region: MemberRegion) => [`${region.start} ${region.end} ${region.type}`, region]));
  return [...distinct.values()].slice(0, MOST).map(({ start, end, type }) => ({ start, end, type }));
}

function heldBy(set: IntervalSet, region: StripRegion, words: string): JudgedRegion {
  return set.holds(region) ? { region, standing: "right" } : { region, standing: "missing", words };
}

function plain({ start, end }: AddressRange): StripRegion {
  return { start, end, type: undefined, label: "" };
}
