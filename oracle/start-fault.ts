/** What can be wrong with starts that ran out of memory, and with the answers after them. */

import type { ObjectIdentity } from "../model/trace.ts";
import type { WitnessValue } from "../model/verdict.ts";
import type { MemoryFaultKind } from "./memory-fault.ts";

/**
 * The kinds of fault.
 *
 * After a start that ran out of memory but reported success:
 * - `lost-at-start`: a device lacks a region that it got after another start
 * - `denied-at-start`: a device is said to have no RMRR, although another start found one
 * - `changed-at-start`: a device gets a wrong region that it did not get after another start
 *
 * After a later start that had enough memory: `lost-afterwards`, `denied-afterwards` and `changed-afterwards` are the
 * same, compared with the answers before the first failure.
 * - `no-memory-afterwards`: a start reports that it ran out of memory although no allocation failed
 *
 * Faults of the objects of a start that ran out of memory have the same names as elsewhere ({@link MemoryFaultKind}).
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
