import { LINUX_5_3_PROFILE } from "../../model/profile.ts";
import type { RegionFields, RegionType } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { ObservedRegion, TraceEvent } from "../../model/trace.ts";
import { endpoint, endpointScope, get, insert, region, rmrr, scenario } from "../reference/hand-made.ts";
import { describeRules, type RuleCase } from "./rule-case.ts";

type Steps = Parameters<NonNullable<RuleCase["edit"]>>[0];

/** Regions in few words: `"0..9, 20..29 reserved 1"`; without a type they are direct, without a protection 3. */
function parse(text: string): readonly RegionFields[] {
  return text.split(", ").map((one) => {
    const [range = "", type = "direct", protection = "3"] = one.split(" ");
    const [start = "", end = ""] = range.split("..");
    return region(address(start), address(end), type as RegionType, Number(protection));
  });
}

/** `top` is the last address, `top-3` the one three before it. */
function address(text: string): bigint {
  if (!text.startsWith("top")) return BigInt(text);
  return 0xffff_ffff_ffff_ffffn - BigInt(text.slice("top-".length) || 0);
}

const inserts = (list: string, text: string): Step[] => parse(text).map((fields) => insert(list, fields));

/** After these insertions, the list is seen like this, at the last insertion and later. */
function seen(rule: string, inserted: string, list: string, rest: Partial<RuleCase> = {}): RuleCase {
  const steps = inserts("L", inserted);
  return {
    rule,
    scenario: scenario({}, ...steps),
    observesMemory: false,
    edit: (results) => showFrom(results, steps.length - 1, list),
    ...rest,
  };
}

function showFrom(results: Steps, from: number, list: string): void {
  const shown: ObservedRegion[] = parse(list).map((fields, i) => ({ ...fields, object: `object ${i}` }));
  for (const result of results.slice(from)) if (result.regions !== undefined) result.regions = shown;
}

describeRules("merge/order", [
  seen("out-of-order", "0..9, 20..29", "20..29, 0..9", { witness: { list: "L", step: 1 } }),
  seen("out-of-order", "5..9, 1..2 reserved", "5..9, 1..2 reserved"),
  seen("out-of-order", "0..9, 20..29", "20..29, 0..9", { profile: LINUX_5_3_PROFILE }),
]);

describeRules("merge/tie-order", [
  seen("tie-out-of-order", "1..9 reserved, 1..5", "1..9 reserved, 1..5"),
  seen("tie-out-of-order", "1..9 software-msi, 1..5 msi", "1..9 software-msi, 1..5 msi"),
]);

describeRules("merge/no-overlap", [
  seen("overlap", "1..9, 5..14", "1..9, 5..14"),
  seen("duplicate", "1..9, 3..5", "1..9, 1..9"),
]);

describeRules("merge/union-exact", [
  seen("addresses-lost", "1..9, 5..14", "1..9"),
  seen("addresses-lost", "1..9, 3..5 reserved", "1..9", { because: "a region of another type holds them" }),
  seen("addresses-added", "1..9, 12..14", "1..14"),
  seen("addresses-added", "1..9", "1..9 reserved", {
    because: "they have another type",
    edit: (results) => showFrom(results, 0, "1..9, 1..9 reserved"),
  }),
  seen("repeated", "1..9", "1..9, 1..9"),
  seen("split", "1..9", "1..4, 5..9"),
  seen("not-a-range", "1..9", "1..9, 20..19"),
  {
    rule: "endless-group-list",
    scenario: scenario({}, ...inserts("L", "1..9")),
    observesMemory: false,
    edit: (results) => {
      for (const result of results) if (result.regions !== undefined) result.endless = true;
    },
  },
]);

describeRules("merge/types-apart", [
  seen("joined-across-types", "1..9, 10..14 reserved", "1..14"),
  seen("joined-across-types", "1..9 msi, 10..14 software-msi", "1..14 msi"),
  seen("joined-across-types", "1..9, 5..14 reserved", "1..14", { because: "they overlap" }),
]);

describeRules("merge/adjacent", [
  seen("kept-apart", "1..9, 10..14", "1..9, 10..14"),
  seen("joined", "1..9, 10..14", "1..14", { profile: LINUX_5_3_PROFILE }),
]);

const bothOrders = [...inserts("L", "1..9, 1..5 reserved"), ...inserts("M", "1..5 reserved, 1..9")];
const orderMatters: RuleCase = {
  rule: "order-matters",
  because: "of touching regions, where the profile lets both be",
  scenario: scenario({}, ...inserts("L", "1..9, 10..14"), ...inserts("M", "10..14, 1..9")),
  profile: { mergesAdjacent: "either" },
  observesMemory: false,
  edit: (results) => {
    const apart = parse("1..9, 10..14").map((fields, i) => ({ ...fields, object: `object ${i}` }));
    for (const step of [3, 5]) results[step]!.regions = apart;
  },
  witness: { list: "M", otherList: "L" },
};

describeRules("merge/any-order", [
  orderMatters,
  {
    rule: "order-matters",
    scenario: scenario({}, ...bothOrders),
    observesMemory: false,
    edit: (results) => {
      for (const step of [3, 5]) results[step]!.regions = results[step]!.regions!.toReversed();
    },
    also: ["merge/tie-order tie-out-of-order"],
  },
]);

