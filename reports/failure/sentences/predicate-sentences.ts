/** Answers of predicates, and types of regions. */

import type { Sentences } from "./sentence.ts";
import type { WitnessScene } from "../witness-scene.ts";

function other(s: WitnessScene): string {
  return s.witness.otherDevice === undefined ? "the bridge" : s.device(s.witness.otherDevice);
}

function typed(s: WitnessScene): string {
  return `The region of ${s.rmrrName()} that ${s.device()} gets`;
}

const DOWNSTREAM = "coverage/downstream-predicate";
const HAS_RMRR = "coverage/has-rmrr";

export const PREDICATE_ANSWERS: Sentences = {
  [`${DOWNSTREAM} child-denied`]: (s) => `${s.device()} is said not to be downstream of ${other(s)}, right above it`,
  [`${DOWNSTREAM} descendant-denied`]: (s) => `${s.device()} is said not to be downstream of ${other(s)}, further up`,
  [`${DOWNSTREAM} virtual-function-denied`]: (s) =>
    `The virtual function ${s.device()} is said not to be downstream of ${other(s)}, above it`,
  [`${DOWNSTREAM} itself`]: (s) => `${s.device()} is said to be downstream of itself`,
  [`${DOWNSTREAM} ancestor`]: (s) => `${s.device()} is said to be downstream of ${other(s)}, which is below it`,
  [`${DOWNSTREAM} sibling`]: (s) => `${s.device()} is said to be downstream of ${other(s)}, beside it`,
  [`${DOWNSTREAM} other-segment`]: (s) => `${s.device()} is said to be downstream of ${other(s)}, in another segment`,
  [`${DOWNSTREAM} unrelated`]: (s) => `${s.device()} is said to be downstream of ${other(s)}, which is elsewhere`,
  [`${HAS_RMRR} denied`]: (s) => `${s.device()} is said to have no RMRR, but gets the region of one`,
  [`${HAS_RMRR} denied-not-pci`]: (s) => `${s.device()} is said to have no RMRR, but gets the region of one`,
  [`${HAS_RMRR} affirmed-without-rmrr`]: (s) => `${s.device()} is said to have an RMRR, but none names it`,
  "relaxable-affirmed": (s) => `${s.device()} is said to be relaxable, which only a PCI function can be`,
  "downstream-affirmed": (s) => `${s.device()} is said to be downstream of ${other(s)}, but not both are PCI functions`,
  "pci-field-read": (s) => `A PCI field of ${s.device()} is read`,
  "locked-without-rmrr": (s) => `${s.device()} is said to be locked, but no RMRR names it`,
  "locked-although-relaxable": (s) => `${s.device()} is said to be locked, but all of its regions are relaxable`,
  "not-locked": (s) => `${s.device()} is said not to be locked, but gets a direct region`,
  "predicate-denies": (s) => `${s.device()} is said not to be relaxable, but its class is`,
  "predicate-affirms-serial-bus": (s) =>
    `${s.device()} is said to be relaxable, but is a serial bus controller other than USB`,
  "predicate-affirms-other-class": (s) => `${s.device()} is said to be relaxable, but is neither USB nor graphics`,
  "predicate-affirms-not-pci": (s) => `${s.device()} is said to be relaxable, which only a PCI function can be`,
};

export const REGION_TYPES: Sentences = {
  direct: (s) => `${typed(s)} is direct, but must be direct-relaxable because of its class`,
  "relaxable-serial-bus": (s) =>
    `${typed(s)} is direct-relaxable, but the device is a serial bus controller other than USB`,
  "relaxable-other-class": (s) => `${typed(s)} is direct-relaxable, but the device is neither USB nor graphics`,
  "relaxable-not-pci": (s) => `${typed(s)} is direct-relaxable, which only the region of a PCI function can be`,
  "neither-direct-nor-relaxable": (s) => `${typed(s)} is neither direct nor direct-relaxable`,
  "from-scope-device": (s) =>
    `${typed(s)} has the type for ${other(s)}, which the scope names, and not the type for the device itself`,
  "from-other-device": (s) =>
    `${typed(s)} has the type for ${other(s)}, which the RMRR covers too, and not the type for the device itself`,
  "relaxable/not-pci wrong-type": (s) => `${s.device()} gets a region of a type that only PCI functions get`,
};
