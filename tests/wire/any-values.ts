/**
 * Arbitraries of everything that the types of the model admit, sensible or not: the laws of the wire hold
 * for values that no generator of this suite would make.
 */

import * as fc from "fast-check";
import type { Device, PciFunction, Platform } from "../../model/platform.ts";
import type { CaseOrigin, RecordLine } from "../../model/record.ts";
import { RECORD_FORMAT } from "../../model/record.ts";
import { REGION_TYPES, type AddressRange } from "../../model/region.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, Trace, TraceEvent } from "../../model/trace.ts";
import { OUTCOMES, type Witness } from "../../model/verdict.ts";
import { anyJudgedLine, anyKeptLine } from "./any-judged.ts";

/** Records as JSON and as this suite make them: with the prototype of every object. */
const record = <Members extends object, Key extends keyof Members>(
  members: { [Member in keyof Members]: fc.Arbitrary<Members[Member]> },
  options?: { readonly requiredKeys: Key[] },
): fc.Arbitrary<Members> =>
  fc.record(members, { ...options, noNullPrototype: true }) as unknown as fc.Arbitrary<Members>;

const NASTY_NAMES = ["__proto__", "constructor", "toString", "", "\u2028", '"', "\\", "0", "-1", "\ud800", "a.b[0]"];

export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(...NASTY_NAMES),
);

export const anyAddress: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }),
  fc.constantFrom(0n, 0xffff_ffff_ffff_ffffn, 0x1_0000_0000n, 2n ** 52n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n),
);

const anyRange: fc.Arbitrary<AddressRange> = record({ start: anyAddress, end: anyAddress });
const anyType = fc.constantFrom(...REGION_TYPES);
const anyIdentity = fc.oneof(fc.maxSafeInteger(), anyText);
const byte = fc.integer({ min: 0, max: 255 });
const count = fc.nat();

const anyFunction: fc.Arbitrary<PciFunction> = record(
  {
    kind: fc.constant("pci" as const),
    label: anyText,
    segment: fc.oneof(fc.integer({ min: 0, max: 0x7fff_ffff }), fc.constantFrom(0, 0xffff, 0x10000)),
    bus: byte,
    device: fc.integer({ min: 0, max: 31 }),
    function: byte,
    classCode: fc.integer({ min: 0, max: 0xff_ffff }),
    headerType: fc.constantFrom(0 as const, 1 as const, 2 as const),
    parent: anyText,
    secondaryBus: byte,
    subordinateBus: byte,
    physicalFunction: anyText,
    absent: fc.constant(true as const),
  },
  { requiredKeys: ["kind", "label", "segment", "bus", "device", "function", "classCode", "headerType"] },
);

const anyOtherDevice: fc.Arbitrary<Device & { kind: "other" }> = record(
  { kind: fc.constant("other" as const), label: anyText, acpiName: anyText },
  { requiredKeys: ["kind", "label"] },
);

const anyPlatform: fc.Arbitrary<Platform> = record({
  rootBuses: fc.array(record({ segment: fc.nat(), bus: byte, lastBus: byte }), { maxLength: 4 }),
  functions: fc.array(anyFunction, { maxLength: 8 }),
  otherDevices: fc.array(anyOtherDevice, { maxLength: 3 }),
  groups: fc.array(record({ label: anyText, members: fc.array(anyText, { maxLength: 4 }) }), { maxLength: 3 }),
  dmar: fc.uint8Array({ maxLength: 64 }),
});

const step = <Do extends Step["do"], Members extends object>(
  action: Do,
  members: { [Member in keyof Members]: fc.Arbitrary<Members[Member]> },
): fc.Arbitrary<{ do: Do } & Members> =>
  record({ do: fc.constant(action), ...members }) as unknown as fc.Arbitrary<{ do: Do } & Members>;

const anyRegion = record({
  start: anyAddress,
  end: anyAddress,
  type: anyType,
  protection: fc.integer({ min: 0, max: 7 }),
});

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  step("get", { device: anyText, list: anyText }),
  step("put", { list: anyText }),
  step("insert", { list: anyText, region: anyRegion }),
  step("insert-all-of", { list: anyText, source: anyText }),
  step("read", { list: anyText }),
  step("scribble", { list: anyText }),
  step("empty", { list: anyText }),
  step("group", { group: anyText, list: anyText }),
  step("show", { group: anyText }),
  step("map", { group: anyText }),
  step("attach", { group: anyText, aperture: anyRange, mappings: fc.array(anyRange, { maxLength: 3 }) }),
  step("ask", { predicate: fc.constantFrom("has-rmrr", "relaxable", "locked"), device: anyText }),
  step("ask", { predicate: fc.constant("downstream" as const), device: anyText, bridge: anyText }),
  step("add", { device: anyText }),
  step("remove", { device: anyText }),
  step("fail-allocations", { first: fc.integer({ min: 1 }), count: fc.integer({ min: 1 }) }),
  step("restart", {}),
  step("tear-down", {}),
);

