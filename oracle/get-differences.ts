/** The differences between the result of a `get` and what it had to be, one small record each. */

import type { AddressRange, RegionType } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import type { ExtraReason } from "./extra-reason.ts";
import type { DeviceNaming } from "./coverage.ts";
import type { GetFact } from "./scenario-facts.ts";

/** A range that the device is due but did not get, not even something that could be meant for it. */
export interface MissingRange {
  readonly range: number;
  /** The scopes through which it is due. */
  readonly namings: readonly DeviceNaming[];
}

/** A range in place of one that is due: with the same start, the same end, or overlapping it. */
export interface InexactRange {
  readonly region: ObservedRegion;
  readonly due: AddressRange;
  readonly naming: DeviceNaming;
}

/** A range that the device must not have, and the mistake it looks like. */
export interface ExtraRange {
  readonly region: ObservedRegion;
  readonly reason: ExtraReason;
}

/** An RMRR range whose type does not match the class of the device. */
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
