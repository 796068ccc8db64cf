/** The history of merged lists from a few steps and what the lists are shown to hold, in few words. */

import type { Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import type { MergeFault } from "../../oracle/merge-fault.ts";
import { mergeHistory, type MergeHistory } from "../../oracle/merge-history.ts";
import { endpoint } from "../reference/hand-made.ts";
import { observed } from "./observed.ts";

/** A step, and what the list is then, or how else it ended. */
export type Happening = readonly [Step, readonly RegionFields[] | StepResult];

export function historyOf(happenings: readonly Happening[], switches: Partial<Profile> = {}): MergeHistory {
  const results = happenings.map(([step, result]) => [step, isShown(result) ? shows(...result) : result] as const);
  return mergeHistory(observed({ functions: [endpoint("nic", "0:2.0")] }, results, switches));
}

function isShown(result: Happening[1]): result is readonly RegionFields[] {
  return Array.isArray(result);
}

export function shows(...regions: readonly RegionFields[]): StepResult {
  return { status: "ok", regions: regions.map((each, object) => ({ ...each, object })) };
}

export function faults(happenings: readonly Happening[], switches: Partial<Profile> = {}): readonly MergeFault[] {
  return historyOf(happenings, switches).faults;
}

export function kinds(happenings: readonly Happening[], switches: Partial<Profile> = {}): readonly string[] {
  return faults(happenings, switches).map(({ kind, step }) => `${kind} ${step}`);
}
