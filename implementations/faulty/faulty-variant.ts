/** A faulty variant: the reference driver with one mistake in it, and the requirement that must detect it. */

import type { Outcome } from "../../model/verdict.ts";
import type { Implementation } from "../contract.ts";
import { driverImplementation } from "../reference/index.ts";
import type { ReferenceDriver } from "../reference/reference-driver.ts";
import type { RegionList } from "../reference/region-list.ts";

/** Which requirement detects a variant, and how. */
export interface KilledBy {
  /** `family/name`. */
  readonly requirement: string;
  /** The witness rule, if the requirement has several and only one fits the mistake. */
  readonly rule?: string;
  /** `hang` or `error` for a variant that does not return or throws. */
  readonly outcome: Extract<Outcome, "fail" | "hang" | "error">;
}

export interface FaultyVariant {
  /** In kebab-case; also the name of its file. */
  readonly name: string;
  /** The mistake in one sentence, with the real system that made it if one is known. */
  readonly description: string;
  readonly killedBy: KilledBy;
  /** The change that fixed it in Linux, if there was one. */
  readonly mendedBy?: string;
  readonly implementation: Implementation<RegionList>;
}

/**
 * A variant whose driver is a subclass of the reference.
 *
 * @param either profile switches that it declares open, for a mistake in behaviour that the sources leave open
 */
export function faultyVariant(
  Driver: typeof ReferenceDriver,
  { either, ...facts }: Omit<FaultyVariant, "implementation"> & Pick<Implementation, "either">,
): FaultyVariant {
  const implementation = driverImplementation(`faulty/${facts.name}`, Driver);
  return { ...facts, implementation: either === undefined ? implementation : { ...implementation, either } };
}
