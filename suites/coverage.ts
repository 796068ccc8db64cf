/** Which devices get the regions of an RMRR (VT-d 8.3.1 and 8.4). */

import { PROTECTION_READ_WRITE } from "../model/region.ts";
import type { Witness } from "../model/verdict.ts";
import type { DeviceNaming } from "../oracle/coverage.ts";
import type { ExplainedMissing, MissingWhy } from "../oracle/explain-missing.ts";
import type { ExtraWhy } from "../oracle/extra-reason.ts";
import { inexactRule } from "../oracle/inexact-range.ts";
import {
  askedBesideAbsent,
  hasUnforeseeableNumber,
  isLeftOut,
  isNamedAmongSeveral,
  looksNamedByLongerPath,
  tableTraits,
} from "../oracle/named-places.ts";
import { numberLikeness } from "../oracle/number-likeness.ts";
import type { Observations } from "../oracle/observations.ts";
import {
  BY_BRIDGE_ABOVE,
  BY_BRIDGE_ITSELF,
  BY_ENDPOINT,
  BY_FALLBACK,
  BY_HEADER_MISMATCH,
  BY_NAMESPACE,
  BY_VIRTUAL_FUNCTION,
  type Relation,
} from "../oracle/relation.ts";
import { aboutGets, extraWitnesses, missingWitness, shown, shownRegion } from "./about-gets.ts";
import { DOWNSTREAM_PREDICATE, HAS_RMRR } from "./coverage-predicates.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["hierarchy", "table"] as const;

const NOTHING_ELSE: ReadonlySet<ExtraWhy> = new Set([
  "ancestor",
  "other-function",
  "sibling",
  "other-root-bus",
  "alternative-routing-id",
  "unrelated",
  "not-pci",
  "no-scope",
  "impossible-hop",
  "dropped-rmrr",
  "other-segment",
]);
/** Ranges that no RMRR has: of a device that is covered, they say that its regions are not those of its RMRRs. */
const INVENTED: ReadonlySet<ExtraWhy> = new Set(["invented-range"]);
const SAME_SEGMENT: ReadonlySet<ExtraWhy> = new Set(["same-numbers", "segment-cut-to-16-bits"]);
const BY_NUMBER: ReadonlySet<ExtraWhy> = new Set(["number-of-last-hop", "consecutive-bus-numbers"]);
const ABSENT: ReadonlySet<ExtraWhy> = new Set(["on-absent-path", "beside-absent", "path-through-endpoint"]);
const FOREIGN: ReadonlySet<ExtraWhy> = new Set(["foreign-scope", "foreign-structure", "namespace-scope"]);
const FALLBACK: ReadonlySet<ExtraWhy> = new Set(["matched-by-number", "longer-path-matched"]);
const HEADER: ReadonlySet<ExtraWhy> = new Set(["header-mismatch", "below-header-mismatch"]);
const VIRTUAL: ReadonlySet<ExtraWhy> = new Set(["inherited-from-physical-function", "virtual-function-path"]);

/** Ranges that are missing for no other reason than that a scope relates to the device in this way. */
function missingBy(observed: Observations, relation: Relation): readonly Witness[] {
  return observed.missing.flatMap((missing) => {
    const naming = missing.namings.find((candidate) => candidate.relation === relation);
    if (missing.why !== "relation" || naming === undefined) return [];
    return [missingWitness(relationRule(missing, naming, observed), missing, naming, observed)];
  });
}

function relationRule({ get }: ExplainedMissing, { relation, scope }: DeviceNaming, { facts }: Observations): string {
  switch (relation) {
    case BY_ENDPOINT: {
      const { path } = facts.coverage.rmrrs[scope.rmrr]!.structure.scopes[scope.scope]!;
      return path.length > 1 ? "missing-behind-bridge" : "missing";
    }
    case BY_BRIDGE_ABOVE:
      return facts.hierarchy.parent[get.index] === scope.target ? "missing-child" : "missing-further-down";
    default:
      return "missing";
  }
}

/** Ranges that are missing for one of these reasons. The reason is the rule. */
function missingBecause(observed: Observations, reasons: readonly MissingWhy[]): readonly Witness[] {
  return observed.missing
    .filter(({ why }) => reasons.includes(why))
    .map((missing) => missingWitness(missing.why, missing, missing.namings[0]!, observed));
}

