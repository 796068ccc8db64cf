/** Which steps stay when others go, and which parts of a list are tried without. */

import { describe, expect, test } from "vitest";
import { EMPTY_PLAN } from "../../generators/plan.ts";
import { chunks, without } from "../../generators/shrinking/chunks.ts";
import { withSteps } from "../../generators/shrinking/edit-steps.ts";

describe("withSteps", () => {
  test("leaves out what speaks of lists that are not alive any more", () => {
    const { steps } = withSteps(EMPTY_PLAN, [
      { do: "insert-all-of", list: 1, source: 0 },
      { do: "get", device: 0, list: 0 },
      { do: "get", device: 0, list: 0 },
      { do: "insert-all-of", list: 0, source: 0 },
      { do: "insert-all-of", list: 1, source: 0 },
      { do: "put", list: 0 },
      { do: "read", list: 0 },
      { do: "scribble", list: 1 },
      { do: "put", list: 0 },
    ]);
    expect(steps.map((step) => ("list" in step ? `${step.do} ${step.list}` : step.do))).toEqual([
      "get 0",
      "insert-all-of 1",
      "put 0",
      "scribble 1",
    ]);
  });

  test("leaves out what speaks of a list from before another start", () => {
    const { steps } = withSteps(EMPTY_PLAN, [
      { do: "get", device: 0, list: 0 },
      { do: "restart" },
      { do: "read", list: 0 },
      { do: "get", device: 0, list: 0 },
    ]);
    expect(steps.map((step) => step.do)).toEqual(["get", "restart", "get"]);
  });
});

describe("chunks", () => {
  test("go from all to each, the last ones first", () => {
    expect([...chunks(4)].map(({ from, to }) => [from, to])).toEqual([
      [0, 4],
      [2, 4],
      [0, 2],
      [3, 4],
      [2, 3],
      [1, 2],
      [0, 1],
    ]);
    expect([...chunks(1)]).toHaveLength(1);
    expect([...chunks(0)]).toEqual([]);
    expect(without(["a", "b", "c"], { from: 1, to: 2 })).toEqual(["a", "c"]);
  });
});
