/** Determines the profile by which a run judges. */

import type { ImplementationDescription } from "../implementations/executor.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { LINUX_PROFILE, PROFILES, relaxProfile, type Profile, type SwitchName } from "../model/profile.ts";

/**
 * The requested profile, else the one that the implementation names, else `linux`, with the switches relaxed that the
 * implementation sets to `either`.
 *
 * @throws ConformanceError `UNKNOWN_PROFILE`, `UNKNOWN_SWITCH`
 */
export function resolveProfile(asked: string | undefined, description: ImplementationDescription): Profile {
  const name = asked ?? description.profile ?? LINUX_PROFILE.name;
  const profile = PROFILES.find((candidate) => candidate.name === name);
  if (profile === undefined) {
    throw new ConformanceError(
      "UNKNOWN_PROFILE",
      `there is no profile ${JSON.stringify(name)}${asked === undefined ? ", which the implementation names" : ""}`,
      `Use one of: ${PROFILES.map((candidate) => candidate.name).join(", ")}.`,
    );
  }
  for (const switchName of description.either ?? []) checkSwitch(switchName, profile);
  return relaxProfile(profile, description.either ?? []);
}

function checkSwitch(name: SwitchName, profile: Profile): void {
  const switches = Object.keys(profile).filter(
    (member) => !["name", "description", "expectedLevels", "notExpected"].includes(member),
  );
  if (switches.includes(name)) return;
  throw new ConformanceError(
    "UNKNOWN_SWITCH",
    `the implementation names ${JSON.stringify(name)} in \`either\`, which is not a switch of a profile`,
    `Use some of: ${switches.join(", ")}.`,
  );
}
