/** Requests that run out of memory, and functions that come and go. */

import { capitalised } from "../../text/capitalised.ts";
import type { AllocationFaultKind } from "../../../oracle/allocation-fault.ts";
import type { LifecycleFaultKind } from "../../../oracle/lifecycle-fault.ts";
import type { MemoryFaultKind } from "../../../oracle/memory-fault.ts";
import type { StartFaultKind } from "../../../oracle/start-fault.ts";
import type { WitnessScene } from "../witness-scene.ts";
import type { Sentences, SentencesOf } from "./sentence.ts";

/** The RMRR that a witness names, as the end of a sentence. */
function region(s: WitnessScene): string {
  return s.witness.rmrr === undefined ? "its regions" : `the region of ${s.rmrrName()}`;
}

export const SHORTAGES: SentencesOf<AllocationFaultKind> & Sentences = {
  "foreign-region": (s) =>
    `A get of ${s.device()} that ran out of memory leaves a region that the device must not have`,
  "partial-region": (s) => `A get of ${s.device()} that ran out of memory leaves only part of a region`,
  "unfinished-region": (s) =>
    `A get of ${s.device()} that ran out of memory leaves a region whose type or protection is wrong`,
  "list-changed": (s) => `${s.listFirst()} has changed although the insert into it ran out of memory`,
  "not-a-prefix": (s) =>
    `${s.listFirst()} holds neither what it held before, nor that plus the regions inserted before memory ran out`,
  "foreign-addresses": (s) => `${s.listFirst()}, for which memory ran out, holds addresses that no member has`,
  "no-memory-afterwards": (s) =>
    `${s.listFirst()} is reported to have run out of memory, although no allocation failed`,
  "lost-afterwards": (s) =>
    `${s.listFirst()} is incomplete, although memory was available: the same request had failed before`,
  "insert-not-reported": (s) =>
    `Memory ran out during an insert into ${s.list()}, which is incomplete, and this is not reported`,
  "group-not-reported": (s) =>
    `Memory ran out while ${s.list()} was merged, which is incomplete, and this is not reported`,
  "may-sleep": (s) => `An allocation may sleep where sleeping is forbidden: ${s.witness.message}`,
  "may-sleep-and-failed": (s) =>
    `An allocation may sleep where sleeping is forbidden, and it fails: ${s.witness.message}`,
};

/** Starts that ran out of memory; the sentences for their objects are those for all objects. */
export const STARTS: SentencesOf<Exclude<StartFaultKind, MemoryFaultKind | keyof typeof SHORTAGES>> & Sentences = {
  "lost-at-start": (s) => `A start ran out of memory and reported success, and ${s.device()} does not get ${region(s)}`,
  "denied-at-start": (s) => `A start ran out of memory and reported success, and ${s.device()} is said to have no RMRR`,
  "changed-at-start": (s) =>
    `A start ran out of memory and reported success, and ${s.device()} gets a region that it must not have`,
  "allocation/failed-start lost-afterwards": (s) =>
    `${s.device()} does not get ${region(s)}, although the last start had enough memory: an earlier one had not`,
  "denied-afterwards": (s) =>
    `${s.device()} is said to have no RMRR, although the last start had enough memory: an earlier one had not`,
  "changed-afterwards": (s) =>
    `${s.device()} gets a region that it must not have, although the last start had enough memory: an earlier one had not`,
  "allocation/failed-start no-memory-afterwards": () =>
    "The start is reported to have run out of memory, although no allocation failed",
};

export const COMINGS_AND_GOINGS: SentencesOf<LifecycleFaultKind> & Sentences = {
  "not-covered-after-arrival": (s) => `${s.device()} was added and does not get ${region(s)}`,
  "denied-after-arrival": (s) => `${s.device()} was added and is said to have no RMRR`,
  "not-downstream-after-arrival": (s) =>
    `${s.device()} was added and is said not to be downstream of ${s.device(s.witness.otherDevice)}, above it`,
  "group-lacks-arrival": (s) => `${s.device()} was added, and ${s.list()} of its group lacks its regions`,
  "covered-while-absent": (s) => `${s.device()} is absent and still gets ${region(s)}`,
  "affirmed-while-absent": (s) => `${s.device()} is absent and is said to have an RMRR`,
  "group-keeps-absent": (s) => `${s.device()} is absent, and ${s.list()} of its group holds its regions`,
  "lost-with-another": (s) => `${s.device()} lost ${region(s)} when another function was added or removed`,
  "denied-with-another": (s) =>
    `${s.device()} is no longer said to have an RMRR since another function was added or removed`,
  "changed-with-another": (s) =>
    `${s.device()} gets something different, and wrong, since functions were added or removed`,
  "not-taken-in": (s) =>
    `${s.device()} was added, but the implementation reports that it could not carry the addition out`,
  "not-let-go": (s) =>
    `${s.device()} was removed, but the implementation reports that it could not carry the removal out`,
  "reference-kept": (s) =>
    `${capitalised(s.object())} is kept, although ${s.device()} was added and removed and the same functions are present as before`,
};
