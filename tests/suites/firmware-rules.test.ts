/** Broken tables, and what an implementation may make of them: each rule is seen to fail, and what is right to pass. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { StepResult, Trace, TraceEnd } from "../../model/trace.ts";
import { FIRMWARE } from "../../suites/firmware.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { isOutOfBounds } from "../../suites/out-of-bounds.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import {
  bridge,
  dmar,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
  scope,
} from "../reference/hand-made.ts";

const unit = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed0_0000n, scopes: [] } as const;
const functions = [
  endpoint("nic", "0:2.0"),
  endpoint("disk", "0:3.0"),
  bridge("port", "0:1c.0", [1, 1]),
  endpoint("behind", "1:0.0", { parent: "port" }),
];
const good = rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"));
const misaligned = rmrr(0x5800n, 0x5fffn, endpointScope(0, "3.0"));

function asked(...structures: NonNullable<PlatformParts["structures"]>): Scenario {
  return scenario({ functions, structures: [unit, ...structures] }, ...functions.map(({ label }) => get(label)));
}

const region = (start: bigint, end: bigint): RegionFields => ({ start, end, type: "direct", protection: 3 });

type Change = (regions: readonly RegionFields[]) => readonly RegionFields[];
const plus =
  (start: bigint, end: bigint): Change =>
  (regions) => [...regions, region(start, end)];
const without =
  (start: bigint): Change =>
  (regions) =>
    regions.filter((each) => each.start !== start);

/** The trace of the reference, with what some devices get changed. */
function traceOf(of: Scenario, changes: Readonly<Record<string, Change>> = {}): Trace {
  const trace = execute(referenceImplementation, of);
  const steps = trace.steps.map((result, step): StepResult => {
    const what = of.steps[step]!;
    const change = what.do === "get" ? changes[what.device] : undefined;
    if (change === undefined) return result;
    return { ...result, regions: change(result.regions!).map((each, object) => ({ object, ...each })) };
  });
  return { ...trace, steps };
}

function complaints(of: Scenario, trace: Trace, switches: Partial<Profile> = {}): readonly string[] {
  return judgeCase(FIRMWARE, of, trace, { ...LINUX_PROFILE, ...switches })
    .filter(({ outcome }) => outcome !== "pass")
    .map(({ requirement, outcome, witnesses }) =>
      `${requirement.id.slice("firmware/".length)} ${outcome} ${witnesses.map(({ rule }) => rule)}`.trim(),
    );
}

function triggered(of: Scenario, switches: Partial<Profile> = {}): readonly string[] {
  return judgeCase(FIRMWARE, of, traceOf(of), { ...LINUX_PROFILE, ...switches }).map(({ requirement }) =>
    requirement.id.slice("firmware/".length),
  );
}

const broken = asked(misaligned, good);
const ending = (ended: TraceEnd): Trace => ({ steps: [], observesMemory: true, ended });