export const anyScenario: fc.Arbitrary<Scenario> = record({
  platform: anyPlatform,
  steps: fc.array(anyStep, { maxLength: 12 }),
});

const anyObserved: fc.Arbitrary<ObservedRegion> = record({
  object: anyIdentity,
  start: anyAddress,
  end: anyAddress,
  type: anyType,
  protection: fc.maxSafeInteger(),
});

const allocation = { kind: fc.constantFrom("region", "other"), maySleep: fc.boolean(), atomic: fc.boolean() } as const;

const anyEvent: fc.Arbitrary<TraceEvent> = fc.oneof(
  record({ event: fc.constant("alloc"), object: anyIdentity, ...allocation }),
  record({ event: fc.constant("alloc-failed"), ...allocation }),
  record({ event: fc.constant("free"), object: anyIdentity, by: fc.constantFrom("implementation", "caller") }),
  record(
    { event: fc.constant("touch-after-free"), object: anyIdentity, place: anyText },
    { requiredKeys: ["event", "object"] },
  ),
  record(
    { event: fc.constant("foreign-read"), device: anyText, field: anyText, place: anyText },
    { requiredKeys: ["event", "device", "field"] },
  ),
  record({ event: fc.constant("warning"), message: anyText, place: anyText }, { requiredKeys: ["event", "message"] }),
) as fc.Arbitrary<TraceEvent>;

const anyResult: fc.Arbitrary<StepResult> = record(
  {
    status: fc.constantFrom("ok", "no-memory", "refused", "unsupported", "error"),
    regions: fc.array(anyObserved, { maxLength: 4 }),
    endless: fc.constant(true as const),
    input: anyObserved,
    answer: fc.boolean(),
    text: anyText,
    mapped: fc.array(record({ start: anyAddress, end: anyAddress, protection: fc.nat() }), { maxLength: 3 }),
    dmaHoles: fc.array(anyRange, { maxLength: 3 }),
    usable: fc.array(anyRange, { maxLength: 3 }),
    events: fc.array(anyEvent, { maxLength: 4 }),
    message: anyText,
  },
  { requiredKeys: ["status"] },
) as fc.Arbitrary<StepResult>;

const traceMembers = {
  steps: fc.array(anyResult, { maxLength: 8 }),
  observesMemory: fc.boolean(),
  readsUnseen: fc.constant(true as const),
  ended: record(
    { how: fc.constantFrom("died", "hung", "skipped"), step: count, code: anyText, message: anyText },
    { requiredKeys: ["how", "message"] },
  ),
};

/** The trace of one scenario, without twins. */
export const anySingleTrace: fc.Arbitrary<Trace> = record(traceMembers, {
  requiredKeys: ["steps", "observesMemory"],
}) as fc.Arbitrary<Trace>;

export const anyTrace: fc.Arbitrary<Trace> = record(
  { ...traceMembers, twins: fc.array(record({ name: anyText, trace: anySingleTrace }), { maxLength: 2 }) },
  { requiredKeys: ["steps", "observesMemory"] },
) as fc.Arbitrary<Trace>;

const anyWitnessRegion = record(
  { start: anyAddress, end: anyAddress, type: anyType, protection: fc.maxSafeInteger(), object: anyIdentity },
  { requiredKeys: ["start", "end"] },
);

const anyWitnessValue = fc.oneof(
  fc.boolean(),
  anyText,
  // JSON has one zero, and no number that is not finite.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  fc.array(anyWitnessRegion, { maxLength: 4 }),
  fc.array(anyText, { maxLength: 4 }),
);

export const anyWitness: fc.Arbitrary<Witness> = record(
  {
    rule: anyText,
    step: count,
    device: anyText,
    otherDevice: anyText,
    list: anyText,
    otherList: anyText,
    rmrr: count,
    scope: count,
    hop: count,
    expected: anyWitnessValue,
    received: anyWitnessValue,
    object: anyIdentity,
    message: anyText,
  },
  { requiredKeys: ["rule"] },
) as fc.Arbitrary<Witness>;

const anyCounts = record(
  Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count])) as Record<string, fc.Arbitrary<number>>,
  { requiredKeys: [] },
);

