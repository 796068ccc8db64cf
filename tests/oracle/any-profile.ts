/** Profiles with every value of every switch that coverage depends on. */

import * as fc from "fast-check";
import { LINUX_5_3_PROFILE, LINUX_PROFILE, type Profile, VTD_PROFILE } from "../../model/profile.ts";

const SWITCHES = {
  startBusFallback: ["yes", "no", "either"],
  headerMismatch: ["covered", "not-covered", "either"],
  bridgeScopeOnEndpointHeader: ["class-06xx", "class-0680", "none", "either"],
  namespaceScope: ["ignored", "resolve", "either"],
  vfInherit: ["named-bridge-only", "inherit", "either"],
  msiWindow: ["yes", "no", "either"],
  isaWindow: ["none", "none-or-relaxable", "none-or-direct", "either"],
  mergesAdjacent: ["yes", "no"],
} as const;

/** One of the shipped profiles, with overlapping RMRRs allowed and faults of tables used, and any switches changed. */
export function anyProfile(): fc.Arbitrary<Profile> {
  const changes = Object.fromEntries(
    Object.entries(SWITCHES).map(([name, values]) => [name, fc.constantFrom<string>(...values)]),
  );
  return fc
    .tuple(fc.constantFrom(LINUX_PROFILE, LINUX_5_3_PROFILE, VTD_PROFILE), fc.record(changes, { requiredKeys: [] }))
    .map(([profile, changed]) => ({ ...profile, ...changed }) as Profile);
}
