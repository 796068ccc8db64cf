/** The schemas of files that people keep: stored failures and known divergences. */

import * as v from "valibot";
import { ScenarioSchema } from "./scenario-schema.ts";
import { described, noList, TextSchema, TextsSchema, type WireSchema } from "./value-schemas.ts";
import { WitnessSchema } from "./verdict-schema.ts";

export const StoredFailureSchema: WireSchema = v.pipe(
  v.strictObject({
    about: described(TextSchema, "What the file is, for people."),
    format: v.literal("rmrr-conformance/stored-failure/1"),
    suiteVersion: TextSchema,
    outcome: v.picklist(["hang", "fail", "error"]),
    requirements: described(TextsSchema, "Ids of the requirements to judge it for."),
    rule: TextSchema,
    profile: TextSchema,
    implementation: TextSchema,
    seed: TextSchema,
    origin: described(TextSchema, "The case that led to it."),
    witness: WitnessSchema,
    scenario: ScenarioSchema,
  }),
  v.title("Stored failure"),
  v.description("A failure with the least scenario for it; every run judges it first."),
);

const bound = v.exactOptional(TextSchema);

export const KnownDivergencesSchema: WireSchema = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(TextSchema),
    format: v.literal("rmrr-conformance/known-divergences/1"),
    divergences: v.array(
      v.strictObject({
        requirement: described(TextSchema, "Id of the requirement by which the scenario fails: family/name."),
        rule: described(TextSchema, "The witness rule by which it fails."),
        also: v.exactOptional(
          described(
            v.array(v.strictObject({ requirement: TextSchema, rules: TextsSchema })),
            "What else fails of the same cause, by requirement and rules.",
          ),
        ),
        when: described(TextsSchema, "Names of situations that must all hold; with a leading !, that must not."),
        reason: described(TextSchema, "Why it is so and is left so, a sentence."),
        link: v.exactOptional(described(TextSchema, "Where it is discussed.")),
        versions: v.exactOptional(described(noList(v.strictObject({ from: bound, to: bound })), "Inclusive bounds.")),
        fixed: v.exactOptional(
          described(
            v.strictObject({
              release: described(
                v.pipe(v.string(), v.regex(/^\d+(\.\d+)*$/)),
                "A release without it, the first if that is known.",
              ),
              change: v.exactOptional(described(TextSchema, "The change that fixed it.")),
            }),
            "Whoever descends from that release and shows it has an old fault again.",
          ),
        ),
        scenario: v.union([
          described(TextSchema, "The path of a file that holds one, relative to this file."),
          ScenarioSchema,
        ]),
      }),
    ),
  }),
  v.title("Known divergences"),
  v.description("What an implementation is declared to do otherwise, and where."),
);
