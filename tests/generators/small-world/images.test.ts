/** Images of a small platform: the same to the specification, and in another order to whoever looks. */

import { describe, expect, test } from "vitest";
import type { Plan } from "../../../generators/plan.ts";
import { realise } from "../../../generators/realise.ts";
import { imagesOf } from "../../../generators/small-world/images.ts";
import { SMALL_RANGES, SmallPlatforms } from "../../../generators/small-world/small-platforms.ts";
import { namings } from "../named-functions.ts";

const VOCABULARY = { classCodes: [0x020000], ranges: SMALL_RANGES, eachItsOwn: true };

function smallPlatforms(): readonly Plan[] {
  const small = new SmallPlatforms();
  return [1, 2, 3].flatMap((functions) => {
    const platforms = small.of({ functions, shape: [[2]] }, VOCABULARY);
    return Array.from({ length: platforms.count }, (_, index) => platforms.at(index));
  });
}

/** The kinds of the functions that a scope names, each with how many are below it and how deep it stands. */
function whatIsNamed(plan: Plan): readonly string[] {
  const { platform } = realise(plan);
  const children = (label: string): number => platform.functions.filter(({ parent }) => parent === label).length;
  return namings(platform).map(
    ({ scope, named }) => `${scope.type} ${scope.path.length} ${named.classCode} ${children(named.label)}`,
  );
}

describe("images of small platforms", () => {
  test("name the same functions, and have the same functions, as the platform", () => {
    const other = [0, 0, 0];
    for (const plan of smallPlatforms()) {
      for (const [index, image] of imagesOf(plan).entries()) {
        expect(whatIsNamed(image)).toEqual(whatIsNamed(plan));
        const kinds = (some: Plan): readonly number[] => some.functions.map(({ classCode }) => classCode).sort();
        expect(kinds(image)).toEqual(kinds(plan));
        for (const [position, { place }] of image.functions.entries()) expect(place).toBeLessThan(position);
        // Every wish for a slot can be granted: nobody has to stand elsewhere.
        const { functions } = realise(image).platform;
        expect(functions.map(({ device, function: number }) => [device, number])).toEqual(
          image.functions.map(({ device, function: number }) => [device, number]),
        );
        if (
          JSON.stringify([image.functions, image.rmrrs], plainly) !==
          JSON.stringify([plan.functions, plan.rmrrs], plainly)
        )
          other[index]!++;
      }
    }
    expect(other[0]).toBe(0);
    expect(other[1]).toBeGreaterThan(100);
    expect(other[2]).toBeGreaterThan(100);
  });

  test("of a mirror image are the platform", () => {
    for (const plan of smallPlatforms()) {
      const mirrored = imagesOf(plan)[2]!;
      expect(imagesOf(mirrored)[2]).toEqual(plan);
    }
  });

  test("are in other orders: exchanged under the old one, and mirrored", () => {
    const small = new SmallPlatforms();
    const platforms = small.of({ functions: 3, shape: [[1]] }, VOCABULARY);
    const plans = Array.from({ length: platforms.count }, (_, index) => platforms.at(index));
    const onRoots = ({ functions }: Plan): readonly number[] =>
      functions.filter(({ place }) => place < 0).map(({ device }) => device);
    for (const plan of plans) {
      const [, exchanged, mirrored] = imagesOf(plan);
      expect(onRoots(exchanged!)).toEqual(onRoots(plan).map((device) => 1 - device));
      expect(exchanged!.functions.map(({ place }) => place)).toEqual(plan.functions.map(({ place }) => place));
      if (plan.roots.length === 1) expect(onRoots(mirrored!)).toEqual(onRoots(mirrored!).toSorted());
    }
  });
});

function plainly(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}` : value;
}
