/** Situations of scenarios with twins: that there is no fault, and what a profile leaves open. */

import { isIsaBridge } from "../oracle/device-class.ts";
import { isNaming } from "../oracle/named-scope.ts";
import { BY_VIRTUAL_FUNCTION } from "../oracle/relation.ts";
import { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { isFaultless } from "../oracle/twins/faultless.ts";
import { RENUMBERED_BUSES } from "../oracle/twins/renumbered-buses.ts";
import { hasForeignBusBelowBridge } from "./hierarchy-situations.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "metamorphic", leastShare: USUAL_SHARE } as const;

/** A bus of another segment has a number that a bridge has below it, here or where buses are renumbered. */
function hasBusOfAnotherSegment(facts: ScenarioFacts): boolean {
  if (hasForeignBusBelowBridge(facts)) return true;
  if (!RENUMBERED_BUSES.applies(facts)) return false;
  return hasForeignBusBelowBridge(new ScenarioFacts(RENUMBERED_BUSES.of(facts), facts.profile));
}

export const METAMORPHIC_SITUATIONS: readonly Situation[] = [
  {
    name: "table-without-fault",
    description: "Neither the bytes of the table nor the paths of its scopes have a fault.",
    // Only such cases have a twin.
    reached: { stream: "metamorphic", leastShare: 0.6 },
    holds: (facts) => isFaultless(facts),
  },
  {
    name: "virtual-function-of-named-function",
    description: "A virtual function is queried whose physical function is named by a scope.",
    reached: USUAL,
    holds: ({ gets, coverage }) =>
      gets.some(({ index }) =>
        coverage.of(index).namings.some(({ relation, scope }) => {
          return relation === BY_VIRTUAL_FUNCTION && isNaming(scope) && scope.kind === "endpoint";
        }),
      ),
  },
  {
    name: "isa-bridge-asked",
    description: "An ISA bridge is queried.",
    reached: USUAL,
    holds: ({ gets }) => gets.some(({ device, present }) => present && isIsaBridge(device)),
  },
  {
    name: "several-isa-bridges",
    description: "The platform has several ISA bridges.",
    reached: USUAL,
    holds: ({ scenario }) => scenario.platform.functions.filter(isIsaBridge).length > 1,
  },
  {
    name: "bus-of-another-segment-below-bridge-if-renumbered",
    description:
      "As bus-of-another-segment-below-bridge, with the present bus numbers behind bridges or with other ones.",
    reached: USUAL,
    holds: hasBusOfAnotherSegment,
  },
];
