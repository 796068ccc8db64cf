/** What can be wrong with starts that ran out of memory, and with what is answered behind them. */

import type { ObjectIdentity } from "../model/trace.ts";
import type { WitnessValue } from "../model/verdict.ts";
import type { MemoryFaultKind } from "./memory-fault.ts";

/**
 * The kinds of fault.
 *
 * Behind a start that ran out of memory and said that all is well: `lost-at-start` is what a device is due and gets
 * otherwise, `denied-at-start` that it has an RMRR, and `changed-at-start` what it gets instead or besides.
 *
 * Behind a later start that had memory enough: `lost-afterwards`, `denied-afterwards`, `changed-afterwards`; and
 * `no-memory-afterwards` if it says that it had not.
 *
 * What becomes of the objects of a start that ran out of memory has the names that it has elsewhere.
 */
export type StartFaultKind =
  | "lost-at-start"
  | "denied-at-start"
  | "changed-at-start"
  | "lost-afterwards"
  | "denied-afterwards"
  | "changed-afterwards"
  | "no-memory-afterwards"
  | MemoryFaultKind;

export interface StartFault {
  readonly kind: StartFaultKind;
  readonly step: number;
  readonly list?: string;
  readonly device?: string;
  readonly object?: ObjectIdentity;
  readonly rmrr?: number;
  readonly scope?: number;
  readonly expected?: WitnessValue;
  readonly received?: WitnessValue;
  readonly message?: string;
}
