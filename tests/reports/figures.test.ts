import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { addressAxis, onAxis } from "../../reports/html/address-axis.ts";
import { sharedObjects } from "../../reports/html/shared-objects.ts";

const TOP = 0xffff_ffff_ffff_ffffn;

const range = fc
  .tuple(fc.bigInt(0n, TOP), fc.oneof(fc.bigInt(0n, 0xffffn), fc.bigInt(0n, TOP)))
  .map(([start, length]) => ({ start, end: start + length > TOP ? TOP : start + length }));

describe("the axis of a memory map", () => {
  test("keeps every range in its place: in order, inside, and never without a width", () => {
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 8 }), (ranges) => {
        const axis = addressAxis(ranges);
        for (const each of ranges) {
          const { from, to } = onAxis(axis, each);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(100);
          for (const other of ranges) {
            if (each.end < other.start) expect(to).toBeLessThanOrEqual(onAxis(axis, other).from + 1e-9);
          }
        }
      }),
    );
  });

  test("is to scale for ranges of about one size, and broken for others", () => {
    const near = [
      { start: 0x1000n, end: 0x1fffn },
      { start: 0x2000n, end: 0x4fffn },
    ];
    const scaled = addressAxis(near);
    const [first, second] = near.map((each) => onAxis(scaled, each)).map(({ from, to }) => to - from);
    expect(scaled.toScale).toBe(true);
    expect(second! / first!).toBeCloseTo(3, 3);
    const far = addressAxis([near[0]!, { start: 0xfee0_0000n, end: 0xfeef_ffffn }]);
    expect(far.toScale).toBe(false);
    expect(far.spans.map(({ broken }) => broken)).toEqual([false, true, false]);
  });

  test("has no stretch for ranges that hold nothing", () => {
    expect(addressAxis([{ start: 0x1000n, end: 0xfffn }]).spans).toEqual([]);
  });
});

describe("objects that lists share", () => {
  const region = (object: number): NonNullable<StepResult["regions"]>[number] => {
    return { object, start: 0n, end: 0xfffn, type: "direct", protection: 3 };
  };
  const shown = (...objects: number[]): StepResult => ({ status: "ok", regions: objects.map(region) });
  const get = (list: string): Step => ({ do: "get", device: "nic", list });
  const read = (list: string): Step => ({ do: "read", list });

  test("are those of two lists alive at once, and each list names the other", () => {
    const shared = sharedObjects([get("A"), get("B"), read("A")], [shown(1, 2), shown(1, 3), shown(1, 2)]);
    expect(shared.map((step) => [...step])).toEqual([[], [[1, ["A"]]], [[1, ["B"]]]]);
  });

  test("are none once the other list was put: an identity may recur", () => {
    const put: Step = { do: "put", list: "A" };
    const shared = sharedObjects([get("A"), put, get("B")], [shown(1), { status: "ok" }, shown(1)]);
    expect(shared.map(({ size }) => size)).toEqual([0, 0, 0]);
  });

  test("are none once the other list no longer holds it", () => {
    const shared = sharedObjects([get("A"), read("A"), get("B")], [shown(1), shown(), shown(1)]);
    expect(shared.map(({ size }) => size)).toEqual([0, 0, 0]);
  });
});
