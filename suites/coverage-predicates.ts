/** The predicates of the coverage family: is it downstream, has it an RMRR. */

import type { AskFact, ScenarioFacts } from "../oracle/scenario-facts.ts";
import { aboutAsks } from "./about-asks.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["hierarchy", "table"] as const;

export const DOWNSTREAM_PREDICATE: Requirement = aboutAsks({
  id: "coverage/downstream-predicate",
  level: "must",
  statement:
    "A function is downstream of a bridge if and only if it is below that bridge in the hierarchy, at any depth; a bridge is not downstream of itself.",
  source: "series 4/8; is_downstream_to_pci_bridge",
  when: "one function is queried for being downstream of another",
  streams: STREAMS,
  answer({ ask, index, present, bridge, bridgePresent }, facts) {
    if (ask.predicate !== "downstream" || !facts.isFunction(index) || !facts.isFunction(bridge)) return undefined;
    return present && bridgePresent ? facts.hierarchy.isBelow(index, bridge) : undefined;
  },
  rule: downstreamRule,
});

function downstreamRule({ index, bridge }: AskFact, facts: ScenarioFacts): string {
  const { hierarchy } = facts;
  const lower = hierarchy.functions[index]!;
  const upper = hierarchy.functions[bridge]!;
  if (hierarchy.isBelow(index, bridge)) {
    if (hierarchy.isVirtual(index)) return "virtual-function-denied";
    return hierarchy.parent[index] === bridge ? "child-denied" : "descendant-denied";
  }
  if (index === bridge) return "itself";
  if (lower.segment !== upper.segment) return "other-segment";
  if (hierarchy.isBelow(bridge, index)) return "ancestor";
  return hierarchy.parent[index] === hierarchy.parent[bridge] ? "sibling" : "unrelated";
}

export const HAS_RMRR: Requirement = aboutAsks({
  id: "coverage/has-rmrr",
  level: "must",
  statement: "A device has an RMRR if and only if it gets the region of one.",
  source: "series 5/8; device_has_rmrr",
  when: "a device is queried for having an RMRR",
  streams: STREAMS,
  answer({ ask, index, present }, facts) {
    if (ask.predicate !== "has-rmrr" || !present) return undefined;
    const { required, ranges } = facts.coverage.of(index);
    // A range that may be there and need not leaves both answers open.
    return required > 0 ? true : ranges.length > 0 ? undefined : false;
  },
  rule({ index }, facts) {
    if (facts.coverage.of(index).required === 0) return "affirmed-without-rmrr";
    return facts.isFunction(index) ? "denied" : "denied-not-pci";
  },
});
