/** How what a `get` gave differs from what it had to give, one small record a difference. */

import type { AddressRange, RegionType } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import type { ExtraReason } from "./extra-reason.ts";
import type { DeviceNaming } from "./coverage.ts";
import type { GetFact } from "./scenario-facts.ts";

/** A range that the device is due and did not get, nor anything that could be meant for it. */
export interface MissingRange {
  readonly range: number;
  /** The scopes because of which it is due. */
  readonly namings: readonly DeviceNaming[];
}

/** A range that stands in for one that is due: same start, same end, or overlapping it. */
export interface InexactRange {
  readonly region: ObservedRegion;
  readonly due: AddressRange;
  readonly naming: DeviceNaming;
}

/** A range that the device must not have, and what it looks like. */
export interface ExtraRange {
  readonly region: ObservedRegion;
  readonly reason: ExtraReason;
}

/** A range of an RMRR that has another type than the class of the device asks for. */
export interface WrongType {
  readonly region: ObservedRegion;
  readonly range: number;
  readonly expected: RegionType;
}

export interface WrongProtection {
  readonly region: ObservedRegion;
  readonly naming: DeviceNaming;
}

/** A fault of a window, by the rule that it breaks. */
export interface WindowDifference {
  readonly window: "msi" | "isa";
  readonly rule: "missing" | "unexpected" | "inexact" | "wrong-type" | "wrong-protection";
  readonly region?: ObservedRegion;
}

export interface GetDifferences {
  readonly get: GetFact;
  readonly missing: readonly MissingRange[];
  readonly inexact: readonly InexactRange[];
  readonly extra: readonly ExtraRange[];
  readonly wrongTypes: readonly WrongType[];
  readonly wrongProtections: readonly WrongProtection[];
  readonly windows: readonly WindowDifference[];
}
