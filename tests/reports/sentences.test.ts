import { expect, test } from "vitest";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { witnessSentence } from "../../reports/failure/witness-sentence.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";
import { failureOf } from "./family-failures.ts";

test.each([
  ["locked-devices-assigned", /Expected: refused, because of \[0x[^;]*; got: assigned, and may map /],
  ["conflict-not-noticed", /Expected: refused, because of the mapping \[0x[^;]*; got: assigned, and may map /],
  ["every-rmrr-locks-the-group", /Expected: assigned, and may map \[0x[^;]*; got: refused\./],
  ["touching-mappings-conflict", /Expected: assigned, and may map \[0x[^;]*; got: refused\./],
])("of %s it is said whether the group was to be refused, and what became of it", async (name, words) => {
  const variant = FAULTY.find((each) => each.name === name)!;
  expect(witnessSentence(await failureOf(variant))).toMatch(words);
});

test("what an allocation that may sleep is for is not put into the mouth of the implementation", async () => {
  const variant = FAULTY.find(({ killedBy }) => killedBy.requirement === "allocation/no-sleep-in-atomic")!;
  const sentence = witnessSentence(await failureOf(variant));
  expect(sentence).toMatch(/^An allocation may sleep where sleeping is forbidden: memory for a region, at /);
  expect(sentence).not.toContain("The implementation says");
});

test.each([
  ["adapter-died", /The implementation says/, /What was seen: boom$/],
  ["adapter-error", /The implementation says/, /The adapter says: boom$/],
  ["does-not-return-from-get", /The implementation says/, /What was seen: boom$/],
  ["read-outside", /The implementation says/, /What was seen: boom$/],
  ["sanitizer-report", /The implementation says/, /What was seen: boom$/],
  ["judge-failed", /The implementation says/, /What was seen: boom$/],
  ["step-error", /What was seen|The adapter says/, /The implementation says: boom$/],
  ["dies-in-get", /What was seen|The adapter says/, /The implementation says: boom$/],
])("by the rule %s, a message is put into the mouth of nobody else than whose it is", (rule, others, own) => {
  const sentence = witnessSentence({ ...EXAMPLE_FAILURE, rule, witness: { rule, message: "boom" } });
  expect(sentence).toMatch(own);
  expect(sentence).not.toMatch(others);
});

test("a region that is freed under the hands of its holder is said to be in the holder's list", async () => {
  const variant = FAULTY.find(({ name }) => name === "removal-frees-handed-out-lists")!;
  expect(witnessSentence(await failureOf(variant))).toMatch(/^Object #\d+ is freed while it is in list\d+, at step /);
});

test("a sentence that begins with the label of a list leaves the label as it is", async () => {
  const variant = FAULTY.find(({ name }) => name === "last-member-forgotten")!;
  expect(witnessSentence(await failureOf(variant))).toMatch(/^list\d+ has none of the regions /);
});
