/** The result of the smoke test. */

import type { Trace } from "../../../model/trace.ts";
import type { StartedMessage } from "../protocol.ts";
import type { SmokeCase } from "./smoke-cases.ts";

/**
 * Four things that must not be mistaken for each other, and remarks:
 *
 * - `broken`: the adapter does not keep to the protocol;
 * - `errored`: it says that something went wrong, in itself or in the implementation;
 * - `failed`: it works, and the implementation behind it gives a wrong answer;
 * - `skipped`: it declines a scenario.
 */
export type SmokeKind = "broken" | "errored" | "failed" | "skipped";

export interface SmokeFinding {
  readonly kind: SmokeKind;
  /** `ADAPTER_…`, or the id of the requirement that failed. */
  readonly code: string;
  /** Name of the scenario; left out if none is concerned. */
  readonly scenario?: string;
  /** What is wrong. */
  readonly what: string;
  /** What to do about it. */
  readonly nextStep: string;
}

export interface SmokeReport {
  /** How the adapter described itself; left out if it did not start. */
  readonly started?: StartedMessage;
  /** The scenarios that were executed, with their traces. */
  readonly executed: readonly { readonly case: SmokeCase; readonly trace: Trace }[];
  readonly findings: readonly SmokeFinding[];
  /** The end of what the program wrote to standard error, if it broke. */
  readonly stderr?: string;
}

/** 0 no objection, 1 the implementation failed, 3 nothing can be judged through the adapter. */
export function smokeExitStatus(report: SmokeReport): 0 | 1 | 3 {
  const kinds = new Set(report.findings.map(({ kind }) => kind));
  if (kinds.has("broken") || kinds.has("errored")) return 3;
  if (kinds.has("failed")) return 1;
  return report.executed.every(({ trace }) => trace.ended?.how === "skipped") ? 3 : 0;
}
