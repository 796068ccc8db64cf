/** Requests that run out of memory, and functions that come and go. */

import { capitalised } from "../../text/capitalised.ts";
import type { AllocationFaultKind } from "../../../oracle/allocation-fault.ts";
import type { LifecycleFaultKind } from "../../../oracle/lifecycle-fault.ts";
import type { WitnessScene } from "../witness-scene.ts";
import type { Sentences, SentencesOf } from "./sentence.ts";

/** The RMRR that a witness names, as the end of a sentence. */
function region(s: WitnessScene): string {
  return s.witness.rmrr === undefined ? "what it is due" : `the region of ${s.rmrrName()}`;
}

export const SHORTAGES: SentencesOf<AllocationFaultKind> & Sentences = {
  "foreign-region": (s) => `A get of ${s.device()} that ran out of memory leaves a region that it is not due`,
  "partial-region": (s) => `A get of ${s.device()} that ran out of memory leaves a part of a region`,
  "unfinished-region": (s) =>
    `A get of ${s.device()} that ran out of memory leaves a region whose type or protection is wrong`,
  "list-changed": (s) => `${s.listFirst()} has changed although the insert into it ran out of memory`,
  "not-a-prefix": (s) =>
    `${s.listFirst()} holds neither what it held nor that and the first regions that were inserted before memory ran out`,
  "foreign-addresses": (s) => `${s.listFirst()}, for which memory ran out, holds addresses that no member is due`,
  "no-memory-afterwards": (s) => `${s.listFirst()} is reported to lack memory, and no allocation failed`,
  "lost-afterwards": (s) =>
    `${s.listFirst()} is not complete, although there was memory for it: the same request had failed before`,
  "insert-not-reported": (s) =>
    `Memory ran out while ${s.list()} was inserted into, it is not complete, and nothing is said`,
  "group-not-reported": (s) => `Memory ran out while ${s.list()} was merged, it is not complete, and nothing is said`,
  "may-sleep": (s) => `An allocation may sleep where sleeping is forbidden: ${s.witness.message}`,
  "may-sleep-and-failed": (s) => `An allocation may sleep where sleeping is forbidden, and fails: ${s.witness.message}`,
};

export const COMINGS_AND_GOINGS: SentencesOf<LifecycleFaultKind> & Sentences = {
  "not-covered-after-arrival": (s) => `${s.device()} has come and does not get ${region(s)}`,
  "denied-after-arrival": (s) => `${s.device()} has come and is said to have no RMRR`,
  "not-downstream-after-arrival": (s) =>
    `${s.device()} has come and is said not to be downstream of ${s.device(s.witness.otherDevice)}, above it`,
  "group-lacks-arrival": (s) => `${s.device()} has come, and ${s.list()} of its group lacks its regions`,
  "covered-while-absent": (s) => `${s.device()} is not there and still gets ${region(s)}`,
  "affirmed-while-absent": (s) => `${s.device()} is not there and is said to have an RMRR`,
  "group-keeps-absent": (s) => `${s.device()} is not there, and ${s.list()} of its group holds its regions`,
  "lost-with-another": (s) => `${s.device()} has lost ${region(s)} while another function came or went`,
  "denied-with-another": (s) => `${s.device()} is said to have no RMRR any more, since another function came or went`,
  "changed-with-another": (s) =>
    `${s.device()} gives something else than before, and wrong, since functions came or went`,
  "not-taken-in": (s) =>
    `${s.device()} was added, but the implementation reports that it could not carry the addition out`,
  "not-let-go": (s) =>
    `${s.device()} was removed, but the implementation reports that it could not carry the removal out`,
  "reference-kept": (s) =>
    `${capitalised(s.object())} is kept although ${s.device()} came and went and the same functions are there as before`,
};
