import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CaseSource } from "../../runner/case-source.ts";
import { shrink, shrunkSoFar, type ShrinkPosition } from "../../runner/shrink.ts";

const numbers = fc.array(fc.nat(10_000), { maxLength: 12 });

const drawn = (seed: number): fc.Value<number[]> => new CaseSource(numbers, seed).at(0);

const identify = (list: readonly number[]): string => list.join();

/** Fails if some number is at least 17. */
const hasLarge = (list: readonly number[]): true | undefined =>
  list.some((number) => number >= 17) ? true : undefined;

describe("shrinking", () => {
  test("ends where no candidate fails any more, looked at afresh", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const start = drawn(seed);
        fc.pre(hasLarge(start.value) === true);
        const { value, cut } = await shrink(numbers, start, hasLarge, { identify, mostTries: 10_000 });
        expect(cut).toBe(false);
        expect(hasLarge(value)).toBe(true);
        expect([...numbers.shrink(value, undefined)].filter((candidate) => hasLarge(candidate.value))).toEqual([]);
        expect(value).toEqual([17]);
      }),
    );
  });

  test("can be interrupted anywhere and resumed elsewhere, with the same end and count", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.nat(60), async (seed, interruptAt) => {
        const start = drawn(seed);
        fc.pre(hasLarge(start.value) === true);
        const whole = await shrink(numbers, start, hasLarge, { identify, mostTries: 10_000 });

        // Interrupted over a candidate, as by a hang; that candidate is passed over.
        let position: ShrinkPosition = { path: [], next: 0 };
        let count = 0;
        let interrupted: number | undefined;
        const first = shrink(
          numbers,
          start,
          (candidate, ordinal) => {
            if (count++ === interruptAt) {
              interrupted = ordinal;
              throw new Error("interrupted");
            }
            return hasLarge(candidate);
          },
          { identify, mostTries: 10_000, onTaken: (taken) => (position = taken) },
        );
        await first.catch(() => undefined);
        if (interrupted === undefined) return;
        const resumed = await shrink(numbers, start, hasLarge, {
          identify,
          mostTries: 10_000,
          from: { ...position, next: interrupted },
        });
        expect(resumed.value).toEqual(whole.value);
        expect(resumed.tried).toBe(whole.tried);
        expect(resumed.taken).toBe(whole.taken);
        const soFar = shrunkSoFar(numbers, start, { ...position, next: interrupted }, identify);
        expect(hasLarge(soFar.value)).toBe(true);
        expect(soFar.tried).toBe(interruptAt);
      }),
    );
  });

  test("never tries more than it may, and says that it was cut", async () => {
    const start = drawn(3);
    let tried = 0;
    const result = await shrink(
      numbers,
      start,
      (candidate) => {
        tried++;
        return hasLarge(candidate);
      },
      { identify, mostTries: 7 },
    );
    expect(tried).toBe(7);
    expect(result).toMatchObject({ tried: 7, cut: true });
  });

  test("awaits a test that takes its time", async () => {
    const later = async (list: readonly number[]): Promise<true | undefined> => {
      await new Promise((resolve) => setImmediate(resolve));
      return hasLarge(list);
    };
    const { value } = await shrink(numbers, drawn(3), later, { identify, mostTries: 10_000 });
    expect(value).toEqual([17]);
  });

  test("takes no value twice, although the arbitrary offers it again and again", async () => {
    // Two values of which each is said to be simpler than the other, and one that fails no more.
    const circle = fc.constantFrom([20], [21], [0]);
    const offering = Object.assign(Object.create(circle) as typeof circle, {
      canShrinkWithoutContext: () => true,
      shrink: ([number]: readonly number[]) =>
        fc.Stream.of(new fc.Value([0], undefined), new fc.Value([number === 20 ? 21 : 20], undefined)),
    });
    const result = await shrink(offering, new fc.Value([20], undefined), hasLarge, { identify, mostTries: 1000 });
    expect(result).toMatchObject({ value: [21], taken: 1, tried: 2, cut: false });
  });

  test("tries nothing twice, at whatever level and in whatever way it is offered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const start = drawn(seed);
        fc.pre(hasLarge(start.value) === true);
        const offered: string[] = [];
        const { tried } = await shrink(
          numbers,
          start,
          (candidate) => {
            offered.push(identify(candidate));
            return hasLarge(candidate);
          },
          { identify, mostTries: 10_000 },
        );
        expect(new Set([identify(start.value), ...offered]).size).toBe(offered.length + 1);
        expect(tried).toBe(offered.length);
      }),
    );
  });

  test("leaves a value alone that has nothing simpler", async () => {
    const nothing = fc.constant([99]);
    const start = new fc.Value([99], undefined);
    expect(await shrink(nothing, start, hasLarge, { identify, mostTries: 10 })).toEqual({
      value: [99],
      found: undefined,
      tried: 0,
      taken: 0,
      cut: false,
    });
  });
});
