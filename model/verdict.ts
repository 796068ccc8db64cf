/** Verdicts: what the oracle says about a requirement in a case, and the witness that explains it. */

import type { AddressRange, RegionType } from "./region.ts";
import type { ObjectIdentity } from "./trace.ts";

/** Every outcome, worst first: a requirement's outcome over many cases is the first of these that occurred. */
export const OUTCOMES = [
  "hang",
  "fail",
  "error",
  "unexpected-pass",
  "known",
  "pass",
  "skipped",
  "not-observable",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** A region in a witness; `type` and `object` are left out where they do not matter. */
export interface WitnessRegion extends AddressRange {
  readonly type?: RegionType;
  readonly protection?: number;
  readonly object?: ObjectIdentity;
}

/**
 * Why a requirement fails, as data. A renderer turns it into a sentence and a picture.
 *
 * `rule` names the way of failing within the requirement, in kebab-case. Two cases that fail by the same rule are
 * treated as the same fault, and shrinking never leaves the rule.
 */
export interface Witness {
  readonly rule: string;
  /** Index of the step in the scenario at which the failure becomes visible. */
  readonly step?: number;
  /** Label of the queried device, and of a second device that matters. */
  readonly device?: string;
  readonly otherDevice?: string;
  readonly list?: string;
  readonly otherList?: string;
  /** Index of the RMRR in the table, index of the scope in it, index of the hop in its path. */
  readonly rmrr?: number;
  readonly scope?: number;
  readonly hop?: number;
  readonly expected?: WitnessValue;
  readonly received?: WitnessValue;
  readonly object?: ObjectIdentity;
  /** What the implementation itself reported: an error message, or a warning and its location. */
  readonly message?: string;
}

export type WitnessValue = boolean | string | number | readonly WitnessRegion[] | readonly string[];
