/** Situations of scenarios with twins: that there is no fault, and what a profile leaves open. */

import { CLASS_ISA_BRIDGE, classWithoutInterface } from "../model/class-code.ts";
import type { Device } from "../model/platform.ts";
import { isNaming } from "../oracle/named-scope.ts";
import { BY_VIRTUAL_FUNCTION } from "../oracle/relation.ts";
import { isFaultless } from "../oracle/twins/faultless.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "metamorphic", leastShare: USUAL_SHARE } as const;

function isIsaBridge(device: Device): boolean {
  return device.kind === "pci" && classWithoutInterface(device.classCode) === CLASS_ISA_BRIDGE;
}

export const METAMORPHIC_SITUATIONS: readonly Situation[] = [
  {
    name: "table-without-fault",
    description: "Neither the bytes of the table nor the paths of its scopes have a fault.",
    // Nothing else has a twin.
    reached: { stream: "metamorphic", leastShare: 0.6 },
    holds: (facts) => isFaultless(facts),
  },
  {
    name: "virtual-function-of-named-function",
    description: "A virtual function is asked whose physical function a scope names.",
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
    description: "An ISA bridge is asked.",
    reached: USUAL,
    holds: ({ gets }) => gets.some(({ device, present }) => present && isIsaBridge(device)),
  },
  {
    name: "several-isa-bridges",
    description: "The platform has several ISA bridges.",
    reached: USUAL,
    holds: ({ scenario }) => scenario.platform.functions.filter(isIsaBridge).length > 1,
  },
];
