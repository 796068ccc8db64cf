/** Twins whose answers were made to differ: each way has its rule, and what does not matter makes no difference. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile, VTD_PROFILE } from "../../model/profile.ts";
import type { ObservedRegion, StepResult, Trace } from "../../model/trace.ts";
import type { Witness } from "../../model/verdict.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { METAMORPHIC } from "../../suites/metamorphic.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { ask } from "../faulty/scenarios/pieces.ts";
import { traceWithTwins } from "./trace-with-twins.ts";

const unit = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed0_0000n, scopes: [] } as const;
const usb = endpoint("usb", "0:14.0", { classCode: 0x0c0330 });

const SCENARIO = scenario(
  {
    functions: [endpoint("nic", "0:2.0"), usb],
    groups: { g: ["nic", "usb"], u: ["usb"] },
    structures: [
      unit,
      rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0")),
      rmrr(0x5000n, 0x5fffn, endpointScope(0, "2.0"), endpointScope(0, "14.0")),
    ],
  },
  get("nic"),
  ask("has-rmrr", "usb"),
  { do: "group", group: "g", list: "merged" },
  { do: "show", group: "g" },
  { do: "map", group: "g" },
  { do: "attach", group: "u", aperture: { start: 0n, end: 0xffff_ffffn }, mappings: [] },
);
const GET = 0;
const ASK = 1;
const GROUP = 2;
const SHOW = 3;
const MAP = 4;
const ATTACH = 5;

/** The trace of the reference with its twins, one of which is changed at a step. */
function traceWith(name: string, step: number, change: (result: StepResult) => Partial<StepResult>): Trace {
  const trace = traceWithTwins(METAMORPHIC, SCENARIO, LINUX_PROFILE, (each) => execute(referenceImplementation, each));
  return {
    ...trace,
    twins: trace.twins!.map((twin) => {
      if (twin.name !== name) return twin;
      const steps = twin.trace.steps.map((result, at) => (at === step ? { ...result, ...change(result) } : result));
      return { name, trace: { ...twin.trace, steps } };
    }),
  };
}

function complaints(trace: Trace, profile: Profile = LINUX_PROFILE): readonly string[] {
  return judgeCase(METAMORPHIC, SCENARIO, trace, profile)
    .filter(({ outcome }) => outcome !== "pass")
    .map(({ requirement, outcome, witnesses }) => `${requirement.id} ${outcome} ${witnesses.map(({ rule }) => rule)}`);
}

const further: ObservedRegion = { object: 99, start: 0x9000n, end: 0x9fffn, type: "direct", protection: 3 };
const others = (result: StepResult): readonly ObservedRegion[] => result.regions!.slice(1);

const NAMES = METAMORPHIC.map(({ twin }) => twin!.name).filter((name) => name !== "renumbered-buses");

