/** Two scenarios that have to be answered alike and are not. */

import type { TwinRule } from "../../../oracle/twins/compare-twins.ts";
import { REQUIREMENTS } from "../../../suites/index.ts";
import type { WitnessScene } from "../witness-scene.ts";
import type { SentencesOf } from "./sentence.ts";

/** What is different in the twin: "when the RMRRs stand in reverse order". */
function when(s: WitnessScene): string {
  const twin = REQUIREMENTS.find(({ id }) => id === s.requirement)?.twin;
  return twin === undefined ? "in a scenario that has to be answered alike" : `when ${twin.difference}`;
}

export const COMPARISONS: SentencesOf<TwinRule> = {
  "regions-lost": (s) => `${s.device()} does not get all of its regions ${when(s)}`,
  "regions-gained": (s) => `${s.device()} gets further regions ${when(s)}`,
  "regions-exchanged": (s) => `${s.device()} gets other regions ${when(s)}`,
  "type-differs": (s) => `${s.device()} gets a region of another type ${when(s)}`,
  "answer-differs": (s) => `A question about ${s.device()} is answered otherwise ${when(s)}`,
  "group-list-differs": (s) => `The merged regions of a group are others ${when(s)}`,
  "text-differs": (s) => `The text that shows the regions of a group is another ${when(s)}`,
  "domain-differs": (s) => `The DMA domain of a group is another ${when(s)}`,
  "assignment-differs": (s) => `A group is assigned to user space otherwise ${when(s)}`,
};
