import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readStore, storeFailure } from "../../runner/failure-store.ts";
import {
  storedFailureFromText,
  storedFailureName,
  storedFailureToText,
  STORED_FAILURE_FORMAT,
  type StoredFailure,
} from "../../runner/stored-failure.ts";
import { anyScenario, anyText } from "../wire/any-values.ts";
import { answering, isEven, linesOf, numbersOf, requirement, RIGHT, run, scenarioOf } from "./numbers.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-store-"));
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

const ODD_CLAIMED = answering((number) => number > 40 || isEven(number));

function failureOf(numbers: readonly number[], changes: Partial<StoredFailure> = {}): StoredFailure {
  return {
    outcome: "fail",
    requirements: ["number/any"],
    rule: "odd-claimed",
    profile: "linux",
    implementation: "numbers",
    seed: "a seed",
    origin: "stream small, case 1",
    witness: { rule: "odd-claimed", step: 0 },
    scenario: scenarioOf(numbers),
    ...changes,
  };
}

describe("a stored failure", () => {
  test("reads back as it was written", () => {
    fc.assert(
      fc.property(
        anyScenario,
        anyText,
        anyText,
        fc.constantFrom("hang", "fail", "error"),
        (scenario, rule, seed, outcome) => {
          const failure = failureOf([], { scenario, rule, seed, outcome });
          expect(storedFailureFromText(storedFailureToText(failure), "a file")).toEqual(failure);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("says first what the file is, and that it is to be committed", () => {
    const [first] = Object.entries(JSON.parse(storedFailureToText(failureOf([1]))) as object);
    expect(first![0]).toBe("about");
    expect(first![1]).toMatch(/Commit this file/u);
  });

  test("has a name of requirement, rule and scenario, whatever those hold, and nothing that leaves the folder", () => {
    expect(storedFailureName(failureOf([1]))).toMatch(/^number\.any--odd-claimed--[0-9a-f]{12}\.json$/u);
    fc.assert(
      fc.property(anyText, anyText, (id, rule) => {
        const name = storedFailureName(failureOf([1], { requirements: [id], rule }));
        expect(name).toMatch(/^[\w.-]+\.json$/u);
        expect(basename(name)).toBe(name);
      }),
    );
    expect(storedFailureName(failureOf([1]))).not.toBe(storedFailureName(failureOf([2])));
    expect(storedFailureName(failureOf([1]))).not.toBe(storedFailureName(failureOf([1], { rule: "even-denied" })));
  });

  test.each([
    ["no JSON", "{", "STORED_FAILURE_UNREADABLE"],
    ["a list", "[]", "STORED_FAILURE_UNREADABLE"],
    ["empty", "", "STORED_FAILURE_UNREADABLE"],
    ["of another version", '{ "format": "rmrr-conformance/stored-failure/9" }', "STORED_FAILURE_VERSION"],
    ["of no version", "{}", "STORED_FAILURE_VERSION"],
    ["without a scenario", `{ "format": "${STORED_FAILURE_FORMAT}" }`, "STORED_FAILURE_UNREADABLE"],
  ])("that is %s is an error with a code and a next step", (_, text, code) => {
    expect(() => storedFailureFromText(text, "x.json")).toThrow(
      expect.objectContaining({ code, exitStatus: 3, nextStep: expect.stringMatching(/left untouched/u) }) as Error,
    );
  });
});

describe("the store", () => {
  test("of a folder that does not exist is empty", async () => {
    expect(await readStore(join(folder, "no"))).toEqual({ files: [], problems: [] });
  });

  test("never overwrites or deletes a file, and never leaves a partial one", async () => {
    const path = await storeFailure(folder, failureOf([1]));
    writeFileSync(path, "mine");
    const before = statSync(path).mtimeMs;
    expect(await storeFailure(folder, failureOf([1]))).toBe(path);
    expect(readFileSync(path, "utf8")).toBe("mine");
    expect(statSync(path).mtimeMs).toBe(before);
    await storeFailure(folder, failureOf([2]));
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test("takes one failure stored by several at once", async () => {
    const paths = await Promise.all(Array.from({ length: 8 }, () => storeFailure(folder, failureOf([1]))));
    expect(new Set(paths).size).toBe(1);
    expect(readdirSync(folder)).toHaveLength(1);
    expect((await readStore(folder)).files[0]!.failure).toEqual(failureOf([1]));
  });

  test("reads the others when one cannot be read, and leaves that one alone", async () => {
    await storeFailure(folder, failureOf([1]));
    writeFileSync(join(folder, "a.json"), "{");
    writeFileSync(join(folder, "b.json"), '{ "format": "rmrr-conformance/stored-failure/0" }');
    mkdirSync(join(folder, "c.json"));
    writeFileSync(join(folder, "notes.txt"), "not a failure");
    const { files, problems } = await readStore(folder);
    expect(files).toHaveLength(1);
    expect(problems.map(({ code }) => code)).toEqual([
      "STORED_FAILURE_UNREADABLE",
      "STORED_FAILURE_VERSION",
      "STORE_UNREADABLE",
    ]);
    expect(readFileSync(join(folder, "a.json"), "utf8")).toBe("{");
  });

  test("that is a file is unwritable and unreadable, with a code", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    await expect(storeFailure(file, failureOf([1]))).rejects.toMatchObject({ code: "STORE_UNWRITABLE" });
    expect((await readStore(file)).problems).toMatchObject([{ code: "STORE_UNREADABLE" }]);
  });
});

describe("a run with a store", () => {
  test("stores what fails, shrunk, and judges it first the next time, in a section of its own", async () => {
    const first = await run(ODD_CLAIMED, { store: folder });
    expect(first.exitStatus).toBe(1);
    expect(first.stored).toHaveLength(2);
    const { files } = await readStore(folder);
    expect(files.map(({ failure }) => numbersOf(failure.scenario))).toEqual([[41], [500_001]]);
    for (const line of linesOf(first.lines, "failure")) expect(line.replay).toContain(`// judges ${folder}`);

    // The seed of the first run is not needed to find it again.
    const fixed = await run(RIGHT, { store: folder, seed: "another", runs: 200 });
    expect(fixed.exitStatus).toBe(0);
    expect(linesOf(fixed.lines, "stream")[0]).toMatchObject({ stream: "stored", cases: 2 });
    expect(requirement(fixed.lines, "number/any")).toMatchObject({ outcome: "pass", cases: 401, triggered: 401 });

    const onlyThere = answering((number) => (number === 41 ? true : isEven(number)));
    const stored = await run(onlyThere, { store: folder, runs: 1, seed: "another", allowUnobserved: ["*"] });
    expect(stored.exitStatus).toBe(1);
    expect(linesOf(stored.lines, "failure")).toMatchObject([
      { outcome: "fail", origin: { from: "store", file: files[0]!.name }, occurrences: 1 },
    ]);
  });

  test("does not tell twice what a stream finds again down to the least scenario", async () => {
    await run(ODD_CLAIMED, { store: folder });
    const again = await run(ODD_CLAIMED, { store: folder });
    const failures = linesOf(again.lines, "failure");
    expect(failures.map(({ origin }) => origin.from)).toEqual(["store", "store"]);
    expect(failures[0]!.occurrences).toBe(1 + linesOf((await run(ODD_CLAIMED)).lines, "failure")[0]!.occurrences);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test("leaves stored failures out when told to, and still keeps new ones", async () => {
    await storeFailure(folder, failureOf([7], { rule: "other" }));
    const { lines } = await run(ODD_CLAIMED, { store: folder, noStored: true });
    expect(linesOf(lines, "stream").map(({ stream }) => stream)).not.toContain("stored");
    expect(linesOf(lines, "header")[0]!.options.stored).toBe(false);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test("has another digest in its header when the store is another", async () => {
    const digest = async (noStored: boolean): Promise<string> =>
      linesOf((await run(RIGHT, { store: folder, noStored, runs: 40 })).lines, "header")[0]!.storeDigest;
    const empty = await digest(false);
    expect(await digest(true)).toBe(empty);
    await storeFailure(folder, failureOf([3]));
    expect(await digest(false)).not.toBe(empty);
    expect(await digest(true)).toBe(empty);
  });

  test("goes on without a file that it cannot read, and is not green", async () => {
    writeFileSync(join(folder, "broken.json"), "{");
    await storeFailure(folder, failureOf([3], { requirements: ["number/gone"] }));
    const { exitStatus, lines, problems } = await run(RIGHT, { store: folder });
    expect(exitStatus).toBe(3);
    expect(problems).toEqual(["STORED_FAILURE_UNREADABLE", "STORED_FAILURE_UNKNOWN_REQUIREMENT"]);
    expect(linesOf(lines, "footer")[0]!.problems).toEqual([
      "STORED_FAILURE_UNKNOWN_REQUIREMENT",
      "STORED_FAILURE_UNREADABLE",
    ]);
    expect(requirement(lines, "number/any").outcome).toBe("pass");
    expect(readFileSync(join(folder, "broken.json"), "utf8")).toBe("{");
  });

  test("tells of a stored failure that no longer triggers its requirement, unless by another profile", async () => {
    await storeFailure(folder, failureOf([3], { requirements: ["number/large"] }));
    await storeFailure(folder, failureOf([5], { requirements: ["number/large"], profile: "vtd" }));
    await storeFailure(folder, failureOf([7], { requirements: ["number/large"], outcome: "hang" }));
    await storeFailure(folder, failureOf([500_001], { requirements: ["number/large"] }));
    const { exitStatus, lines, problems } = await run(RIGHT, { store: folder });
    expect([exitStatus, problems]).toEqual([3, ["STORED_FAILURE_NOT_TRIGGERED"]]);
    expect(linesOf(lines, "stream")[0]).toMatchObject({ stream: "stored", cases: 4 });
    expect(requirement(lines, "number/large").outcome).toBe("pass");
    const lenient = await run({ ...RIGHT, either: ["msiWindow"] }, { store: folder });
    expect([lenient.exitStatus, lenient.problems]).toEqual([0, []]);
  });

  test("loses nothing when the store cannot be written", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "mine");
    const { exitStatus, lines, problems } = await run(ODD_CLAIMED, { store: file, noStored: true });
    expect(exitStatus).toBe(1);
    // Once, and not for each of the two.
    expect(problems).toEqual(["STORE_UNWRITABLE"]);
    expect(linesOf(lines, "failure")).toHaveLength(2);
    expect(linesOf(lines, "failure")[0]!.replay).not.toContain("judges");
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  test("judges a stored failure of a requirement that is not selected not at all", async () => {
    await storeFailure(folder, failureOf([41]));
    const { exitStatus, lines } = await run(ODD_CLAIMED, { store: folder, only: ["number/never"] });
    // What is selected is never seen, so this is not green, but it is no failure either.
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "stream").map(({ stream }) => stream)).toEqual(["small"]);
  });

  test("creates its folder only when there is something to keep", async () => {
    const store = join(folder, "failures");
    await run(RIGHT, { store, runs: 40 });
    expect(existsSync(store)).toBe(false);
    await run(ODD_CLAIMED, { store, runs: 40 });
    expect(existsSync(store)).toBe(true);
  });
});