describe("a twin", () => {
  test("that is answered alike passes, each", () => {
    expect(complaints(traceWith("", 0, () => ({})))).toEqual([]);
    const verdicts = judgeCase(
      METAMORPHIC,
      SCENARIO,
      traceWith("", 0, () => ({})),
      LINUX_PROFILE,
    );
    expect(verdicts.map(({ requirement }) => requirement.twin!.name)).toEqual(NAMES);
  });

  test.each(NAMES)("%s fails by what differs, and no other requirement with it", (name) => {
    const id = METAMORPHIC.find(({ twin }) => twin!.name === name)!.id;
    const of = (step: number, change: (result: StepResult) => Partial<StepResult>): readonly string[] =>
      complaints(traceWith(name, step, change));
    expect(of(GET, (result) => ({ regions: others(result) }))).toEqual([`${id} fail regions-lost`]);
    expect(of(GET, (result) => ({ regions: [...result.regions!, further] }))).toEqual([`${id} fail regions-gained`]);
    expect(of(GET, (result) => ({ regions: [...others(result), further] }))).toEqual([`${id} fail regions-exchanged`]);
    expect(
      of(GET, ({ regions }) => ({ regions: regions!.map((region) => ({ ...region, type: "direct-relaxable" })) })),
    ).toEqual([`${id} fail type-differs`]);
    expect(of(ASK, ({ answer }) => ({ answer: !answer }))).toEqual([`${id} fail answer-differs`]);
  });

  test.each([
    ["group-list-differs", GROUP, (result: StepResult) => ({ regions: others(result) })],
    ["text-differs", SHOW, ({ text }: StepResult) => ({ text: text!.slice(text!.indexOf("\n") + 1) })],
    ["domain-differs", MAP, ({ mapped }: StepResult) => ({ mapped: mapped!.slice(1) })],
    ["domain-differs", MAP, () => ({ dmaHoles: [] })],
    ["assignment-differs", ATTACH, ({ usable }: StepResult) => ({ usable: usable!.slice(1) })],
    ["assignment-differs", ATTACH, () => ({ status: "refused" as const, usable: [] })],
  ])("fails by %s at a consumer, unless it is one whose regions lie elsewhere", (rule, step, change) => {
    expect(complaints(traceWith("reversed-rmrrs", step, change))).toEqual([`metamorphic/reversed-rmrrs fail ${rule}`]);
    expect(complaints(traceWith("shifted-regions", step, change))).toEqual([]);
  });

  test("may give its regions in another order and more than once, and make one range of two that touch", () => {
    const trace = traceWith("split-rmrrs", GET, ({ regions }) => ({
      regions: [...regions!.toReversed(), { ...regions![0]!, object: 98 }],
    }));
    expect(complaints(trace)).toEqual([]);
    const halves = traceWith("split-rmrrs", ATTACH, ({ usable }) => {
      const [{ start, end }, ...rest] = usable as readonly [{ start: bigint; end: bigint }];
      return { usable: [{ start, end: start + 0xfffn }, { start: start + 0x1000n, end }, ...rest] };
    });
    expect(complaints(halves)).toEqual([]);
  });

  test("may give another type where types are not compared", () => {
    const trace = traceWith("reversed-rmrrs", GET, ({ regions }) => ({
      regions: regions!.map((region) => ({ ...region, type: "direct-relaxable" })),
    }));
    expect(complaints(trace, VTD_PROFILE)).toEqual([]);
  });

  test("shows both answers in the witness, those of the scenario where its regions would lie", () => {
    const trace = traceWith("shifted-regions", GET, (result) => ({ regions: others(result) }));
    const verdict = judgeCase(METAMORPHIC, SCENARIO, trace, LINUX_PROFILE).find(({ outcome }) => outcome === "fail");
    const [witness] = verdict!.witnesses as readonly [Witness];
    expect(witness).toMatchObject({ step: GET, device: "nic", list: "nic" });
    expect(witness.expected).toEqual([
      { start: 0xfee0_0000n, end: 0xfeef_ffffn, type: "msi" },
      { start: 0x1_0000_2000n, end: 0x1_0000_2fffn, type: "direct" },
      { start: 0x1_0000_6000n, end: 0x1_0000_6fffn, type: "direct" },
    ]);
    expect(witness.received).toHaveLength(2);
  });

  test("is not observable if nobody executed it, or if it offers nothing that can be compared", () => {
    const { twins: _twins, ...alone } = traceWith("", 0, () => ({}));
    expect(complaints(alone)).toEqual(NAMES.map((name) => `metamorphic/${name} not-observable `));
    const trace = traceWith("", 0, () => ({}));
    const silent = (of: Trace): Trace => ({ ...of, steps: of.steps.map(() => ({ status: "unsupported" })) });
    const declined = { ...trace, twins: trace.twins!.map((twin) => ({ ...twin, trace: silent(twin.trace) })) };
    expect(complaints(declined)).toEqual(NAMES.map((name) => `metamorphic/${name} not-observable `));
  });

  test("that came to no end, was declined, or failed at a step is told from the scenario", () => {
    const ending = (trace: Partial<Trace>): readonly string[] => {
      const whole = traceWith("", 0, () => ({}));
      const twins = whole.twins!.map((twin) =>
        twin.name === "split-rmrrs" ? { ...twin, trace: { ...twin.trace, ...trace } } : twin,
      );
      return complaints({ ...whole, twins });
    };
    const id = "metamorphic/split-rmrrs";
    expect(ending({ steps: [], ended: { how: "hung", message: "" } })).toEqual([`${id} hang twin-hang`]);
    expect(ending({ steps: [], ended: { how: "died", message: "" } })).toEqual([`${id} error twin-died`]);
    expect(ending({ steps: [], ended: { how: "skipped", message: "" } })).toEqual([`${id} skipped twin-skipped`]);
    expect(ending({ steps: [] })).toEqual([`${id} error twin-trace-incomplete`]);
    const broken = traceWith("split-rmrrs", GET, () => ({ status: "error", message: "it broke" }));
    expect(complaints(broken)).toEqual([`${id} error twin-step-error`]);
  });

  test("is none where RMRRs may be rejected because they overlap", () => {
    const trace = traceWith("split-rmrrs", GET, (result) => ({ regions: others(result) }));
    expect(complaints(trace, { ...LINUX_PROFILE, overlap: "either" })).toEqual([]);
  });

  test.each([
    ["lie apart", [0x1000n, 0x1fffn], [0x5000n, 0x5fffn], true],
    ["touch", [0x2000n, 0x2fffn], [0x1000n, 0x1fffn], true],
    ["overlap by a page", [0x2000n, 0x3fffn], [0x1000n, 0x2fffn], false],
    ["are of one range", [0n, 0xfffn], [0n, 0xfffn], false],
    [
      "lie one in the other, with a third in between",
      [0x1000n, 0x9fffn],
      [0x8000n, 0x8fffn],
      false,
      [0x2000n, 0x2fffn],
    ],
  ] as const)(
    "of order says nothing of RMRRs that %s, unless they cannot be rejected for it",
    (_, a, b, isApart, c = undefined) => {
      const named = [endpointScope(0, "2.0"), endpointScope(0, "14.0")];
      const rmrrs = [a, b, c ?? []].flatMap(([base, limit], i) =>
        base === undefined ? [] : rmrr(base, limit!, named[i % 2]!),
      );
      const ordered = scenario(
        { functions: [endpoint("nic", "0:2.0"), usb], structures: [unit, ...rmrrs] },
        get("nic"),
      );
      const isJudged = (profile: Profile): boolean =>
        METAMORPHIC.find(({ id }) => id === "metamorphic/reversed-rmrrs")!.trigger(new ScenarioFacts(ordered, profile));
      expect(isJudged({ ...LINUX_PROFILE, overlap: "either" })).toBe(isApart);
      expect(isJudged(LINUX_PROFILE)).toBe(true);
    },
  );
});
