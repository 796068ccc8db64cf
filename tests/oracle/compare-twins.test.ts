/** What counts as a difference between the answers to a scenario and to its twin, and what does not. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult, TraceEvent } from "../../model/trace.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { compareTwins, type TwinComparison } from "../../oracle/twins/compare-twins.ts";
import type { Twin } from "../../oracle/twins/twin.ts";
import { endpoint, get, region, scenario } from "../reference/hand-made.ts";

/** A twin that is its own scenario: what it is of does not matter to who compares. */
const ALIKE: Twin = { name: "alike", difference: "nothing is", applies: () => true, of: ({ scenario: of }) => of };
const A_PAGE_ON: Twin = {
  ...ALIKE,
  translate:
    () =>
    ({ start, end }) => ({ start: start + 0x1000n, end: end + 0x1000n }),
};

/** A step, how it ended, and how it ended in the twin. */
type Answered = readonly [Step, StepResult, StepResult];

interface Circumstances {
  readonly twin?: Twin;
  readonly switches?: Partial<Profile>;
}

function compare(answered: readonly Answered[], { twin = ALIKE, switches = {} }: Circumstances = {}): TwinComparison {
  const functions = [endpoint("nic", "0:2.0"), endpoint("late", "0:3.0", { absent: true })];
  const of = { ...scenario({ functions, groups: { g: ["nic"] } }), steps: answered.map(([step]) => step) };
  const trace = { steps: answered.map(([, one]) => one), observesMemory: false };
  const twinTrace = { steps: answered.map(([, , other]) => other), observesMemory: false };
  const facts = new ScenarioFacts(of, { ...LINUX_PROFILE, ...switches });
  return compareTwins(new Observations(facts, trace), twinTrace, twin);
}

const NOT_COMPARED: TwinComparison = { differences: [], compared: false };
const ALL_ALIKE: TwinComparison = { differences: [], compared: true };

const gives = (...regions: readonly RegionFields[]): StepResult => ({
  status: "ok",
  regions: regions.map((each, object) => ({ ...each, object })),
});
const OK: StepResult = { status: "ok" };
const REFUSED: StepResult = { status: "refused" };
const NO_MEMORY: StepResult = { status: "no-memory" };
const failure: TraceEvent = { event: "alloc-failed", kind: "region", maySleep: true, atomic: false };
const first = region(0x1000n, 0x1fffn);
const second = region(0x4000n, 0x4fffn);
const wide = region(0x4000n, 0x5fffn);
const relaxable = { ...first, type: "direct-relaxable" } as const;
const shown = ({ start, end, type }: RegionFields): object => ({ start, end, type });

const group: Step = { do: "group", group: "g", list: "merged" };
const show: Step = { do: "show", group: "g" };
const map: Step = { do: "map", group: "g" };
const attach: Step = { do: "attach", group: "g", aperture: { start: 0n, end: 0xffff_ffffn }, mappings: [] };
const ask: Step = { do: "ask", predicate: "has-rmrr", device: "nic" };
const add: Step = { do: "add", device: "late" };