describe("a table with a fault", () => {
  test("is answered rightly by the reference, and asks nothing where it has none", () => {
    expect(complaints(broken, traceOf(broken))).toEqual([]);
    expect(triggered(asked(good))).toEqual([]);
    expect(triggered(broken)).toEqual(FIRMWARE.map(({ id }) => id.slice("firmware/".length)));
  });

  test("must not hang anybody: a trace that hung is a hang for all, a list without end a failure", () => {
    expect(complaints(broken, ending({ how: "hung", message: "no end" }))).toEqual(
      FIRMWARE.map(({ id }) => `${id.slice("firmware/".length)} hang hang`),
    );
    const trace = traceOf(broken);
    const steps = trace.steps.map((result, step) => (step === 0 ? { ...result, endless: true as const } : result));
    expect(complaints(broken, { ...trace, steps })).toContain("no-hang fail endless-answer");
  });

  test("must not kill anybody, at the start or in a step; what carries an implementation may break", () => {
    const died = (end: Partial<TraceEnd>): readonly string[] =>
      complaints(broken, ending({ how: "died", message: "gone", ...end }));
    expect(died({})).toContain("no-crash fail dies-at-start");
    expect(died({ step: 1 })).toContain("no-crash fail dies-in-a-step");
    expect(died({ code: "ADAPTER_DIED" })).toContain("no-crash fail dies-at-start");
    expect(died({ code: "ADAPTER_NOT_JSON" })).toContain("no-crash error died");
    expect(died({})).toContain("no-hang error died");
    const trace = traceOf(broken);
    const error: StepResult = { status: "error", message: "it broke" };
    const failing = { ...trace, steps: trace.steps.map((result, step) => (step === 1 ? error : result)) };
    expect(complaints(broken, failing)).toContain("no-crash fail step-fails");
    expect(complaints(broken, failing)).toContain("no-hang error step-error");
  });

  test("must not be read outside: sanitizers tell, and languages that check", () => {
    const message = "Offset is outside the bounds of the DataView";
    expect(complaints(broken, ending({ how: "died", message }))).toContain("no-foreign-read fail read-outside");
    const trace = traceOf(broken);
    const warned = (text: string): readonly string[] => {
      const warning = { event: "warning", message: text, place: "dmar.c:190" } as const;
      const steps = trace.steps.map((result, step) => (step === 0 ? { ...result, events: [warning] } : result));
      return complaints(broken, { ...trace, steps });
    };
    expect(warned("AddressSanitizer: read of 1 bytes, 0 bytes behind the end of the DMAR table of 96 bytes")).toEqual([
      "no-foreign-read fail read-outside",
    ]);
    expect(warned("your BIOS is broken")).toEqual([]);
    expect(complaints(broken, { ...trace, observesMemory: false })).toEqual(["no-foreign-read not-observable"]);
    expect(complaints(broken, { ...trace, readsUnseen: true })).toEqual(["no-foreign-read not-observable"]);
  });

  test.each([
    "AddressSanitizer: heap-buffer-overflow on address 0x602000000014",
    "BUG: KASAN: slab-out-of-bounds in dmar_walk_dsm_resource",
    "IndexError: index out of range",
    "unpack_from requires a buffer of at least 34 bytes",
    "range end index 40 out of range for slice of length 32",
    "index out of bounds: the len is 3 but the index is 7",
    "panic: runtime error: slice bounds out of range [:48] with capacity 32",
  ])("tells a read outside by the words of who noticed: %s", (message) => {
    expect(isOutOfBounds(message)).toBe(true);
    expect(isOutOfBounds("")).toBe(false);
    expect(isOutOfBounds("no memory for an RMRR unit")).toBe(false);
  });
});

describe("coverage that nothing readable says", () => {
  const page = [0x7000n, 0x7fffn] as const;
  const rest = Uint8Array.of(1, 10, 0, 0, 0, 0, 3, 0);
  test.each([
    ["unreadable-scope", { ...rmrr(...page, endpointScope(0, "2.0")), rest }],
    ["impossible-hop", rmrr(...page, scope(1, 0, "23.0"))],
    ["path-of-nobody", rmrr(...page, endpointScope(0, "3.0", "0.0"))],
    ["no-scope", rmrr(...page)],
    ["range-of-no-rmrr", { kind: "opaque", type: 1, content: new Uint8Array(4) } as const],
    ["not-named", rmrr(0x7000n, 0x7ffen, endpointScope(0, "2.0"))],
  ])("fails by %s", (rule, structure) => {
    const of = asked(good, structure);
    expect(complaints(of, traceOf(of))).toEqual([]);
    const end = rule === "not-named" ? 0x7ffen : 0x7fffn;
    expect(complaints(of, traceOf(of, { disk: plus(0x7000n, end) }))).toEqual([`no-invented-coverage fail ${rule}`]);
  });

  test("is no business of what cannot be read where a scope or a profile accounts for it", () => {
    const mismatch = asked(good, rmrr(...page, scope(2, 0, "3.0")));
    expect(complaints(mismatch, traceOf(mismatch, { disk: plus(...page) }))).toEqual([]);
    // A good RMRR that goes to somebody else goes wrong in right tables too.
    expect(complaints(broken, traceOf(broken, { disk: plus(0x1000n, 0x1fffn) }))).toEqual([]);
  });
});

