/** An implementation in this process, as the runner sees it. */

import { describe, expect, test } from "vitest";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";

describe("an in-process executor", () => {
  test("describes its implementation, and leaves out what that does not say", () => {
    const plain = inProcessExecutor({ name: "plain", start: () => ({}) });
    expect(plain.description).toEqual({ name: "plain", language: "JavaScript" });
    const full = {
      name: "full",
      version: "1.2",
      homepage: "https://example.org",
      profile: "vtd",
      either: ["overlap"] as const,
    };
    expect(inProcessExecutor({ ...full, start: () => ({}) }).description).toEqual({ ...full, language: "JavaScript" });
  });

  test("carries out one scenario at a time, on a fresh subject each time", async () => {
    const executor = inProcessExecutor(referenceImplementation);
    const parts = {
      functions: [endpoint("nic", "0:2.0")],
      structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))],
    };
    const asked = scenario(parts, get("nic"), { do: "remove", device: "nic" });
    expect(executor.inFlight).toBe(1);
    const first = await executor.execute(asked);
    expect(await executor.execute(asked)).toEqual(first);
    expect(first).toEqual(execute(referenceImplementation, asked));
    await executor.close();
  });

  test("tells each step before it begins", () => {
    const told: number[] = [];
    const seen: number[] = [];
    const implementation = { name: "counting", start: () => ({ hasRmrr: () => seen.push(told.length) > 0 }) };
    const ask = { do: "ask", predicate: "has-rmrr", device: "nic" } as const;
    const executor = inProcessExecutor(implementation, (step) => told.push(step));
    void executor.execute({ ...scenario({ functions: [endpoint("nic", "0:2.0")] }), steps: [ask, ask, ask] });
    expect(told).toEqual([0, 1, 2]);
    expect(seen).toEqual([1, 2, 3]);
  });
});
