/**
 * The windows of a device besides its RMRRs: the interrupt window of x86, and the first 16 MiB that Linux's floppy
 * workaround reserves for an ISA bridge. The profile says which of them must be there.
 */

import type { Profile } from "../model/profile.ts";
import { type AddressRange, ISA_WINDOW, MSI_WINDOW, type RegionType } from "../model/region.ts";

export function isRange(range: AddressRange, start: bigint, end: bigint): boolean {
  return range.start === start && range.end === end;
}

export function isMsiWindow(start: bigint, end: bigint): boolean {
  return isRange(MSI_WINDOW, start, end);
}

export function isIsaWindow(start: bigint, end: bigint): boolean {
  return isRange(ISA_WINDOW, start, end);
}

/** The types that only windows have; an RMRR never has them. */
export function isInterruptType(type: RegionType): boolean {
  return type === "msi" || type === "software-msi";
}

/** Whether an ISA bridge may have the ISA window with this type. */
export function isaTypeAllowed(profile: Profile, type: RegionType): boolean {
  switch (profile.isaWindow) {
    case "none":
      return false;
    case "none-or-relaxable":
      return type === "direct-relaxable";
    case "none-or-direct":
      return type === "direct";
    case "either":
      return true;
    default:
      return profile.isaWindow satisfies never;
  }
}

/** The types with which an ISA bridge may have the ISA window, for a witness. */
export function isaTypes(profile: Profile): readonly RegionType[] {
  return (["direct", "direct-relaxable", "reserved"] as const).filter((type) => isaTypeAllowed(profile, type));
}
