/** First sentences for the rules that the suites know, in the words of the field. */

import type { WitnessScene } from "./witness-scene.ts";

type Sentence = (scene: WitnessScene) => string;

const SENTENCES: ReadonlyMap<string, Sentence> = new Map<string, Sentence>([]);

/** The sentence for the rule of a witness, without step and full stop; undefined if there is none. */
export function ruleSentence(scene: WitnessScene): string | undefined {
  return SENTENCES.get(scene.witness.rule)?.(scene);
}
