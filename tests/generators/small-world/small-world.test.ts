/** Enumerations are counted again without any thought, and hold every case once. */

import { describe, expect, test } from "vitest";
import { CLASS_CODE_ETHERNET } from "../../../generators/class-vocabulary.ts";
import type { Plan } from "../../../generators/plan.ts";
import { realise } from "../../../generators/realise.ts";
import { mergeWorld, smallRegions } from "../../../generators/small-world/merge-world.ts";
import type { Numbered } from "../../../generators/small-world/numbered.ts";
import {
  SMALL_CLASS_CODES,
  SMALL_RANGES,
  SmallPlatforms,
  type TableShape,
  type Vocabulary,
} from "../../../generators/small-world/small-platforms.ts";
import { smallWorlds } from "../../../generators/small-world/small-worlds.ts";
import { decodeTable } from "../../../model/dmar/decode.ts";
import { validatePlatform } from "../../../model/platform-validity.ts";
import type { Scenario } from "../../../model/scenario.ts";
import { scenarioDigest } from "../../../runner/canonical-json.ts";
import { canonicalText, naivePlatforms, platformOf } from "./naive-platforms.ts";

/** Functions, classes of endpoints, and the hops of each scope of each RMRR. */
const BLOCKS: readonly (readonly [functions: number, classes: number, shape: TableShape])[] = [
  [1, 1, []],
  [3, 1, []],
  [4, 1, []],
  [2, 3, []],
  [3, 3, []],
  [2, 2, [[]]],
  [2, 1, [[], []]],
  [1, 1, [[3]]],
  [2, 2, [[2]]],
  [3, 1, [[1]]],
  [3, 1, [[2]]],
  [1, 2, [[1, 1]]],
  [2, 1, [[1, 1]]],
  [1, 1, [[2, 1]]],
  [2, 1, [[2, 2]]],
  [1, 1, [[1], [1]]],
  [2, 1, [[1], [1]]],
  [1, 1, [[1], [2]]],
  [1, 1, [[1, 1], [1]]],
  [1, 1, [[1], [], [1]]],
];

function all<Item>({ count, at }: Numbered<Item>): Item[] {
  return Array.from({ length: count }, (_, index) => at(index));
}

/** Scope types and ranges vary by themselves: without them, a block has its hierarchies and paths only. */
function vocabulary(classes: number): Vocabulary {
  const [range] = SMALL_RANGES;
  return { classCodes: SMALL_CLASS_CODES.slice(0, classes), ranges: [range!, range!, range!], eachItsOwn: true };
}

function ofOneType(plans: readonly Plan[]): readonly Plan[] {
  return plans.filter(({ rmrrs }) => rmrrs.every(({ scopes }) => scopes.every(({ type }) => type === 1)));
}

describe("small platforms", () => {
  test.each(BLOCKS)(
    "of %i functions of %i classes with scopes of %j hops are those there are, each once",
    (...block) => {
      const [functions, classes, shape] = block;
      const kinds = SMALL_CLASS_CODES.slice(0, classes).map(String);
      const naive = naivePlatforms(functions, kinds, shape);
      const found = ofOneType(all(new SmallPlatforms().of({ functions, shape }, vocabulary(classes))));
      const texts = found.map((plan) => canonicalText(platformOf(realise(plan), String)));
      expect(new Set(texts).size).toBe(texts.length);
      expect(new Set(texts)).toEqual(new Set(naive.map(canonicalText)));
      const everyOne = new SmallPlatforms(false).of({ functions, shape }, vocabulary(classes));
      expect(everyOne.count).toBe(naive.length * 2 ** shape.flat().length);
    },
  );

  test("have scopes of either type and ranges of every kind", () => {
    const varied = { classCodes: [CLASS_CODE_ETHERNET], ranges: SMALL_RANGES, eachItsOwn: false };
    const plans = all(new SmallPlatforms().of({ functions: 1, shape: [[1], [1]] }, varied));
    const seen = new Set(
      plans.map(({ rmrrs }) => rmrrs.map(({ base, limit, scopes }) => `${base} ${limit} ${scopes[0]!.type}`).join()),
    );
    expect(seen.size).toBe((2 * SMALL_RANGES.length) ** 2);
  });
});

