/** How an implementation ends that does not survive, told apart from what only carries it. */

import type { TraceEnd } from "../model/trace.ts";
import type { Witness } from "../model/verdict.ts";

/** Kinds of ends that are the implementation's own doing: a null pointer, a `BUG_ON`, memory without end. */
const OWN: ReadonlySet<string | undefined> = new Set([undefined, "OUT_OF_MEMORY"]);

/** Whether the implementation crashed, and nothing else can be to blame. */
export function isOwnCrash({ how, code }: TraceEnd): boolean {
  return how === "died" && OWN.has(code);
}

/** Whether an implementation crashed, or the program in which it is: an adapter dies with what it adapts. */
export function isCrash(ended: TraceEnd): boolean {
  return isOwnCrash(ended) || (ended.how === "died" && ended.code === "ADAPTER_DIED");
}

export function witnessOfEnd(rule: string, { step, message }: TraceEnd): Witness {
  return { rule, ...(step === undefined ? {} : { step }), message };
}

/** The rule by which a crash fails: before the first step, or in one. */
export function crashRule({ step }: TraceEnd): "dies-at-start" | "dies-in-a-step" {
  return step === undefined ? "dies-at-start" : "dies-in-a-step";
}
