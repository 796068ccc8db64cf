/**
 * The witness of a failure as English sentences: which device, which list, which RMRR, scope and hop, by which
 * rule, what was expected and what came.
 *
 * Every witness gets its sentences from what it holds. A rule that is known here gets a first sentence that
 * says in the words of the field what went wrong.
 */

import type { FailureLine } from "../../model/record.ts";
import { escapeText } from "../text/escape-text.ts";
import { comparisonWords } from "./sentences/comparison-words.ts";
import { ruleSentence } from "./sentences/rule-sentence.ts";
import { WitnessScene } from "./witness-scene.ts";

/** One to five sentences on one line. */
export function witnessSentence(failure: FailureLine): string {
  const scene = new WitnessScene(failure);
  const sentences = [whatHappened(scene), whereItComesFrom(scene), whatWasCompared(scene), whatItSays(scene)];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function whatHappened(scene: WitnessScene): string {
  const { step, rule } = scene.witness;
  const sentence = ruleSentence(scene) ?? plainSentence(scene);
  const at = step === undefined ? "" : `, at ${scene.step()}`;
  return `${sentence}${at} (rule ${escapeText(rule, 120)}).`;
}

/** For a rule without words of its own: everything that the witness names, in order. */
function plainSentence(scene: WitnessScene): string {
  const { device, otherDevice, list, otherList, object } = scene.witness;
  const named = [
    device === undefined ? [] : scene.device(),
    otherDevice === undefined ? [] : scene.device(otherDevice),
    list === undefined ? [] : scene.list(),
    otherList === undefined ? [] : scene.list(otherList),
    object === undefined ? [] : scene.object(),
  ].flat();
  return named.length === 0 ? "The requirement is broken" : `The requirement is broken for ${named.join(", ")}`;
}

function whereItComesFrom(scene: WitnessScene): string {
  const { rmrr, scope, hop } = scene.witness;
  if (rmrr === undefined) return "";
  const parts = [scene.rmrr()];
  if (scope !== undefined) parts.push(scene.scope());
  if (hop !== undefined) parts.push(scene.hop());
  return `In question: ${parts.join(", ")}.`;
}

function whatWasCompared(scene: WitnessScene): string {
  const { expected, received } = scene.witness;
  if (expected === undefined && received === undefined) return "";
  // Nobody says which of the two is right.
  if (scene.comparesTwins && expected !== undefined)
    return `Without that: ${scene.expected()}; with it: ${scene.received()}.`;
  if (expected === undefined) return `Got: ${scene.received()}.`;
  if (received === undefined) return `Expected: ${scene.expected()}.`;
  const words = comparisonWords(scene.witness.rule);
  return `Expected: ${words.expected}${scene.expected()}; got: ${words.received}${scene.received()}.`;
}

/** Rules whose message is of this suite, and stands in the first sentence: the implementation says nothing there. */
const TOLD_AT_ONCE: ReadonlySet<string> = new Set(["may-sleep", "may-sleep-and-failed"]);

/** Rules whose message is of whoever watches the implementation: this suite, or a sanitizer. */
const WATCHED = /^(?:adapter-|does-not-return|(?:hang|judge-failed|read-outside|sanitizer-report)$)/u;

function whatItSays(scene: WitnessScene): string {
  const { message, received, rule } = scene.witness;
  if (TOLD_AT_ONCE.has(rule)) return "";
  return message === undefined || message === received ? "" : `${whoSays(rule)}: ${escapeText(message)}`;
}

function whoSays(rule: string): string {
  if (rule === "adapter-error") return "The adapter says";
  return WATCHED.test(rule) ? "What was seen" : "The implementation says";
}
