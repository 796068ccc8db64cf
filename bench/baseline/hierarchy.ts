/** The baseline of the stream `hierarchy`: gets and queries of any device. */

import * as fc from "fast-check";
import type { PlanStep } from "../../generators/plan.ts";
import { deviceAt, type PlatformParts } from "./any-platform.ts";
import { anyCase, type BaselineStream, type PlanParts } from "./baseline-stream.ts";

const anyAsk = fc.record({
  predicate: fc.constantFrom("has-rmrr", "relaxable", "locked", "downstream"),
  device: fc.nat(),
  bridge: fc.nat(),
});

export function anyQuestions(platform: PlatformParts): fc.Arbitrary<PlanParts> {
  const bridges = platform.functions.flatMap(({ headerType }, index) => (headerType === 0 ? [] : [index]));
  return fc
    .record({
      gets: fc.array(fc.nat(), { maxLength: 16, size: "max" }),
      asks: fc.array(anyAsk, { maxLength: 7, size: "max" }),
      lastListFirst: fc.boolean(),
    })
    .map(({ gets, asks, lastListFirst }) => {
      const devices = new Set(gets.map((number) => deviceAt(platform, number)));
      const steps: PlanStep[] = [...devices].map((device, list) => ({ do: "get", device, list }));
      for (const { predicate, ...numbers } of asks) {
        const device = deviceAt(platform, numbers.device);
        if (predicate !== "downstream") steps.push({ do: "ask", predicate, device });
        else {
          const bridge = bridges[numbers.bridge % bridges.length] ?? deviceAt(platform, numbers.bridge);
          steps.push({ do: "ask", predicate, device, bridge });
        }
      }
      return { steps, lastListFirst };
    });
}

export const hierarchyBaseline: BaselineStream = {
  name: "hierarchy",
  scenarios: () => anyCase(15, anyQuestions),
};