describe("a good RMRR", () => {
  const lost = { nic: without(0x1000n) };
  test.each([
    ["bad-range", misaligned],
    ["unreadable-scope", { ...rmrr(0x7000n, 0x7fffn), rest: Uint8Array.of(1, 0, 0, 0, 0, 0, 3, 0) }],
    ["impossible-hop", rmrr(0x7000n, 0x7fffn, scope(1, 0, "23.0"))],
    ["rmrr-without-scope", rmrr(0x7000n, 0x7fffn)],
    ["bad-structure", { kind: "opaque", type: 1, content: new Uint8Array(4) } as const],
    ["unknown-scope", rmrr(0x7000n, 0x7fffn, scope(9, 0, "3.0"), endpointScope(0, "3.0"))],
    ["unknown-structure", { kind: "opaque", type: 0x101, content: new Uint8Array(4) } as const],
    ["header-mismatch", rmrr(0x7000n, 0x7fffn, scope(2, 0, "3.0"))],
    ["path-of-nobody", rmrr(0x7000n, 0x7fffn, endpointScope(0, "3.0", "0.0"))],
  ])("must survive what is bad beside it: %s", (thing, structure) => {
    const of = thing === "unknown-structure" ? asked(good, structure) : asked(structure, good);
    expect(complaints(of, traceOf(of))).toEqual([]);
    expect(complaints(of, traceOf(of, lost))).toEqual([`good-survives-bad fail missing-beside-${thing}`]);
    const moved = traceOf(of, { nic: (regions) => [...without(0x1000n)(regions), region(0x1000n, 0x1ffen)] });
    expect(complaints(of, moved)).toEqual([`good-survives-bad fail inexact-beside-${thing}`]);
  });

  test("must survive structures out of order and bytes behind the table's Length", () => {
    const disorder = scenario({ functions, structures: [good, unit] }, get("nic"));
    expect(complaints(disorder, traceOf(disorder, lost))).toEqual([
      "good-survives-bad fail missing-beside-wrong-order",
    ]);
    const table = Uint8Array.from([...dmar(unit, good), 7]);
    new DataView(table.buffer).setUint32(4, table.length - 1, true);
    const right = dmar(unit, good);
    table[9] = right[9]!;
    const longer = scenario({ functions, table }, get("nic"));
    expect(complaints(longer, traceOf(longer, lost))).toEqual([
      "good-survives-bad fail missing-beside-bytes-past-length",
    ]);
  });

  test("is not asked for without a unit, and not where the table may be rejected", () => {
    const unitless = scenario({ functions, structures: [good] }, get("nic"));
    expect(complaints(unitless, traceOf(unitless, lost))).toEqual([]);
    expect(triggered(unitless)).not.toContain("good-survives-bad");
    expect(triggered(broken, { malformed: "reject-table" })).not.toContain("good-survives-bad");
    expect(triggered(broken, { malformed: "either" })).not.toContain("good-survives-bad");
    expect(triggered(broken, { malformed: "skip" })).toContain("good-survives-bad");
  });
});

describe("a readable RMRR that is not good", () => {
  test("is used as it is written, where the profile says so", () => {
    expect(complaints(broken, traceOf(broken, { disk: without(0x5800n) }))).toEqual(["faulty-rmrrs fail not-used"]);
    const rounded: Change = (regions) => [...without(0x5800n)(regions), region(0x5000n, 0x5fffn)];
    expect(complaints(broken, traceOf(broken, { disk: rounded }))).toEqual(["faulty-rmrrs fail not-as-written"]);
  });

  test("is left out, with all others or by itself, where the profile says so", () => {
    const trace = traceOf(broken);
    expect(complaints(broken, trace, { malformed: "skip" })).toEqual(["faulty-rmrrs fail used"]);
    const dropped = traceOf(broken, { disk: without(0x5800n) });
    expect(complaints(broken, dropped, { malformed: "skip" })).toEqual([]);
    expect(complaints(broken, trace, { malformed: "either" })).toEqual([]);
    const rejected = traceOf(broken, { disk: without(0x5800n), nic: without(0x1000n) });
    expect(complaints(broken, rejected, { malformed: "reject-table" })).toEqual([]);
  });

  test("is not judged if it is no range", () => {
    const of = asked(rmrr(0x5000n, 0x4fffn, endpointScope(0, "3.0")), good);
    expect(complaints(of, traceOf(of, { disk: plus(0x5000n, 0x4fffn) }))).toEqual([]);
    expect(triggered(of)).not.toContain("faulty-rmrrs");
  });
});
