/** How an adapter broke: its rules are the codes of breakages, in kebab-case. */

import type { BreakageCode } from "../../../implementations/stdio/breakage.ts";
import type { SentencesOf } from "./sentence.ts";

/** The rule that stands for a code. */
type RuleOf<Code extends string> = Code extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}-${RuleOf<Rest>}`
  : Lowercase<Code>;

export const ADAPTER_BREAKAGES: Partial<SentencesOf<RuleOf<BreakageCode>>> = {
  "adapter-died": () => "The adapter exited while it worked on the case",
  "adapter-hung": () => "The adapter did not answer in time",
  "adapter-not-json": () => "The adapter is broken: it wrote something that is not a message",
  "adapter-not-utf8": () => "The adapter is broken: it wrote something that is not UTF-8",
  "adapter-line-too-long": () => "The adapter is broken: it wrote a line that does not end",
  "adapter-wrong-message": () => "The adapter is broken: it wrote a message that does not conform to the protocol",
  "adapter-unknown-member": () => "The adapter is broken: a message has a member that the protocol does not define",
  "adapter-wrong-steps": () => "The adapter is broken: its trace does not match the steps",
  "adapter-out-of-order": () => "The adapter is broken: it answered another scenario first",
  "adapter-answered-twice": () => "The adapter is broken: it answered a scenario twice",
  "adapter-unknown-id": () => "The adapter is broken: it answered a scenario that was never sent",
  "adapter-closed-output": () => "The adapter is broken: it closed its output",
  "adapter-closed-input": () => "The adapter is broken: it closed its input",
  "adapter-changed": () => "The adapter is broken: it gives a different answer each time it is started",
  "adapter-no-restart": () => "The adapter could not be started again",
  "adapter-error": () => "The adapter reported an error",
};
