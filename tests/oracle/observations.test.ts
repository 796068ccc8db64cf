/** How much of a trace can be judged: what of a get was seen, and until when it is known who is there. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult, Trace } from "../../model/trace.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridge, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { add, gives, hasRmrr, msi, OK, page, REFUSED, remove, says, second } from "./lifecycle-happenings.ts";

const parts = {
  functions: [
    endpoint("nic", "0:2.0"),
    endpoint("late", "0:3.0", { absent: true }),
    bridge("port", "0:1c.0", [1, 1]),
    endpoint("child", "1:0.0", { parent: "port", absent: true }),
  ],
  structures: [rmrr(page.start, page.end, endpointScope(0, "2.0"), endpointScope(0, "3.0"))],
};

function observe(
  happenings: readonly (readonly [Step, StepResult])[],
  trace: Partial<Trace> = {},
  platform: Parameters<typeof scenario>[0] = parts,
): Observations {
  const of = { ...scenario(platform), steps: happenings.map(([step]) => step) };
  const steps = happenings.map(([, result]) => result);
  return new Observations(new ScenarioFacts(of, LINUX_PROFILE), { steps, observesMemory: false, ...trace });
}

const failure = { event: "alloc-failed", kind: "region", maySleep: true, atomic: false } as const;
const warning = { event: "warning", message: "" } as const;

describe("of a get is seen", () => {
  const seen = (result: StepResult): readonly [string, boolean] => {
    const [only] = observe([[get("nic"), result]]).gets;
    return [only!.view, only!.differences !== undefined];
  };

  test("all of it, if it came to its end with memory enough", () => {
    expect(seen(gives(page, msi))).toEqual(["whole", false]);
    expect(seen(gives(msi))).toEqual(["whole", true]);
    expect(seen({ ...gives(msi), status: "refused" })).toEqual(["whole", true]);
    expect(seen({ ...gives(msi), events: [warning] })).toEqual(["whole", true]);
  });

  test("a part, if memory ran out: what is missing is no difference, what is too much is one", () => {
    const strange = { ...page, end: 0x2fffn };
    for (const partly of [{ status: "no-memory" }, { events: [warning, failure] }] as const) {
      expect(seen({ ...gives(), ...partly })).toEqual(["part", false]);
      expect(seen({ ...gives(strange), ...partly })).toEqual(["part", true]);
    }
  });

  test("nothing, if there is no list, or none that ends, or it is not supported or broke", () => {
    expect(seen(OK)).toEqual(["nothing", false]);
    expect(seen({ ...gives(), endless: true })).toEqual(["nothing", false]);
    expect(seen({ ...gives({ ...page, end: 0x2fffn }), endless: true })).toEqual(["nothing", false]);
    expect(seen({ ...gives(), status: "unsupported" })).toEqual(["nothing", false]);
    expect(seen({ ...gives(), status: "error" })).toEqual(["nothing", false]);
    expect(seen({ ...gives(), status: "no-memory", endless: true })).toEqual(["nothing", false]);
  });

  test("nothing, if the device is not there, or nobody knows whether it is", () => {
    const views = (...happenings: readonly (readonly [Step, StepResult])[]): readonly string[] =>
      observe(happenings).gets.map(({ view }) => view);
    expect(views([get("late"), gives()])).toEqual(["nothing"]);
    expect(views([add("late"), OK], [get("late"), gives()])).toEqual(["whole"]);
    expect(views([get("nic"), gives()], [add("late"), { status: "no-memory" }], [get("nic"), gives()])).toEqual([
      "whole",
      "nothing",
    ]);
  });

  test("what is missing, of lists that were seen whole alone", () => {
    const missing = (result: StepResult): number => observe([[get("nic"), result]]).missing.length;
    expect(missing(gives(page, msi))).toBe(0);
    expect(missing(gives(msi))).toBe(1);
    expect(missing({ ...gives(), status: "no-memory" })).toBe(0);
    const observed = observe([
      [get("nic", "first"), { ...gives(second), status: "no-memory" }],
      [get("nic", "second"), gives(msi)],
    ]);
    expect(observed.differences.map((difference) => [difference.get.step, difference.missing.length])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(observe([[get("nic"), gives(page, msi)]]).differences).toEqual([]);
    // What a part does not show came to nobody: it is no evidence that anything works.
    expect(observed.missing.map((each) => [each.get.step, each.why])).toEqual([[1, "earlier-scope"]]);
  });
});

describe("it is known which functions are present", () => {
  const knownUntil = (...happenings: readonly (readonly [Step, StepResult])[]): number =>
    observe(happenings).presenceKnownUntil;

  test("until a change did not happen", () => {
    expect(knownUntil([add("late"), OK], [remove("nic"), OK])).toBe(Infinity);
    for (const status of ["refused", "no-memory", "unsupported", "error"] as const) {
      expect(knownUntil([hasRmrr("nic"), OK], [add("late"), { status }], [remove("nic"), { status }])).toBe(1);
      expect(knownUntil([remove("nic"), { status }])).toBe(0);
      expect(knownUntil([hasRmrr("nic"), { status }])).toBe(Infinity);
    }
  });

  test("if what is refused changes nothing: adding what is present, or removing what is absent", () => {
    expect(knownUntil([add("nic"), REFUSED])).toBe(Infinity);
    expect(knownUntil([remove("late"), REFUSED])).toBe(Infinity);
    expect(knownUntil([add("nic"), { status: "unsupported" }])).toBe(0);
    // With a bridge that is there already, what is below it may come.
    expect(knownUntil([add("port"), REFUSED])).toBe(0);
    expect(knownUntil([add("port"), OK], [add("port"), REFUSED])).toBe(Infinity);
  });

  test("before the change that was lost, and not at it", () => {
    const observed = observe([
      [hasRmrr("nic"), says(true)],
      [add("late"), REFUSED],
      [hasRmrr("nic"), says(true)],
    ]);
    expect([0, 1, 2].map((step) => observed.knowsWhoIsThereAt(step))).toEqual([true, false, false]);
    expect([0, 2].map((step) => observed.answerTo(step))).toEqual([true, undefined]);
  });
});

describe("what was done at a step", () => {
  test("is an error where the trace has ended", () => {
    const observed = observe([[get("nic"), gives()]], { steps: [] });
    expect(observed.result(0).status).toBe("error");
    expect(observed.gets.map(({ view }) => view)).toEqual(["nothing"]);
  });

  test("is an answer only if it ended well", () => {
    const answer = (result: StepResult): boolean | undefined => observe([[hasRmrr("nic"), result]]).answerTo(0);
    expect([answer(says(true)), answer(says(false)), answer(OK)]).toEqual([true, false, undefined]);
    for (const status of ["refused", "unsupported", "error", "no-memory"] as const) {
      expect(answer({ status, answer: true })).toBeUndefined();
    }
  });

  test("with a twin is found by its name", () => {
    const [one, other] = [OK, REFUSED].map((result): Trace => ({ steps: [result], observesMemory: false }));
    const twins = [
      { name: "one", trace: one! },
      { name: "other", trace: other! },
    ];
    const observed = observe([[get("nic"), gives()]], { twins });
    expect([observed.twin("one"), observed.twin("other"), observed.twin("none")]).toEqual([one, other, undefined]);
    expect(observe([]).twin("one")).toBeUndefined();
  });
});

test("what is worked out once is kept", () => {
  const observed = observe([[get("nic"), gives()]]);
  let count = 0;
  const compute = (of: Observations): object => ({ of, count: ++count });
  expect(observed.derive(compute)).toBe(observed.derive(compute));
  expect(count).toBe(1);
  expect(observed.gets).toBe(observed.gets);
  expect(observed.differences).toBe(observed.differences);
  expect(observed.missing).toBe(observed.missing);
});