const anyOrigin: fc.Arbitrary<CaseOrigin> = fc.oneof(
  record({ from: fc.constant("stream"), stream: anyText, index: count }),
  record({ from: fc.constant("table"), table: anyText, index: count }),
  record({ from: fc.constant("store"), file: anyText }),
  record({ from: fc.constant("known"), divergence: anyText }),
) as unknown as fc.Arbitrary<CaseOrigin>;

const PARTS = { anyText, anyOrigin, anyScenario, anyTrace, anyWitness };

/** What a judge has answered, a small part of all lines and the one with most in it. */
export const anyAnswerLine: fc.Arbitrary<RecordLine> = anyJudgedLine(PARTS);

export const anyRecordLine: fc.Arbitrary<RecordLine> = fc.oneof(
  record({
    line: fc.constant("environment"),
    node: anyText,
    platform: anyText,
    architecture: anyText,
    started: anyText,
  }),
  record({
    line: fc.constant("header"),
    format: fc.constant(RECORD_FORMAT),
    suiteVersion: anyText,
    specification: anyText,
    profile: anyText,
    either: fc.array(anyText, { maxLength: 3 }),
    seed: anyText,
    options: record(
      {
        runs: count,
        only: fc.array(anyText, { maxLength: 3 }),
        tables: fc.array(record({ name: anyText, digest: anyText }), { maxLength: 3 }),
        stored: fc.boolean(),
        allowUnobserved: fc.array(anyText, { maxLength: 3 }),
        caseTimeout: fc.integer({ min: 1 }),
        exhaustive: fc.constant(true as const),
        situations: fc.constant(true as const),
      },
      { requiredKeys: ["runs", "only", "tables", "stored"] },
    ),
    storeDigest: anyText,
    implementation: record(
      { name: anyText, version: anyText, language: anyText, homepage: anyText },
      { requiredKeys: ["name"] },
    ),
  }),
  record(
    {
      line: fc.constant("stream"),
      stream: anyText,
      cases: count,
      hung: count,
      died: count,
      skipped: count,
      notJudged: count,
      enumeration: record({ bound: anyText, leftOut: anyText, symmetry: anyText, beforeSymmetry: count }),
      reason: anyText,
    },
    { requiredKeys: ["line", "stream", "cases", "hung", "died", "skipped"] },
  ),
  record(
    {
      line: fc.constant("situation"),
      name: anyText,
      stream: anyText,
      cases: count,
      held: count,
      leastShare: fc.constantFrom(0, 0.005, 0.02, 1),
    },
    { requiredKeys: ["line", "name", "stream", "cases", "held"] },
  ),
  record(
    {
      line: fc.constant("requirement"),
      id: anyText,
      level: fc.constantFrom("must", "policy", "robust"),
      outcome: fc.constantFrom(...OUTCOMES),
      triggered: count,
      cases: count,
      counts: anyCounts,
      reason: anyText,
      missed: fc.constant(true as const),
    },
    { requiredKeys: ["line", "id", "level", "outcome", "triggered", "cases", "counts"] },
  ),
  record(
    {
      line: fc.constant("failure"),
      outcome: fc.constantFrom("hang", "fail", "error", "unexpected-pass", "known"),
      requirements: fc.array(anyText, { maxLength: 3 }),
      rule: anyText,
      origin: anyOrigin,
      occurrences: count,
      witness: anyWitness,
      scenario: anyScenario,
      trace: anyTrace,
      shrinking: record({ tried: count, taken: count, cut: fc.boolean() }),
      diagnosis: record({
        faults: fc.array(
          record({ name: anyText, description: anyText, mendedBy: anyText }, { requiredKeys: ["name", "description"] }),
          { maxLength: 3 },
        ),
        shared: count,
        examined: count,
      }),
      divergence: record({ reason: anyText, link: anyText }, { requiredKeys: ["reason"] }),
      returned: record(
        { reason: anyText, link: anyText, release: anyText, change: anyText },
        { requiredKeys: ["reason", "release"] },
      ),
      replay: anyText,
    },
    {
      requiredKeys: [
        "line",
        "outcome",
        "requirements",
        "rule",
        "origin",
        "occurrences",
        "witness",
        "scenario",
        "trace",
        "shrinking",
        "replay",
      ],
    },
  ),
  record(
    {
      line: fc.constant("footer"),
      exitStatus: fc.constantFrom(0, 1, 3),
      requirements: anyCounts,
      cases: count,
      problems: fc.array(anyText, { maxLength: 3 }),
      seed: anyText,
    },
    { requiredKeys: ["line", "exitStatus", "requirements", "cases", "seed"] },
  ),
  anyKeptLine(PARTS),
) as unknown as fc.Arbitrary<RecordLine>;