export const COVERAGE: readonly Requirement[] = [
  aboutGets({
    id: "coverage/endpoint",
    level: "must",
    statement: "A function that an endpoint scope names gets the region of the RMRR.",
    source: "VT-d 8.3.1, 8.4",
    when: "a function that an endpoint scope names is queried",
    streams: STREAMS,
    needsWholeGets: true,
    concerns: ({ coverage }) => (coverage.requiredBy & BY_ENDPOINT) !== 0,
    witnesses: (observed) => missingBy(observed, BY_ENDPOINT),
  }),
  aboutGets({
    id: "coverage/bridge-itself",
    level: "must",
    statement: "A bridge that a sub-hierarchy scope names itself gets the region of the RMRR.",
    source: "VT-d 8.3.1, 8.4; series 5/8, 6/8",
    when: "a bridge that a sub-hierarchy scope names is queried",
    streams: STREAMS,
    needsWholeGets: true,
    concerns: ({ coverage }) => (coverage.requiredBy & BY_BRIDGE_ITSELF) !== 0,
    witnesses: (observed) => missingBy(observed, BY_BRIDGE_ITSELF),
  }),
  aboutGets({
    id: "coverage/every-descendant",
    level: "must",
    statement:
      "Every function below a bridge that a sub-hierarchy scope names gets the region of the RMRR, at any depth, including bridges.",
    source: "VT-d 8.3.1, 8.4; series 5/8, 6/8; is_downstream_to_pci_bridge",
    when: "a function below a bridge that a sub-hierarchy scope names is queried",
    streams: STREAMS,
    needsWholeGets: true,
    concerns: ({ coverage }) => (coverage.requiredBy & BY_BRIDGE_ABOVE) !== 0,
    witnesses: (observed) => missingBy(observed, BY_BRIDGE_ABOVE),
  }),
  aboutGets({
    id: "coverage/nothing-else",
    level: "must",
    statement:
      "No device gets the region of an RMRR whose scopes do not name it (no ancestor, no sibling, no other function of the same device, nothing unrelated), or a region that no RMRR reserves.",
    source: "VT-d 8.4",
    when: "a device that some RMRR does not cover is queried",
    streams: STREAMS,
    concerns: (get, facts) => isLeftOut(facts, get),
    witnesses: (observed) => [
      ...extraWitnesses(observed, NOTHING_ELSE),
      ...extraWitnesses(observed, INVENTED, ({ coverage }) => coverage.ranges.length === 0),
    ],
  }),
  aboutGets({
    id: "coverage/same-segment",
    level: "must",
    statement: "No function of another segment gets the region of an RMRR, whatever its bus number.",
    source: "VT-d 8.4",
    when: "a function is queried whose numbers are those of something that an RMRR of another segment names",
    streams: STREAMS,
    concerns: (get, facts) => numberLikeness(facts).looksNamedInOtherSegment(get),
    witnesses: (observed) => extraWitnesses(observed, SAME_SEGMENT),
  }),
  aboutGets({
    id: "coverage/path-not-number",
    level: "must",
    statement:
      "Which function a scope names follows from its path and not from the numbers of buses other than root buses, except where the profile matches by the present bus number.",
    source: "VT-d 8.3.1, 8.3.5; dmar_match_pci_path",
    when: "a function is queried that a path of several hops could be misread to name, or that such a path names although its bus number cannot be derived from the path",
    streams: STREAMS,
    concerns: (get, facts) => numberLikeness(facts).looksNamedByNumber(get) || hasUnforeseeableNumber(facts, get),
    witnesses: (observed) => [
      ...extraWitnesses(observed, BY_NUMBER),
      ...missingBecause(observed, ["unforeseeable-number"]),
    ],
  }),
  aboutGets({
    id: "coverage/exact-range",
    level: "must",
    statement:
      "The region of an RMRR is exactly Base to Limit, readable and writable, including at address 0, across 4 GiB and at the top of the address space.",
    source: "VT-d 8.4, 3.16",
    when: "a device that an RMRR covers is queried",
    streams: STREAMS,
    concerns: ({ coverage }) => coverage.ranges.length > 0,
    witnesses: (observed) => [
      ...extraWitnesses(observed, INVENTED, ({ coverage }) => coverage.ranges.length > 0),
      ...observed.differences.flatMap(({ get, inexact, wrongProtections }) => [
        ...inexact.map(({ region, due, naming }) => ({
          rule: inexactRule(region, due),
          step: get.step,
          device: get.label,
          list: get.list,
          rmrr: naming.scope.rmrr,
          expected: [shown(due)],
          received: [shownRegion(region)],
        })),
        ...wrongProtections.map(({ region, naming }) => ({
          rule: "protection",
          step: get.step,
          device: get.label,
          list: get.list,
          rmrr: naming.scope.rmrr,
          expected: PROTECTION_READ_WRITE,
          received: region.protection,
        })),
      ]),
    ],
  }),
  aboutGets({
    id: "coverage/all-rmrrs",
    level: "must",
    statement:
      "A device gets the regions of all RMRRs that name it, and an RMRR with several scopes covers every device that they name.",
    source: "VT-d 8.4",
    when: "a device is queried that several RMRRs name, or that is one of several devices named by an RMRR",
    streams: STREAMS,
    needsWholeGets: true,
    concerns: (get, facts) => get.coverage.required > 1 || isNamedAmongSeveral(facts, get),
    witnesses: (observed) => missingBecause(observed, ["later-rmrr", "earlier-rmrr", "later-scope", "earlier-scope"]),
  }),
  aboutGets({
    id: "coverage/absent-function",
    level: "must",
    statement:
      "A scope whose path leads through an absent function, or through a function that is not a bridge, names nothing and changes nothing for other functions.",
    source: "VT-d 8.3.1",
    when: "a function is queried in a segment in which some scope names nothing that is present",
    streams: STREAMS,
    concerns: (get, facts) => askedBesideAbsent(facts, get),
    witnesses: (observed) => [...extraWitnesses(observed, ABSENT), ...missingBecause(observed, ["absent-scope"])],
  }),
  aboutGets({
    id: "coverage/skips-foreign",
    level: "must",
    statement:
      "Structures other than RMRRs, and scopes of types that cannot name a device of an RMRR, are skipped and change nothing, whether their type is known or not.",
    source: "VT-d 8.2, 8.3.1",
    when: "a device is queried, and the table has an RMRR with such a scope, or a structure other than DRHD and RMRR",
    streams: STREAMS,
    concerns: (_get, facts) => {
      const { foreignScope, foreignStructure } = tableTraits(facts);
      return foreignScope || foreignStructure;
    },
    witnesses: (observed) => [
      ...extraWitnesses(observed, FOREIGN),
      ...missingBecause(observed, ["foreign-scope", "foreign-structure"]),
      ...missingBy(observed, BY_NAMESPACE),
    ],
  }),
  DOWNSTREAM_PREDICATE,
  HAS_RMRR,
  aboutGets({
    id: "coverage/start-bus-fallback",
    level: "policy",
    statement:
      "Whether a scope of one hop whose start bus is not a root bus is matched by the function's present bus number depends on the profile; a longer path from such a bus matches nothing.",
    source: "dmar_match_pci_path",
    when: "a function is queried to which such a scope leads, or such a longer path would lead",
    streams: STREAMS,
    concerns: (get, facts) =>
      ((get.coverage.requiredBy | get.coverage.refusedBy) & BY_FALLBACK) !== 0 || looksNamedByLongerPath(facts, get),
    witnesses: (observed) => [...extraWitnesses(observed, FALLBACK), ...missingBy(observed, BY_FALLBACK)],
  }),
  aboutGets({
    id: "coverage/header-mismatch",
    level: "policy",
    statement:
      "Whether an endpoint scope that names a bridge, or a sub-hierarchy scope that names an endpoint, covers it depends on the profile and the function's class; such a scope covers nothing beside or below it.",
    source: "dmar_insert_dev_scope",
    when: "a function is queried whose header type does not fit the type of a scope that names it",
    streams: STREAMS,
    concerns: ({ coverage }) => ((coverage.requiredBy | coverage.refusedBy) & BY_HEADER_MISMATCH) !== 0,
    witnesses: (observed) => [...extraWitnesses(observed, HEADER), ...missingBy(observed, BY_HEADER_MISMATCH)],
  }),
  aboutGets({
    id: "coverage/virtual-functions",
    level: "policy",
    statement:
      "A virtual function is covered by a bridge scope above it. A scope that names its physical function, or whose path leads to the virtual function itself, covers it only if the profile says so.",
    source: "dmar_pci_bus_notifier, is_downstream_to_pci_bridge",
    when: "a virtual function is queried that is below a named bridge, that the path of a scope leads to, or whose physical function is named",
    streams: STREAMS,
    concerns: ({ coverage }) => ((coverage.requiredBy | coverage.refusedBy) & BY_VIRTUAL_FUNCTION) !== 0,
    witnesses: (observed) => [...extraWitnesses(observed, VIRTUAL), ...missingBy(observed, BY_VIRTUAL_FUNCTION)],
  }),
];
