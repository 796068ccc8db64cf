import { expect, test } from "vitest";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { witnessSentence } from "../../reports/failure/witness-sentence.ts";
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

test("a region that is freed under the hands of its holder is said to be in the holder's list", async () => {
  const variant = FAULTY.find(({ name }) => name === "removal-frees-handed-out-lists")!;
  expect(witnessSentence(await failureOf(variant))).toMatch(/^Object #\d+ is freed while it is in list\d+, at step /);
});

test("a sentence that begins with the label of a list leaves the label as it is", async () => {
  const variant = FAULTY.find(({ name }) => name === "last-member-forgotten")!;
  expect(witnessSentence(await failureOf(variant))).toMatch(/^list\d+ has nothing of what /);
});
