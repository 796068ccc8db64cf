/**
 * Relations between two scenarios that have to be answered alike: nothing but the two traces is compared.
 *
 * They need no oracle, so they also hold an implementation to its word where a profile leaves the answer open, and
 * notice what is read where nothing should be: what is open has to come out in one way, whatever else the table or
 * the machine has in it.
 */

import type { Witness } from "../model/verdict.ts";
import type { Observations } from "../oracle/observations.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { ADDED_SCOPES } from "../oracle/twins/added-scopes.ts";
import { ADDED_SEGMENTS } from "../oracle/twins/added-segments.ts";
import { ADDED_STRUCTURES } from "../oracle/twins/added-structures.ts";
import { ADDED_SUBTREE } from "../oracle/twins/added-subtree.ts";
import { compareTwins } from "../oracle/twins/compare-twins.ts";
import { FILLED_RESERVED } from "../oracle/twins/filled-reserved.ts";
import { RENUMBERED_BUSES } from "../oracle/twins/renumbered-buses.ts";
import { REVERSED_FUNCTIONS } from "../oracle/twins/reversed-functions.ts";
import { REVERSED_RMRRS } from "../oracle/twins/reversed-rmrrs.ts";
import { REVERSED_SCOPES } from "../oracle/twins/reversed-scopes.ts";
import { SHIFTED_REGIONS } from "../oracle/twins/shifted-regions.ts";
import { SPLIT_RMRRS } from "../oracle/twins/split-rmrrs.ts";
import type { Twin } from "../oracle/twins/twin.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["metamorphic"] as const;

interface MetamorphicRequirement extends Pick<Requirement, "id" | "statement" | "source" | "when"> {
  readonly twin: Twin;
  /** Whether the profile leaves the relation as it is. */
  readonly holdsFor?: (facts: ScenarioFacts) => boolean;
}

function metamorphic({ twin, holdsFor = () => true, ...rest }: MetamorphicRequirement): Requirement {
  return {
    ...rest,
    level: "must",
    streams: STREAMS,
    twin,
    trigger: (facts) => isAnythingAsked(facts) && holdsFor(facts) && twin.applies(facts),
    dependsOn: ({ scenario }, step) => ASKING.has(scenario.steps[step]?.do ?? ""),
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      const twinTrace = observed.twin(twin.name);
      if (twinTrace === undefined) return "not-observable";
      const { differences, compared } = compareTwins(observed, twinTrace, twin);
      return compared
        ? differences.map((difference) => ({ ...difference, ...askedBy(observed, difference.step) }))
        : "not-observable";
    },
  };
}

/** Steps whose answers are compared. */
const ASKING: ReadonlySet<string> = new Set(["get", "ask", "group", "show", "map", "attach"]);

/** The regions of a device that is there, on a platform with RMRRs: without them, nothing could be answered otherwise. */
function isAnythingAsked({ coverage, gets }: ScenarioFacts): boolean {
  return coverage.rmrrs.length > 0 && gets.some(({ present }) => present);
}

function askedBy({ facts }: Observations, step: number): Pick<Witness, "device" | "otherDevice" | "list"> {
  const get = facts.getAt(step);
  if (get !== undefined) return { device: get.label, list: get.list };
  const what = facts.askAt(step)?.ask;
  if (what === undefined) return {};
  return what.predicate === "downstream" ? { device: what.device, otherDevice: what.bridge } : { device: what.device };
}

/** Where RMRRs may be rejected because they overlap, nothing is said about which of them is. */
function noneOverlaps({ profile, coverage }: ScenarioFacts): boolean {
  if (profile.overlap === "allow") return true;
  const ranges = coverage.rmrrs
    .map(({ structure }) => structure)
    .sort((left, right) => (left.base < right.base ? -1 : Number(left.base > right.base)));
  let reach = -1n;
  return ranges.every(({ base, limit }) => {
    const isApart = base > reach;
    if (limit > reach) reach = limit;
    return isApart;
  });
}

