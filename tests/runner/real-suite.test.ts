/** The runner with the suite of this package: what its parts do together. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import type { Implementation, RegionObject } from "../../implementations/contract.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import type { RecordLine } from "../../model/record.ts";
import { recordLineToWire } from "../../model/wire/record-wire.ts";
import type { KnownDivergence } from "../../runner/known-divergence.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import { ensureBuilt, ROOT } from "../support/built.ts";
import { linesOf } from "./numbers.ts";

beforeAll(() => ensureBuilt(), 180_000);

const OPTIONS = { seed: "real", runs: 200, replayCommand: () => "again" } as const;

async function recordOf(options: RunOptions, run = runConformance): Promise<readonly RecordLine[]> {
  const lines: RecordLine[] = [];
  await run(options, { line: (line) => lines.push(line) });
  return lines;
}

/** The lines as they are written, but for the first. The time limit stands only where there is one. */
function texts(lines: readonly RecordLine[]): readonly string[] {
  return lines
    .filter(({ line }) => line !== "environment")
    .map((line) => JSON.stringify(recordLineToWire(line)).replace(',"caseTimeout":5000', ""));
}

const executorOf = (implementation: Implementation<Iterable<RegionObject>>): RunOptions["subject"] => ({
  executor: inProcessExecutor(implementation),
});

function faulty(name: string): Implementation<Iterable<RegionObject>> {
  return FAULTY.find((variant) => variant.name === name)!.implementation as unknown as Implementation<
    Iterable<RegionObject>
  >;
}

describe("the suite of this package", () => {
  test("passes the reference, and reaches every requirement", async () => {
    const lines = await recordOf({ ...OPTIONS, runs: 1000, subject: executorOf(referenceImplementation as never) });
    const failed = linesOf(lines, "requirement").filter(({ outcome }) => outcome !== "pass");
    expect(failed).toEqual([]);
    expect(linesOf(lines, "footer")[0]!.exitStatus).toBe(0);
  });

  test.each(["shared-region-object", "only-first-hop-used", "leak-on-merge"])(
    "writes one record for one seed on %s, in this thread, in a worker and four at a time",
    async (name) => {
      const here = texts(await recordOf({ ...OPTIONS, subject: executorOf(faulty(name)) }));
      expect(here.some((line) => line.includes('"line":"failure"'))).toBe(true);
      expect(texts(await recordOf({ ...OPTIONS, subject: executorOf(faulty(name)) }))).toEqual(here);

      const executor = inProcessExecutor(faulty(name));
      const later = {
        ...executor,
        inFlight: 4,
        execute: async (...given: Parameters<typeof executor.execute>) => executor.execute(...given),
      };
      expect(texts(await recordOf({ ...OPTIONS, subject: { executor: later } }))).toEqual(here);

      const url = pathToFileURL(join(ROOT, "dist", "runner", "run-conformance.js")).href;
      const { runConformance: runBuilt } = (await import(url)) as { runConformance: typeof runConformance };
      const module = pathToFileURL(join(ROOT, "dist", "cli", "built-in-implementation.js"));
      module.searchParams.set("name", name);
      expect(texts(await recordOf({ ...OPTIONS, subject: { module } }, runBuilt))).toEqual(here);
    },
  );

  test("shrinks every failure to its end", async () => {
    for (const name of ["first-scope-wins", "put-frees-only-msi", "touching-joined-across-types"]) {
      const lines = await recordOf({ ...OPTIONS, subject: executorOf(faulty(name)) });
      const failures = linesOf(lines, "failure");
      expect(failures.length).toBeGreaterThan(0);
      for (const { shrinking } of failures) expect(shrinking.cut).toBe(false);
    }
  });

  test("takes a failure that it found itself as a known divergence, in the words of situations", async () => {
    const subject = executorOf(faulty("limit-exclusive"));
    const found = linesOf(await recordOf({ ...OPTIONS, only: ["coverage/exact-range"], subject }), "failure");
    expect(found.length).toBeGreaterThan(0);
    const known = found.map(({ requirements, rule, scenario }): KnownDivergence => ({
      requirement: requirements[0]!,
      rule,
      when: [],
      reason: "The limit is taken for the first byte behind the region.",
      scenario,
    }));
    const lines = await recordOf({ ...OPTIONS, only: ["coverage/exact-range"], subject, known });
    const outcomes = new Set(linesOf(lines, "failure").map(({ outcome }) => outcome));
    expect(outcomes).toEqual(new Set(["known"]));
    // Where its situations do not hold, it explains nothing.
    const elsewhere = known.map((divergence) => ({ ...divergence, when: ["!depth-of-24", "!segment-above-16-bits"] }));
    const partly = linesOf(
      await recordOf({ ...OPTIONS, runs: 1000, only: ["coverage/exact-range"], subject, known: elsewhere }),
      "failure",
    );
    expect(partly.filter(({ outcome }) => outcome === "known")).toHaveLength(known.length);
    expect(partly.some(({ outcome }) => outcome === "fail")).toBe(true);
    const fixed = await recordOf({
      ...OPTIONS,
      only: ["coverage/exact-range"],
      subject: executorOf(referenceImplementation as never),
      known,
    });
    expect(linesOf(fixed, "requirement")[0]!.outcome).toBe("unexpected-pass");
    expect(linesOf(fixed, "footer")[0]!.exitStatus).toBe(1);
  });
});
