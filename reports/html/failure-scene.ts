/** A failure with everything worked out that its figures show: what the table says, what must be, what was seen. */

import { decodeTable } from "../../model/dmar/decode.ts";
import type { RmrrStructure } from "../../model/dmar/table.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { LINUX_PROFILE, PROFILES, relaxProfile, type Profile, type SwitchName } from "../../model/profile.ts";
import type { FailureLine, HeaderLine } from "../../model/record.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { rmrrsOf } from "../drawing/draw-rmrrs.ts";
import { focusOf, type Focus } from "../drawing/focus.ts";
import { Hierarchy } from "../drawing/hierarchy.ts";
import { ScopedFunctions } from "../drawing/scoped-functions.ts";

export interface FailureScene {
  readonly failure: FailureLine;
  /** Place in the report, from 1; ids of elements are made of it. */
  readonly number: number;
  readonly focus: Focus;
  readonly hierarchy: Hierarchy;
  readonly rmrrs: readonly RmrrStructure[];
  readonly scoped: ScopedFunctions;
  /** What must be, and what was seen; undefined for a platform that cannot be, of which nothing follows. */
  readonly observed: Observations | undefined;
}

export function failureScene(failure: FailureLine, number: number, header: HeaderLine): FailureScene {
  const { scenario, trace, witness } = failure;
  const hierarchy = new Hierarchy(scenario.platform);
  const rmrrs = rmrrsOf(decodeTable(scenario.platform.dmar));
  const valid = validatePlatform(scenario.platform).length === 0;
  return {
    failure,
    number,
    focus: focusOf(witness),
    hierarchy,
    rmrrs,
    scoped: new ScopedFunctions(hierarchy, rmrrs),
    observed: valid ? new Observations(new ScenarioFacts(scenario, profileOf(header)), trace) : undefined,
  };
}

/** The profile by which the run was judged; a record of another version may name one that is not known here. */
function profileOf({ profile, either }: HeaderLine): Profile {
  const known = PROFILES.find(({ name }) => name === profile) ?? LINUX_PROFILE;
  return relaxProfile(
    known,
    either.filter((name): name is SwitchName => name in known),
  );
}