export const METAMORPHIC: readonly Requirement[] = [
  metamorphic({
    id: "metamorphic/renumbered-buses",
    statement:
      "What a device gets does not depend on the numbers of buses other than root buses: it follows from paths.",
    source: "VT-d 8.3.1, 8.3.5",
    when: "a device is queried, the table has an RMRR, buses behind bridges can have other numbers, and no scope of one hop starts at a bus that is not a root bus",
    twin: RENUMBERED_BUSES,
  }),
  metamorphic({
    id: "metamorphic/reversed-rmrrs",
    statement: "What a device gets does not depend on the order of the RMRRs in the table.",
    source: "VT-d 8.4",
    when: "a device is queried, and the table has several different RMRRs, none of which may be rejected because of another",
    twin: REVERSED_RMRRS,
    holdsFor: noneOverlaps,
  }),
  metamorphic({
    id: "metamorphic/reversed-scopes",
    statement: "What a device gets does not depend on the order of the scopes of an RMRR.",
    source: "VT-d 8.3.1, 8.4",
    when: "a device is queried, and an RMRR has several different scopes",
    twin: REVERSED_SCOPES,
  }),
  metamorphic({
    id: "metamorphic/split-rmrrs",
    statement: "An RMRR with several scopes is equivalent to several RMRRs of the same range with one scope each.",
    source: "VT-d 8.4",
    when: "a device is queried, an RMRR has several scopes, and the profile allows RMRRs to overlap",
    twin: SPLIT_RMRRS,
    holdsFor: ({ profile }) => profile.overlap === "allow",
  }),
  metamorphic({
    id: "metamorphic/added-structures",
    statement:
      "Structures other than RMRRs do not change what a device gets, however many there are, whatever they say about the same devices, and even if their type is yet to be defined.",
    source: "VT-d 8.2",
    when: "a device is queried, and the table has an RMRR",
    twin: ADDED_STRUCTURES,
  }),
  metamorphic({
    id: "metamorphic/added-scopes",
    statement:
      "Scopes for an I/O APIC, for an HPET or of an unknown type, before and after the other scopes of an RMRR, do not change what a device gets.",
    source: "VT-d 8.3.1",
    when: "a device is queried, and the table has an RMRR",
    twin: ADDED_SCOPES,
  }),
  metamorphic({
    id: "metamorphic/filled-reserved",
    statement:
      "Reserved fields of an RMRR and its scopes are ignored: bytes 4 and 5 of the structure, bytes 2 and 3 of a scope, and the enumeration id of a scope that names a PCI function.",
    source: "VT-d 8.3.1, 8.4",
    when: "a device is queried, and the table has an RMRR",
    twin: FILLED_RESERVED,
  }),
  metamorphic({
    id: "metamorphic/added-subtree",
    statement: "A bridge that no scope names, with functions below it, does not change what any other device gets.",
    source: "VT-d 8.4",
    when: "a device is queried, the table has an RMRR, and a root bus has a device number and a bus number to spare",
    twin: ADDED_SUBTREE,
  }),
  metamorphic({
    id: "metamorphic/added-segments",
    statement:
      "Segments that no RMRR mentions do not change what a device gets, even if all numbers in them are the same.",
    source: "VT-d 8.4",
    when: "a device is queried, and the table has an RMRR",
    twin: ADDED_SEGMENTS,
  }),
  metamorphic({
    id: "metamorphic/reversed-functions",
    statement: "What a device gets does not depend on the order in which sibling functions were discovered.",
    source: "VT-d 8.3.1",
    when: "a device is queried, the table has an RMRR, and two functions are siblings",
    twin: REVERSED_FUNCTIONS,
  }),
  metamorphic({
    id: "metamorphic/shifted-regions",
    statement:
      "If the regions of all RMRRs are shifted by the same number of pages, the regions that a device gets are shifted by as much, and windows stay where they were.",
    source: "VT-d 8.4",
    when: "a device is queried, and the regions of all RMRRs can be shifted without becoming one of the windows",
    twin: SHIFTED_REGIONS,
  }),
];
