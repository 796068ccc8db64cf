/** First sentences for the rules that the suites know, in the words of the field. */

import type { WitnessScene } from "../witness-scene.ts";
import { ADAPTER_BREAKAGES } from "./adapter-sentences.ts";
import { COMPLAINTS } from "./conduct-sentences.ts";
import { EXTRA_REGIONS, INEXACT_REGIONS, MISSING_REGIONS, WINDOW_FAULTS } from "./coverage-sentences.ts";
import { ENDINGS } from "./ending-sentences.ts";
import { ASSIGNMENTS, GROUPS } from "./group-sentences.ts";
import { COMINGS_AND_GOINGS, SHORTAGES, STARTS } from "./history-sentences.ts";
import { BROKEN_FIRMWARE } from "./firmware-sentences.ts";
import { MERGING, OBJECTS } from "./list-sentences.ts";
import { COMPARISONS } from "./metamorphic-sentences.ts";
import { PREDICATE_ANSWERS, REGION_TYPES } from "./predicate-sentences.ts";
import type { Sentence, Sentences } from "./sentence.ts";

const ALL: readonly Sentences[] = [
  ENDINGS,
  ADAPTER_BREAKAGES,
  MISSING_REGIONS,
  EXTRA_REGIONS,
  INEXACT_REGIONS,
  WINDOW_FAULTS,
  PREDICATE_ANSWERS,
  REGION_TYPES,
  OBJECTS,
  MERGING,
  GROUPS,
  ASSIGNMENTS,
  COMPLAINTS,
  COMPARISONS,
  SHORTAGES,
  STARTS,
  COMINGS_AND_GOINGS,
  BROKEN_FIRMWARE,
];

/** A map and not one object: a rule may be any text, `constructor` too. */
const SENTENCES: ReadonlyMap<string, Sentence> = new Map(ALL.flatMap((sentences) => Object.entries(sentences)));

/** The sentence for the rule of a witness, without step and full stop; undefined if there is none. */
export function ruleSentence(scene: WitnessScene): string | undefined {
  const { rule } = scene.witness;
  return (SENTENCES.get(`${scene.requirement} ${rule}`) ?? SENTENCES.get(rule))?.(scene);
}