describe("what two gets give", () => {
  /** The rule by which they differ, in words of who has what; undefined if they are alike. */
  const rule = (
    one: readonly RegionFields[],
    other: readonly RegionFields[],
    circumstances?: Circumstances,
  ): string | undefined => {
    const { differences, compared } = compare([[get("nic"), gives(...one), gives(...other)]], circumstances);
    expect(compared).toBe(true);
    return differences[0]?.rule;
  };

  test("is alike in any order and however often", () => {
    expect(rule([first, second], [first, second])).toBeUndefined();
    expect(rule([first, second], [second, first])).toBeUndefined();
    expect(rule([first, first, second], [second, first])).toBeUndefined();
    expect(rule([first, second], [first, second, second])).toBeUndefined();
    expect(rule([], [])).toBeUndefined();
  });

  test("differs by what is lost, what is gained, or both, down to one end of one region", () => {
    expect(rule([first, second], [first])).toBe("regions-lost");
    expect(rule([first], [])).toBe("regions-lost");
    expect(rule([first], [second, first])).toBe("regions-gained");
    expect(rule([first, second], [first, wide])).toBe("regions-exchanged");
    expect(rule([first, wide], [first, region(0x5000n, 0x5fffn)])).toBe("regions-exchanged");
    expect(rule([first], [relaxable, second])).toBe("regions-gained");
  });

  test("differs by type where one of them has a type of a range that the other has not", () => {
    expect(rule([first], [relaxable])).toBe("type-differs");
    expect(rule([first, second], [relaxable, second])).toBe("type-differs");
    expect(rule([first, relaxable], [first])).toBe("type-differs");
    expect(rule([first], [first, relaxable])).toBe("type-differs");
    expect(rule([first, relaxable], [relaxable, first])).toBeUndefined();
  });

  test("has no types where they are not compared", () => {
    expect(rule([first, second], [relaxable, second], { switches: { compareType: "no" } })).toBeUndefined();
    const { differences } = compare([[get("nic"), gives(wide, first), gives(relaxable)]], {
      switches: { compareType: "no" },
    });
    expect(differences).toEqual([
      {
        step: 0,
        rule: "regions-lost",
        expected: [
          { start: 0x1000n, end: 0x1fffn },
          { start: 0x4000n, end: 0x5fffn },
        ],
        received: [{ start: 0x1000n, end: 0x1fffn }],
      },
    ]);
  });

  test("is shown in the order of addresses, however the lists were ordered", () => {
    const { differences } = compare([[get("nic"), gives(wide, first, second), gives(second, first)]]);
    expect(differences).toEqual([
      {
        step: 0,
        rule: "regions-lost",
        expected: [first, second, wide].map(shown),
        received: [first, second].map(shown),
      },
    ]);
  });

  test("is compared where the regions of the twin would lie", () => {
    expect(rule([first], [region(0x2000n, 0x2fffn)], { twin: A_PAGE_ON })).toBeUndefined();
    expect(rule([first], [first], { twin: A_PAGE_ON })).toBe("regions-exchanged");
  });

  test("is not compared unless both were seen whole", () => {
    const whole = gives(first);
    const views: readonly StepResult[] = [
      { status: "ok" },
      { ...gives(), endless: true },
      { ...gives(), status: "no-memory" },
      { ...gives(), events: [failure] },
      { ...gives(), status: "unsupported" },
      { ...gives(), status: "error" },
    ];
    for (const partly of views) {
      expect(compare([[get("nic"), whole, partly]])).toEqual(NOT_COMPARED);
      expect(compare([[get("nic"), partly, whole]])).toEqual(NOT_COMPARED);
    }
    const eventful: StepResult = { ...whole, events: [{ event: "warning", message: "" }] };
    expect(compare([[get("nic"), whole, eventful]])).toEqual(ALL_ALIKE);
  });
});

describe("two answers to a question", () => {
  const says = (answer: boolean): StepResult => ({ status: "ok", answer });

  test("differ if one is yes and one is no", () => {
    expect(compare([[ask, says(true), says(true)]])).toEqual(ALL_ALIKE);
    expect(compare([[ask, says(true), says(false)]])).toEqual({
      differences: [{ step: 0, rule: "answer-differs", expected: true, received: false }],
      compared: true,
    });
  });

  test("are none where one of them was not given", () => {
    for (const none of [OK, REFUSED, NO_MEMORY, { status: "unsupported" }, { ...says(true), events: [failure] }]) {
      expect(compare([[ask, says(false), none as StepResult]])).toEqual(NOT_COMPARED);
      expect(compare([[ask, none as StepResult, says(false)]])).toEqual(NOT_COMPARED);
    }
  });

  test("are compared where regions lie elsewhere, too", () => {
    expect(compare([[ask, says(true), says(false)]], { twin: A_PAGE_ON }).differences).toHaveLength(1);
  });
});

