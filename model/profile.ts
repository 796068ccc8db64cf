/**
 * Profiles: decisions on what the sources leave open.
 *
 * A requirement whose statement depends on a switch reads it from the profile. `either` accepts both answers. An
 * implementation names its profile and may set individual switches to `either`.
 */

export interface ProfileSwitches {
  /** Whether the type of a region (`direct` or `direct-relaxable`) is compared. */
  readonly compareType: "yes" | "no";
  /** Order of a group list. */
  readonly listOrder: "start-then-type" | "per-type-by-start" | "any" | "either";
  /** Whether regions of one type that touch are joined; `skipped`: group lists are not judged. */
  readonly mergesAdjacent: "yes" | "no" | "either" | "skipped";
  /** Whether a scope of one hop whose start bus is not a root bus matches by the function's current bus number. */
  readonly startBusFallback: "yes" | "no" | "either";
  /** An endpoint scope that names a bridge, or a sub-hierarchy scope that names an endpoint. */
  readonly headerMismatch: "covered" | "not-covered" | "either";
  /** Which functions with a type 0 header a sub-hierarchy scope may name nevertheless. */
  readonly bridgeScopeOnEndpointHeader: "class-06xx" | "class-0680" | "none" | "either";
  /** Whether a namespace scope (type 5) names the device that an ANDD structure declares. */
  readonly namespaceScope: "ignored" | "resolve" | "either";
  /** Whether a virtual function gets the regions that an endpoint scope gives to its physical function. */
  readonly vfInherit: "named-bridge-only" | "inherit" | "either";
  /** Which classes are relaxable; `skipped`: not judged. */
  readonly relaxableClasses: "usb-and-graphics" | "skipped" | "either";
  /** Whether every device gets the interrupt window. */
  readonly msiWindow: "yes" | "no" | "either";
  /** The first 16 MiB for an ISA bridge: absent, or of the given type. */
  readonly isaWindow: "none" | "none-or-relaxable" | "none-or-direct" | "either";
  /** What happens to an RMRR that is readable but faulty. */
  readonly malformed: "use" | "skip" | "reject-table" | "either";
  /** Whether RMRRs may overlap. */
  readonly overlap: "allow" | "reject" | "either";
}

export interface Profile extends ProfileSwitches {
  readonly name: string;
  /** One sentence on who should use it. */
  readonly description: string;
  /**
   * What a run must observe for its verdict to count: the requirements of these levels, except those whose id matches a
   * pattern of `notExpected`. An expected requirement that was not observed gives exit status 3.
   */
  readonly expectedLevels: readonly ("must" | "policy" | "robust")[];
  readonly notExpected: readonly string[];
}

/** The names of the switches, in the order in which they are printed. */
export type SwitchName = keyof ProfileSwitches;

export const SWITCH_NAMES: readonly SwitchName[] = Object.keys({
  compareType: true,
  listOrder: true,
  mergesAdjacent: true,
  startBusFallback: true,
  headerMismatch: true,
  bridgeScopeOnEndpointHeader: true,
  namespaceScope: true,
  vfInherit: true,
  relaxableClasses: true,
  msiWindow: true,
  isaWindow: true,
  malformed: true,
  overlap: true,
} satisfies Record<SwitchName, true>) as SwitchName[];

/** Today's Linux (read up to 7.2): the default. */
export const LINUX_PROFILE: Profile = {
  name: "linux",
  description: "Linux as it is today, 5.6 to 7.2.",
  expectedLevels: ["must", "policy", "robust"],
  notExpected: [],
  compareType: "yes",
  listOrder: "start-then-type",
  mergesAdjacent: "yes",
  startBusFallback: "yes",
  headerMismatch: "not-covered",
  bridgeScopeOnEndpointHeader: "class-06xx",
  namespaceScope: "ignored",
  vfInherit: "named-bridge-only",
  relaxableClasses: "usb-and-graphics",
  msiWindow: "yes",
  isaWindow: "none-or-relaxable",
  malformed: "use",
  overlap: "allow",
};

/** Linux 5.3, where the series was merged. */
export const LINUX_5_3_PROFILE: Profile = {
  ...LINUX_PROFILE,
  name: "linux-5.3",
  description: "Linux 5.3, the release that took the series.",
  // Regions of different types were not sorted, and user space was told the usable addresses only from 5.4 on.
  notExpected: ["merge/tie-order", "assignment/*"],
  listOrder: "per-type-by-start",
  mergesAdjacent: "no",
  bridgeScopeOnEndpointHeader: "class-0680",
  isaWindow: "none-or-direct",
};

/** What the architecture specification requires, without anything specific to Linux. */
export const VTD_PROFILE: Profile = {
  name: "vtd",
  description: "The VT-d specification alone, for drivers of other systems.",
  expectedLevels: ["must", "robust"],
  // The contents of group lists, and which regions are relaxable, are Linux policy and are not judged. That inserting
  // and merging handle memory correctly, and that PCI fields are never read from a device that is not PCI, holds on
  // every host.
  notExpected: [
    // The handling of overlapping and faulty RMRRs is open, so these have nothing to judge.
    "metamorphic/split-rmrrs",
    "firmware/good-survives-bad",
    "firmware/faulty-rmrrs",
  ],
  compareType: "no",
  listOrder: "any",
  mergesAdjacent: "skipped",
  startBusFallback: "either",
  headerMismatch: "either",
  bridgeScopeOnEndpointHeader: "either",
  namespaceScope: "either",
  vfInherit: "either",
  relaxableClasses: "skipped",
  msiWindow: "either",
  isaWindow: "either",
  malformed: "either",
  overlap: "either",
};

export const PROFILES: readonly Profile[] = [LINUX_PROFILE, LINUX_5_3_PROFILE, VTD_PROFILE];

/** A profile with some switches set to `either`, as an implementation may request. */
export function relaxProfile(profile: Profile, switches: readonly SwitchName[]): Profile {
  const changed: Record<string, string> = {};
  for (const name of switches) changed[name] = name === "compareType" ? "no" : "either";
  return switches.length === 0 ? profile : ({ ...profile, ...changed } as Profile);
}
