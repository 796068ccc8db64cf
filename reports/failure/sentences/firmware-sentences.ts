/** What firmware got wrong, and what came of it. */

import type { InventedRule } from "../../../oracle/invented-coverage.ts";
import { BAD_THINGS, type BadThing } from "../../../suites/bad-things.ts";
import type { WitnessScene } from "../witness-scene.ts";
import type { Sentence, Sentences, SentencesOf } from "./sentence.ts";

const BESIDE: Readonly<Record<BadThing, string>> = {
  "bad-range": "an RMRR whose range is faulty",
  "unreadable-scope": "a scope that cannot be read",
  "impossible-hop": "a path with a device above 31 or a function above 7",
  "rmrr-without-scope": "a structure without scopes",
  "bad-structure": "a structure that is shorter or longer than its content",
  "unknown-scope": "a scope of an unknown type",
  "unknown-structure": "a structure of an unknown type",
  "wrong-order": "structures out of order",
  "bytes-past-length": "bytes past the table's Length",
  "header-mismatch": "a scope whose type does not fit the header of what it names",
  "path-of-nobody": "a path that leads nowhere",
};

function good(s: WitnessScene): string {
  return `${s.rmrrName()}, which is good`;
}

const LOST: Sentences = Object.fromEntries(
  BAD_THINGS.flatMap((thing): (readonly [string, Sentence])[] => [
    [
      `missing-beside-${thing}`,
      (s) => `${s.device()} does not get the region of ${good(s)}, in a table with ${BESIDE[thing]}`,
    ],
    [
      `inexact-beside-${thing}`,
      (s) => `${s.device()} gets a range other than that of ${good(s)}, in a table with ${BESIDE[thing]}`,
    ],
  ]),
);

const INVENTED: SentencesOf<InventedRule> = {
  "unreadable-scope": (s) => `${s.device()} gets the region of ${s.rmrrName()}, one of whose scopes cannot be read`,
  "impossible-hop": (s) => `${s.device()} gets the region of ${s.rmrrName()}, whose path has an impossible hop`,
  "path-of-nobody": (s) => `${s.device()} gets the region of ${s.rmrrName()}, whose path leads nowhere`,
  "no-scope": (s) => `${s.device()} gets the region of ${s.rmrrName()}, which names nothing`,
  "not-named": (s) => `${s.device()} gets the region of ${s.rmrrName()}, which does not name it`,
  "range-of-no-rmrr": (s) => `${s.device()} gets a region that no readable RMRR reports`,
};

export const BROKEN_FIRMWARE: Sentences = {
  ...LOST,
  ...Object.fromEntries(
    Object.entries(INVENTED).map(([rule, sentence]) => [`firmware/no-invented-coverage ${rule}`, sentence]),
  ),
  "endless-answer": () => "The list of a device does not end",
  "dies-at-start": () => "The implementation does not start with this table",
  "dies-in-a-step": () => "The implementation does not survive a call with this table",
  "step-fails": () => "The implementation fails with this table",
  "read-outside": () => "Something outside the table is read",
  "firmware/faulty-rmrrs not-used": (s) =>
    `${s.device()} does not get the region of ${s.rmrrName()}, which is faulty but must be used`,
  "firmware/faulty-rmrrs not-as-written": (s) =>
    `${s.device()} gets the region of ${s.rmrrName()}, which is faulty, but not [Base, Limit] as written`,
  "firmware/faulty-rmrrs used": (s) =>
    `${s.device()} gets the region of ${s.rmrrName()}, which is faulty and must be skipped`,
};
