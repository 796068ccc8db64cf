/** Two scenarios that have to be answered alike and are not. */

import type { TwinRule } from "../../../oracle/twins/compare-twins.ts";
import { REQUIREMENTS } from "../../../suites/index.ts";
import type { WitnessScene } from "../witness-scene.ts";
import type { SentencesOf } from "./sentence.ts";

/** What is different in the twin: "when the RMRRs are in reverse order". */
function when(s: WitnessScene): string {
  const twin = REQUIREMENTS.find(({ id }) => id === s.requirement)?.twin;
  return twin === undefined ? "in a scenario that must be answered alike" : `when ${twin.difference}`;
}

export const COMPARISONS: SentencesOf<TwinRule> = {
  "regions-lost": (s) => `${s.device()} does not get all of its regions ${when(s)}`,
  "regions-gained": (s) => `${s.device()} gets additional regions ${when(s)}`,
  "regions-exchanged": (s) => `${s.device()} gets different regions ${when(s)}`,
  "type-differs": (s) => `${s.device()} gets a region of a different type ${when(s)}`,
  "answer-differs": (s) => `A query about ${s.device()} is answered differently ${when(s)}`,
  "group-list-differs": (s) => `The merged regions of a group differ ${when(s)}`,
  "text-differs": (s) => `The sysfs text of a group differs ${when(s)}`,
  "domain-differs": (s) => `The DMA domain of a group differs ${when(s)}`,
  "assignment-differs": (s) => `Assigning a group to user space has a different result ${when(s)}`,
};
