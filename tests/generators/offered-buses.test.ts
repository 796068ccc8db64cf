/** Which buses are offered as root buses though they are behind a bridge that is not on one. */

import { describe, expect, test } from "vitest";
import { ALL_SPARE, EMPTY_PLAN, type Plan, placeOnRoot, planScope } from "../../generators/plan.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { promoteBuses } from "../../generators/shrinking/function-passes.ts";
import { nic, offers, port, rmrr, ROOT } from "./small-plans.ts";

const HOP = { device: 4, function: 0 };

describe("buses", () => {
  test("below an inner bridge come to a root bus behind all that is left below its own", () => {
    const plan: Plan = {
      ...EMPTY_PLAN,
      roots: [0, 1].map((segment) => ({ segment, gap: 2, spare: ALL_SPARE })),
      // Buses 2, 3, 4, 6 and 9 of segment 0, of which 6 is below 4.
      functions: [
        port(),
        port(0),
        { ...port(1), gap: 1 },
        nic(2),
        { ...port(0, 1), gap: 2 },
        nic(4),
        nic(placeOnRoot(1)),
      ],
      rmrrs: [rmrr(3), rmrr(placeOnRoot(1))],
    };
    const numbers = (each: Plan): unknown => [
      each.roots.map(({ gap }) => gap),
      each.functions.map(({ place }) => place),
    ];
    expect(offers(promoteBuses, plan, numbers).slice(-3)).toEqual([
      [
        [2, 0, 2],
        [ROOT, placeOnRoot(1), 1, 0, 3, placeOnRoot(2)],
      ],
      [
        [2, 0, 2],
        [ROOT, 0, placeOnRoot(1), 0, 3, placeOnRoot(2)],
      ],
      [
        [2, 2, 2],
        [ROOT, 0, 1, 2, placeOnRoot(1), placeOnRoot(2)],
      ],
    ]);
    // Bus 6 is behind 2, but 7 is behind another bridge of the root bus.
    const beside: Plan = {
      ...plan,
      functions: [port(), port(ROOT, 1), port(0), { ...port(0, 1), gap: 3 }],
      rmrrs: [],
      roots: [{ segment: 0, gap: 0, spare: ALL_SPARE }],
    };
    expect(offers(promoteBuses, beside, ({ roots }) => roots.map(({ gap }) => gap)).at(-1)).toEqual([0, 0]);
    const many = (count: number): Plan => ({ ...plan, functions: [...plan.functions, ...Array(count).fill(nic())] });
    const few = offers(promoteBuses, plan, numbers).length;
    expect([5, 6].map((count) => offers(promoteBuses, many(count), numbers).length)).toEqual([few, few - 3]);
  });

  test("keep their number whatever is on the root buses behind their own, whose scopes follow them", () => {
    const other = placeOnRoot(1);
    const plan: Plan = {
      ...EMPTY_PLAN,
      roots: [0, 0].map((segment) => ({ segment, gap: 0, spare: 0 })),
      // Buses 0, 1, 7 and 8, which is below 7; behind them, root bus 9, and 10 below it.
      functions: [port(), { ...port(0), gap: 5 }, port(1), port(other), nic(other, 1)],
      rmrrs: [{ ...rmrr(2), scopes: [ROOT, other, 2].map((at) => planScope(1, at, [HOP], 0, false)) }],
    };
    const seen = (each: Plan): unknown => [
      each.roots.map(({ gap }) => gap),
      each.functions.map(({ place }) => place),
      scopesOf(each),
    ];
    const scopes = [ROOT, placeOnRoot(2), 1].map((at) => planScope(1, at, [HOP], 0, false));
    expect(offers(promoteBuses, plan, seen)).toContainEqual([
      [0, 5, 0],
      [ROOT, placeOnRoot(1), placeOnRoot(2), placeOnRoot(2)],
      scopes,
    ]);
  });
});
