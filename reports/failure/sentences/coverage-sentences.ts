/** Which devices get which regions: what is missing, what is too much, what is not exact. */

import type { MissingWhy } from "../../../oracle/explain-missing.ts";
import type { ExtraWhy } from "../../../oracle/extra-reason.ts";
import type { InexactRule } from "../../../oracle/inexact-range.ts";
import type { Sentences, SentencesOf } from "./sentence.ts";
import type { WitnessScene } from "../witness-scene.ts";

function lacks(s: WitnessScene): string {
  return `${s.device()} does not get the region of ${s.rmrrName()}`;
}

function getsThatOf(s: WitnessScene): string {
  return `${s.device()} gets the region of ${s.rmrrName()}`;
}

/** The function that the scope really names. */
function named(s: WitnessScene): string {
  return s.witness.otherDevice === undefined ? "something else" : s.device(s.witness.otherDevice);
}

/** How the scope that is missing relates to the device. */
type RelationRule = "missing" | "missing-behind-bridge" | "missing-child" | "missing-further-down";

export const MISSING_REGIONS: SentencesOf<RelationRule | Exclude<MissingWhy, "relation">> = {
  missing: (s) => `${lacks(s)}, which ${s.scopeName()} gives it`,
  "missing-behind-bridge": (s) => `${lacks(s)}, although ${s.scopeName()} names it by a path of several hops`,
  "missing-child": (s) => `${lacks(s)}, although ${s.scopeName()} names the bridge right above it`,
  "missing-further-down": (s) => `${lacks(s)}, although ${s.scopeName()} names a bridge further up`,
  "later-rmrr": (s) => `${lacks(s)}, as if only an RMRR before it counted for the device`,
  "earlier-rmrr": (s) => `${lacks(s)}, as if only an RMRR after it counted for the device`,
  "later-scope": (s) => `${lacks(s)}, as if only a scope before ${s.scopeName()} counted`,
  "earlier-scope": (s) => `${lacks(s)}, as if only a scope after ${s.scopeName()} counted`,
  "absent-scope": (s) => `${lacks(s)}, as if another of its scopes, which leads nowhere, made the RMRR void`,
  "unforeseeable-number": (s) => `${lacks(s)}, as if its bus number followed from the start bus and the number of hops`,
  "foreign-scope": (s) => `What ${s.device()} gets depends on a scope of a type that must be skipped`,
  "foreign-structure": (s) => `What ${s.device()} gets depends on a structure that must be skipped`,
};

export const EXTRA_REGIONS: SentencesOf<Exclude<ExtraWhy, keyof typeof MISSING_REGIONS>> = {
  ancestor: (s) => `${getsThatOf(s)}, which names ${named(s)} below it instead`,
  "other-function": (s) => `${getsThatOf(s)}, which names another function of the same device, ${named(s)}`,
  sibling: (s) => `${getsThatOf(s)}, which names ${named(s)} on the same bus instead`,
  "other-root-bus": (s) => `${getsThatOf(s)}, which names ${named(s)}, at the same path but from another root bus`,
  "alternative-routing-id": (s) =>
    `${getsThatOf(s)}, as if its function number, above 7, were a device and a function of a path`,
  unrelated: (s) => `${getsThatOf(s)}, which names ${named(s)}, a function unrelated to it`,
  "not-pci": (s) => `${getsThatOf(s)}, although it is not PCI and no path names it`,
  "no-scope": (s) => `${getsThatOf(s)}, which has no scope and so names nothing`,
  "dropped-rmrr": (s) => `${getsThatOf(s)}, which is faulty and which the profile has dropped`,
  "invented-range": (s) => `${s.device()} gets a region that no RMRR of the table reserves`,
  "same-numbers": (s) =>
    `${getsThatOf(s)}, which is of another segment, in which ${named(s)} has the same bus, device and function numbers`,
  "segment-cut-to-16-bits": (s) =>
    `${getsThatOf(s)}, whose segment equals that of the device in the lower 16 bits only`,
  "other-segment": (s) => `${getsThatOf(s)}, which is of another segment`,
  "number-of-last-hop": (s) =>
    `${getsThatOf(s)}, as if the start bus and the last hop of a longer path were its address`,
  "consecutive-bus-numbers": (s) => `${getsThatOf(s)}, as if every hop of a path incremented the bus number`,
  "on-absent-path": (s) => `${getsThatOf(s)}, whose path leads through it to a function that is absent`,
  "beside-absent": (s) => `${getsThatOf(s)}, whose path leads to an absent function beside it`,
  "path-through-endpoint": (s) => `${getsThatOf(s)}, whose path continues through a function that is not a bridge`,
  "impossible-hop": (s) => `${getsThatOf(s)}, whose path has a device above 31 or a function above 7`,
  "namespace-scope": (s) => `${getsThatOf(s)}, which names it by a namespace scope, and the profile ignores those`,
  "matched-by-number": (s) =>
    `${getsThatOf(s)}, whose start bus is not a root bus, and the profile does not match by the present bus number`,
  "longer-path-matched": (s) => `${getsThatOf(s)}, whose path of several hops does not start at a root bus`,
  "header-mismatch": (s) => `${getsThatOf(s)}, whose scope type does not fit the header of the function`,
  "below-header-mismatch": (s) =>
    `${getsThatOf(s)}, as if it were below ${named(s)}, whose header does not fit the scope type`,
  "inherited-from-physical-function": (s) =>
    `${getsThatOf(s)}, which names its physical function ${named(s)}, and virtual functions do not inherit it`,
  "virtual-function-path": (s) => `${getsThatOf(s)}, whose path leads to it, and a path never names a virtual function`,
};

export const INEXACT_REGIONS: SentencesOf<InexactRule | "protection"> = {
  "end-off-by-one": (s) => `${getsThatOf(s)} with an end that is one byte off: Limit is the last byte`,
  "length-cut-to-32-bits": (s) => `${getsThatOf(s)} with a length cut to 32 bits`,
  "address-cut-to-32-bits": (s) => `${getsThatOf(s)} with an address cut to 32 bits`,
  "end-differs": (s) => `${getsThatOf(s)} with an end other than its Limit`,
  "start-differs": (s) => `${getsThatOf(s)} with a start other than its Base`,
  "both-differ": (s) => `${getsThatOf(s)} with a start and an end other than its Base and Limit`,
  protection: (s) => `${getsThatOf(s)} with a protection other than read and write`,
};

const WINDOW = "the interrupt window";

export const WINDOW_FAULTS: Sentences = {
  "windows/msi missing": (s) => `${s.device()} does not get ${WINDOW}`,
  "windows/msi unexpected": (s) => `${s.device()} gets ${WINDOW}, although the profile does not have it`,
  "windows/msi inexact": (s) => `${s.device()} gets ${WINDOW} with a wrong start or end`,
  "windows/msi wrong-type": (s) => `${s.device()} gets ${WINDOW} with a type other than msi`,
  "windows/msi wrong-protection": (s) => `${s.device()} gets ${WINDOW} with a protection other than none`,
  "windows/isa unexpected": (s) => `${s.device()} gets the window that is for ISA bridges only`,
  "windows/isa inexact": (s) => `${s.device()} gets the window of an ISA bridge with a wrong start or end`,
  "windows/isa wrong-type": (s) =>
    `${s.device()} gets the window of an ISA bridge with a type that the profile excludes`,
  "windows/isa wrong-protection": (s) => `${s.device()} gets the window of an ISA bridge with a wrong protection`,
};