describe("what two consumers made of the regions", () => {
  const rules = (step: Step, one: StepResult, other: StepResult, circumstances?: Circumstances): readonly string[] =>
    compare([[step, one, other]], circumstances).differences.map((difference) => difference.rule);
  const range = ({ start, end }: RegionFields): { start: bigint; end: bigint } => ({ start, end });
  const mapped = ({ start, end }: RegionFields): { start: bigint; end: bigint; protection: number } => ({
    start,
    end,
    protection: 3,
  });
  const text = (...lines: readonly string[]): StepResult => ({ status: "ok", text: lines.join("\n") });

  test("differs by its rule, and is shown in one order", () => {
    expect(compare([[group, gives(second, first), gives(first)]])).toEqual({
      differences: [
        {
          step: 0,
          rule: "group-list-differs",
          expected: ["0x1000-0x1fff direct", "0x4000-0x4fff direct"],
          received: ["0x1000-0x1fff direct"],
        },
      ],
      compared: true,
    });
    expect(compare([[show, text("b", "a", ""), text("a", "")]]).differences).toEqual([
      { step: 0, rule: "text-differs", expected: ["a", "b"], received: ["a"] },
    ]);
    expect(
      compare([
        [
          map,
          { status: "ok", mapped: [mapped(first)], dmaHoles: [range(first), range(second)] },
          { status: "ok", mapped: [mapped(wide)], dmaHoles: [range(first)] },
        ],
      ]).differences,
    ).toEqual([
      {
        step: 0,
        rule: "domain-differs",
        expected: ["kept from DMA 0x1000-0x1fff", "kept from DMA 0x4000-0x4fff", "mapped 0x1000-0x1fff"],
        received: ["kept from DMA 0x1000-0x1fff", "mapped 0x4000-0x5fff"],
      },
    ]);
    expect(compare([[attach, { status: "ok", usable: [range(first)] }, REFUSED]]).differences).toEqual([
      { step: 0, rule: "assignment-differs", expected: ["usable 0x1000-0x1fff"], received: ["refused"] },
    ]);
  });

  test("is alike in another order, cut into other pieces, and with a line break more or less", () => {
    expect(rules(group, gives(first, second), gives(second, first))).toEqual([]);
    expect(rules(show, text("a", "b", ""), text("b", "a"))).toEqual([]);
    const halves = [region(0x5000n, 0x5fffn), region(0x4000n, 0x4fffn)].map(range);
    for (const field of ["dmaHoles", "usable"] as const) {
      const step = field === "usable" ? attach : map;
      const one = { status: "ok", [field]: [range(wide), range(second)] } as const;
      expect(rules(step, one, { status: "ok", [field]: halves })).toEqual([]);
      expect(rules(step, one, { status: "ok", [field]: halves.slice(1) })).toHaveLength(1);
    }
    expect(
      rules(map, { status: "ok", mapped: [mapped(wide)] }, { status: "ok", mapped: [first, wide].map(mapped) }),
    ).toEqual(["domain-differs"]);
  });

  test("differs if only one end of one range is another", () => {
    const shorter = region(0x4000n, 0x4ffen);
    const later = region(0x4001n, 0x4fffn);
    for (const other of [shorter, later]) {
      expect(rules(group, gives(second), gives(other))).toEqual(["group-list-differs"]);
      expect(rules(map, { status: "ok", mapped: [mapped(second)] }, { status: "ok", mapped: [mapped(other)] })).toEqual(
        ["domain-differs"],
      );
    }
  });

  test("has no types where they are not compared, and is none of regions that lie elsewhere", () => {
    expect(rules(group, gives(first), gives(relaxable))).toEqual(["group-list-differs"]);
    expect(rules(group, gives(first), gives(relaxable), { switches: { compareType: "no" } })).toEqual([]);
    expect(compare([[group, gives(first), gives(relaxable)]], { twin: A_PAGE_ON })).toEqual(NOT_COMPARED);
  });

  test("may be a refusal, which is not the same as nothing", () => {
    expect(compare([[attach, REFUSED, REFUSED]])).toEqual(ALL_ALIKE);
    expect(rules(attach, REFUSED, { status: "ok", usable: [] })).toEqual(["assignment-differs"]);
    expect(rules(attach, REFUSED, OK)).toEqual(["assignment-differs"]);
  });

  test("is not compared where it is not supported, or memory was short of one of the two", () => {
    const whole = gives(first);
    for (const status of ["unsupported", "error", "no-memory"] as const) {
      expect(compare([[group, whole, { ...gives(), status }]])).toEqual(NOT_COMPARED);
      expect(compare([[group, { ...gives(), status }, whole]])).toEqual(NOT_COMPARED);
    }
    expect(compare([[group, whole, { ...gives(), events: [failure] }]])).toEqual(NOT_COMPARED);
    expect(compare([[group, { ...gives(), events: [failure] }, whole]])).toEqual(NOT_COMPARED);
  });
});

describe("other steps", () => {
  test("are not compared: what is read again of a list is the business of ownership", () => {
    const read: Step = { do: "read", list: "nic" };
    expect(
      compare([
        [get("nic"), gives(first), gives(first)],
        [read, gives(first), gives()],
      ]),
    ).toEqual(ALL_ALIKE);
    expect(compare([[read, gives(first), gives()]])).toEqual(NOT_COMPARED);
  });

  test.each([add, { do: "remove", device: "nic" }] satisfies Step[])(
    "that change the platform of one of the two only ($do) end what can be compared",
    (change) => {
      const before: Answered = [get("nic", "before"), gives(first), gives(second)];
      const after: readonly Answered[] = [
        [get("late"), gives(first), gives()],
        [ask, { status: "ok", answer: true }, { status: "ok", answer: false }],
        [group, gives(first), gives()],
      ];
      const steps = (other: StepResult): readonly number[] =>
        compare([before, [change, OK, other], ...after]).differences.map(({ step }) => step);
      expect(steps(NO_MEMORY)).toEqual([0]);
      expect(steps(REFUSED)).toEqual([0]);
      expect(compare([[change, OK, NO_MEMORY], ...after])).toEqual(NOT_COMPARED);
      expect(steps(OK)).toEqual(change.do === "add" ? [0, 2, 3, 4] : [0, 3, 4]);
    },
  );

  test("do not part the two by ending otherwise", () => {
    const put: Step = { do: "put", list: "nic" };
    expect(
      compare([
        [put, OK, REFUSED],
        [get("nic"), gives(first), gives()],
      ]).differences,
    ).toHaveLength(1);
  });
});
