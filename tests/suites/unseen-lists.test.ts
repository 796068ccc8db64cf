/** A requirement on lists is passed only by a trace that shows what could have failed it. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { endpoint, get, insert, region, scenario } from "../reference/hand-made.ts";
import { traceOf } from "./rule-case.ts";

const PAGE = 0x1000n;
/** A page of reserved addresses by its number. */
const page = (number: bigint): ReturnType<typeof region> =>
  region(number * PAGE, number * PAGE + PAGE - 1n, "reserved", 0);
const read = (list: string): Step => ({ do: "read", list });
const put = (list: string): Step => ({ do: "put", list });
const remove: Step = { do: "remove", device: "disk" };
const scribble: Step = { do: "scribble", list: "a" };
const functions = [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")];

const REFUSED: StepResult = { status: "no-memory" };
const DECLINED: StepResult = { status: "unsupported" };
const EMPTY: StepResult = { status: "ok", regions: [] };
const UNSEEN: StepResult = { status: "ok" };

/** The result of a step that came out otherwise, or undefined if it came out as it should. */
type Instead = (step: Step, index: number) => StepResult | undefined;

/** The outcome of a requirement if some steps came out otherwise. */
function outcomeOf(id: string, of: Scenario, instead: Instead): string | undefined {
  const trace = traceOf({ rule: "none", scenario: of, observesMemory: true }, true);
  const steps = trace.steps.map((result, index) => instead(of.steps[index]!, index) ?? result);
  const requirement = REQUIREMENTS.filter((each) => each.id === id);
  return judgeCase(requirement, of, { ...trace, steps }, LINUX_PROFILE)[0]?.outcome;
}

const at =
  (index: number, result: StepResult): Instead =>
  (_step, step) =>
    step === index ? result : undefined;

interface Case {
  readonly id: string;
  readonly steps: readonly Step[];
  /** What comes out otherwise, and hides what would decide it. */
  readonly instead: Instead;
  readonly because: string;
}

const insertedBeside = [insert("a", page(1n)), insert("a", page(2n)), insert("b", page(8n)), read("b")];
const CASES: readonly Case[] = [
  ...["merge/no-overlap", "merge/adjacent", "merge/order"].map((id) => ({
    id,
    steps: insertedBeside,
    instead: at(1, REFUSED),
    because: "of two regions that touch, the second was refused, although another list was seen",
  })),
  {
    id: "merge/adjacent",
    steps: insertedBeside,
    instead: at(0, DECLINED),
    because: "the list with the regions that touch was not shown",
  },
  {
    id: "merge/types-apart",
    steps: [insert("a", page(1n)), insert("a", { ...page(1n), type: "direct" }), insert("b", page(8n))],
    instead: at(1, REFUSED),
    because: "the region of the other type was refused",
  },
  {
    id: "merge/any-order",
    steps: [
      insert("a", page(1n)),
      insert("a", page(5n)),
      insert("b", page(5n)),
      insert("b", page(1n)),
      insert("c", page(8n)),
    ],
    instead: at(3, REFUSED),
    because: "the two lists did not take the same",
  },
  {
    id: "merge/copies-input",
    steps: [insert("a", page(1n))],
    instead: at(0, REFUSED),
    because: "nothing was inserted",
  },
  {
    id: "ownership/distinct-objects",
    steps: [get("nic", "a"), get("disk", "b")],
    instead: (step) => (step.do === "get" || step.do === "read" ? EMPTY : undefined),
    because: "no list has anything in it, although each is due the interrupt window",
  },
  {
    id: "ownership/fresh-per-get",
    steps: [get("nic", "a"), get("nic", "b"), get("disk", "c")],
    instead: at(1, DECLINED),
    because: "the second list of the device was never seen, although that of another device was",
  },
  {
    id: "ownership/isolated-writes",
    steps: [get("nic", "a"), scribble, get("nic", "b")],
    instead: at(1, DECLINED),
    because: "nothing was written",
  },
  {
    id: "ownership/isolated-writes",
    steps: [get("disk", "b"), get("nic", "a"), scribble, read("b")],
    instead: ({ do: what }) => (what === "read" ? DECLINED : undefined),
    because: "the other list was not shown again",
  },
  {
    id: "ownership/put-frees-own",
    steps: [get("nic", "a"), get("disk", "b"), put("a")],
    instead: ({ do: what }) => (what === "put" ? DECLINED : undefined),
    because: "nothing was put",
  },
  {
    id: "ownership/undisturbed",
    steps: [get("nic", "a"), get("disk", "b"), read("a")],
    instead: ({ do: what }) => (what === "read" ? DECLINED : undefined),
    because: "no list was shown again, and no device asked twice",
  },
  ...(
    [
      [0, DECLINED, "the list was not shown before the change"],
      [0, UNSEEN, "the get showed nothing"],
      [2, UNSEEN, "the list was not shown after the change"],
      [2, { ...EMPTY, status: "unsupported" }, "the second look was declined"],
    ] as const
  ).map(([index, result, because]) => ({
    id: "lifecycle/handed-out-lists",
    steps: [get("nic", "a"), remove, read("a")],
    instead: (step: Step, i: number) => (i === index || (index === 2 && step.do === "read") ? result : undefined),
    because,
  })),
];

describe("what hides the decisive lists", () => {
  test.each(CASES)("leaves $id open: $because", ({ id, steps, instead }) => {
    const of = scenario({ functions, structures: [] }, ...steps);
    expect(outcomeOf(id, of, () => undefined)).toBe("pass");
    expect(outcomeOf(id, of, instead)).toBe("not-observable");
  });
});