describe("small lists of regions", () => {
  test("have every possible order of starts and ends exactly once", () => {
    const addresses = 8;
    const spans = Array.from({ length: addresses }, (_, from) =>
      Array.from({ length: addresses - 1 - from }, (__, more) => [from, from + 1 + more] as const),
    )
      .flat()
      .filter(([from, to]) => from > 0 || to < addresses - 1);
    /** The ends of the space are what they are; between them, only the order counts. */
    const ranks = (ends: readonly bigint[], bottom: bigint, top: bigint): string => {
      const inside = [...new Set(ends)].filter((end) => end !== bottom && end !== top).sort((a, b) => (a < b ? -1 : 1));
      return ends.map((end) => (end === bottom ? "bottom" : end === top ? "top" : inside.indexOf(end))).join();
    };
    for (const length of [0, 1, 2, 3]) {
      let sequences: (readonly bigint[])[] = [[]];
      for (let place = 0; place < length; place++) {
        sequences = sequences.flatMap((before) => spans.map((span) => [...before, ...span.map(BigInt)]));
      }
      const naive = new Set(sequences.map((ends) => ranks(ends, 0n, BigInt(addresses - 1))));
      const found = all(smallRegions(length)).map((regions) => {
        const ends = regions.flatMap(({ start, end }) => [start, end + 1n]);
        return `${ranks(ends, 0n, 2n ** 64n)} ${regions.map(({ type }) => type).join()}`;
      });
      expect(new Set(found).size).toBe(found.length);
      expect(found).toHaveLength(naive.size * 4 ** length);
      expect(new Set(found.map((text) => text.split(" ")[0]))).toEqual(naive);
    }
    const { count } = mergeWorld().plans;
    const [one, two, three] = [1, 2, 3].map((length) => smallRegions(length).count);
    expect(count).toBe(1 + one! + 2 * two! + 2 * three!);
  });
});

function sizeOf({ platform }: Scenario): number {
  const scopes = decodeTable(platform.dmar).structures.flatMap(({ structure }) =>
    structure.kind === "rmrr" ? [structure.scopes] : [],
  );
  const hops = scopes.flat().reduce((sum, { path }) => sum + path.length, 0);
  return platform.functions.length + scopes.length + scopes.flat().length + hops;
}

describe.each(smallWorlds().map((world) => [world.name, world] as const))("the world of %s", (name, { plans }) => {
  // An odd stride comes by cases of every part.
  const stride = Math.max(1, Math.floor(plans.count / 4001)) | 1;
  const sample = Array.from({ length: Math.floor(plans.count / stride) }, (_, index) => plans.at(index * stride));

  test("has valid platforms, with functions at the requested places", () => {
    for (const plan of sample) {
      const { platform } = realise(plan);
      expect(validatePlatform(platform)).toEqual([]);
      expect(platform.functions.map((fn) => [fn.device, fn.function])).toEqual(
        plan.functions.map((fn) => [fn.device, fn.function]),
      );
    }
  });

  test("has no case twice", () => {
    const first = Array.from({ length: Math.min(plans.count, 6000) }, (_, index) => plans.at(index));
    const digests = [...first, ...sample.filter((__, index) => index * stride >= first.length)].map((plan) =>
      scenarioDigest(realise(plan)),
    );
    expect(new Set(digests).size).toBe(digests.length);
  });

  test("starts with the smallest case", () => {
    const sizes = sample.map((plan) =>
      ["small-hierarchies", "small-relations"].includes(name) ? sizeOf(realise(plan)) : plan.steps.length,
    );
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });
});
