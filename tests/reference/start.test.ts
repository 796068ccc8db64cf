/** A start of the reference at each of whose allocations memory runs out: it is whole, or it says so and holds nothing. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import type { Implementation } from "../../implementations/contract.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { reference53Implementation } from "../../implementations/reference-5-3/index.ts";
import type { RegionList } from "../../implementations/reference/region-list.ts";
import type { Platform } from "../../model/platform.ts";
import type { Step } from "../../model/scenario.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { endpoint, endpointScope, platform, rmrr } from "./hand-made.ts";

const startup = STREAMS.find(({ name }) => name === "startup")!;

/** A start at whose `first`-th allocation memory runs out, and one with memory enough. */
function startsOf(implementation: Implementation<RegionList>, on: Platform, first: number): Trace {
  const steps: Step[] = [
    { do: "fail-allocations", first, count: 1 },
    { do: "restart" },
    { do: "restart" },
    { do: "tear-down" },
  ];
  return execute(implementation, { platform: on, steps });
}

/** Objects that are alive after a step. */
function aliveAfter({ steps }: Trace, step: number): number {
  const live = new Set<number | string>();
  for (const event of steps.slice(0, step + 1).flatMap(({ events = [] }) => events)) {
    if (event.event === "alloc") live.add(event.object);
    else if (event.event === "free" && !live.delete(event.object)) throw new Error(`${event.object} is freed twice`);
  }
  return live.size;
}

function allocations(events: readonly TraceEvent[] = []): number {
  return events.filter(({ event }) => event === "alloc").length;
}

describe.each([referenceImplementation, reference53Implementation])("$name", (implementation) => {
  test("says at each allocation of a start that it fails, and holds nothing then; the next start is whole", () => {
    fc.assert(
      fc.property(startup.scenarios(), ({ platform: on }) => {
        const whole = startsOf(implementation, on, 1000);
        expect(whole.steps.map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok"]);
        const needed = allocations(whole.steps[1]!.events);
        for (let first = 1; first <= needed; first++) {
          const trace = startsOf(implementation, on, first);
          expect(trace.steps.map(({ status }) => status)).toEqual(["ok", "no-memory", "ok", "ok"]);
          expect([1, 2, 3].map((step) => aliveAfter(trace, step))).toEqual([0, aliveAfter(whole, 1), 0]);
        }
      }),
      { numRuns: lawRuns(200), seed: 31 },
    );
  });
});

test("an RMRR takes memory for itself, for its slots if it has scopes, and for each function that they name", () => {
  const needs = (...structures: ReturnType<typeof rmrr>[]): number => {
    const on = platform({ functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")], structures });
    return allocations(startsOf(referenceImplementation, on, 1000).steps[1]!.events);
  };
  expect(needs()).toBe(0);
  expect(needs(rmrr(0x1000n, 0x1fffn))).toBe(1);
  expect(needs(rmrr(0x1000n, 0x1fffn, endpointScope(0, "9.0")))).toBe(2);
  expect(needs(rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"), endpointScope(0, "3.0")))).toBe(4);
});
