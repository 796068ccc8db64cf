/** The type of a sentence. */

import type { WitnessScene } from "../witness-scene.ts";

/** Says what went wrong, without the step at which it shows and without a full stop. */
export type Sentence = (scene: WitnessScene) => string;

/**
 * Sentences by what they are about: a rule, or a requirement and a rule where the rule alone is not enough, as
 * in `coverage/downstream-predicate sibling`.
 */
export type Sentences = Readonly<Record<string, Sentence>>;

/** A sentence for each rule of a closed set, so that a new rule cannot be left without one. */
export type SentencesOf<Rule extends string> = Readonly<Record<Rule, Sentence>>;