const repeated = scenario({}, ...inserts("L", "1..5 reserved, 1..9, 1..9"));

describeRules("merge/idempotent", [
  {
    rule: "changed-by-repetition",
    scenario: repeated,
    observesMemory: false,
    edit: (results) => {
      const regions = results[2]!.regions!;
      for (const step of [2, 3]) results[step]!.regions = [...regions, { ...regions[0]!, object: "another" }];
    },
    also: ["merge/no-overlap duplicate", "merge/tie-order tie-out-of-order"],
  },
]);

describeRules("merge/address-space-ends", [
  seen("overlap-at-the-end", "top-9..top, top-5..top-2", "top-9..top, top-5..top-2"),
  seen("kept-apart-at-the-end", "top-9..top-5, top-4..top", "top-9..top-5, top-4..top"),
  seen("lost-at-the-end", "0..4, 8..9", "8..9"),
  seen("lost-at-the-end", "top-9..top", "top-9..top-1"),
  seen("added-at-the-end", "0..4 reserved, 8..9", "0..4, 0..4 reserved, 8..9"),
]);

const one = scenario({}, ...inserts("L", "1..9"));
const got = scenario(
  { functions: [endpoint("nic", "0:2.0")], structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))] },
  get("nic", "a"),
  { do: "insert-all-of", list: "L", source: "a" },
);

describeRules("merge/copies-input", [
  {
    rule: "input-linked",
    scenario: one,
    observesMemory: false,
    edit: (results) => {
      const regions = [{ ...results[0]!.input! }];
      for (const step of [0, 1]) results[step]!.regions = regions;
    },
  },
  {
    rule: "input-linked",
    because: "from another list",
    scenario: got,
    observesMemory: false,
    edit: (results) => {
      for (const step of [1, 3]) results[step]!.regions = results[0]!.regions!;
    },
  },
  {
    rule: "input-changed",
    scenario: one,
    edit: (results) => (results[0]!.input = { ...results[0]!.input!, end: 12n }),
    witness: { list: "L", step: 0 },
  },
  {
    rule: "input-changed",
    because: "in another list",
    scenario: got,
    edit: (results) => {
      results[2]!.regions = results[2]!.regions!.map((changed) => ({ ...changed, protection: 1 }));
    },
  },
  {
    rule: "input-freed",
    scenario: one,
    edit: (results) => addEvent(results, 0, { event: "free", object: results[0]!.input!.object, by: "implementation" }),
  },
  {
    rule: "input-freed",
    because: "from another list",
    scenario: got,
    edit: (results) => {
      const { object } = results[0]!.regions![0]!;
      addEvent(results, 1, { event: "free", object, by: "implementation" });
      results[4]!.events = results[4]!.events!.filter((event) => !("object" in event) || event.object !== object);
    },
  },
  seen("protection-differs", "1..9 direct 1, 20..29", "1..9 direct 3, 20..29"),
]);

function addEvent(results: Steps, step: number, event: TraceEvent): void {
  results[step]!.events = [...(results[step]!.events ?? []), event];
}

const alloc = (object: number, kind: "region" | "other" = "region"): TraceEvent => ({
  event: "alloc",
  object,
  kind,
  maySleep: true,
  atomic: false,
});

describeRules("merge/no-leak", [
  {
    rule: "leaked",
    scenario: one,
    edit: (results) => addEvent(results, 0, alloc(99)),
    witness: { object: 99, step: 0, list: "L" },
  },
  {
    rule: "leaked",
    because: "when it leaves the list",
    scenario: scenario({}, ...inserts("L", "1..9, 5..14")),
    edit: (results) => (results[1]!.events = results[1]!.events!.filter(({ event }) => event !== "free")),
  },
  { rule: "left-after-tear-down", scenario: one, edit: (results) => addEvent(results, 0, alloc(99, "other")) },
]);

const two = scenario({}, ...inserts("L", "1..9, 20..29"));

describeRules("merge/no-use-after-free", [
  {
    rule: "touched-after-free",
    scenario: two,
    edit: (results) => {
      addEvent(results, 0, alloc(99));
      addEvent(results, 0, { event: "free", object: 99, by: "implementation" });
      addEvent(results, 1, { event: "touch-after-free", object: 99, place: "merge.c:12" });
    },
    witness: { object: 99, step: 1, message: "merge.c:12" },
  },
  {
    rule: "freed-again",
    scenario: two,
    edit: (results) => {
      addEvent(results, 0, alloc(99));
      addEvent(results, 0, { event: "free", object: 99, by: "implementation" });
      addEvent(results, 1, { event: "free", object: 99, by: "implementation" });
    },
  },
  {
    rule: "freed-while-listed",
    scenario: two,
    edit: (results) =>
      addEvent(results, 1, { event: "free", object: results[0]!.regions![0]!.object, by: "implementation" }),
  },
  {
    rule: "freed-unknown",
    scenario: two,
    edit: (results) => addEvent(results, 1, { event: "free", object: 99, by: "implementation" }),
  },
  {
    rule: "never-allocated",
    scenario: two,
    edit: (results) => (results[0]!.events = []),
  },
]);
