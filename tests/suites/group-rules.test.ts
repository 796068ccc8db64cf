import { expect, test } from "vitest";
import type { RegionFields, RegionType } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { ObservedRegion } from "../../model/trace.ts";
import { endpoint, endpointScope, get, type PlatformParts, rmrr, scenario, XHCI } from "../reference/hand-made.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { GROUP } from "../../suites/group.ts";
import { describeRules, type RuleCase, traceOf } from "./rule-case.ts";

type Steps = Parameters<NonNullable<RuleCase["edit"]>>[0];

const MSI: RegionFields = { start: 0xfee0_0000n, end: 0xfeef_ffffn, type: "msi", protection: 0 };

/** A network and a USB controller in one group: pages 1 to 2 are of both, page 8 of the latter alone. */
const parts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI }), endpoint("other", "0:3.0")],
  groups: { all: ["nic", "usb"], one: ["nic"] },
  structures: [
    rmrr(0x1000n, 0x2fffn, endpointScope(0, "2.0"), endpointScope(0, "14.0")),
    rmrr(0x8000n, 0x8fffn, endpointScope(0, "14.0")),
  ],
} satisfies PlatformParts;

const group: Step = { do: "group", group: "all", list: "g" };
const show: Step = { do: "show", group: "all" };
const map: Step = { do: "map", group: "all" };

function list(...regions: readonly (readonly [bigint, bigint, RegionType])[]): readonly ObservedRegion[] {
  return regions.map(([start, end, type], i) => ({ start, end, type, protection: 3, object: `object ${i}` }));
}

const DIRECT = [0x1000n, 0x2fffn, "direct"] as const;
const RELAXABLE = [0x1000n, 0x2fffn, "direct-relaxable"] as const;
const OWN = [0x8000n, 0x8fffn, "direct-relaxable"] as const;
const WINDOW = [MSI.start, MSI.end, "msi"] as const;

/** The group list is this, whenever it is looked at. */
function seen(rule: string, regions: readonly ObservedRegion[], rest: Partial<RuleCase> = {}): RuleCase {
  return {
    rule,
    scenario: scenario(parts, group),
    observesMemory: false,
    edit: (steps) => {
      for (const step of steps) if (step.regions !== undefined) step.regions = regions;
    },
    ...rest,
  };
}

describeRules("group/merge-of-members", [
  seen("addresses-missing", list(DIRECT, RELAXABLE, OWN), { because: "the window of all members is" }),
  seen("member-left-out", list(DIRECT, WINDOW), { witness: { device: "usb", list: "g", step: 0 } }),
  seen("addresses-missing", list(DIRECT, RELAXABLE, WINDOW), { witness: { device: "usb" } }),
  seen("addresses-missing", list(DIRECT, RELAXABLE, [0x8000n, 0x8ffen, "direct-relaxable"], WINDOW), {
    because: "a byte of a region is",
  }),
  seen("addresses-of-nobody", list(DIRECT, RELAXABLE, OWN, [0x9000n, 0x9fffn, "reserved"], WINDOW)),
  {
    rule: "absent-member-listed",
    scenario: scenario(
      { ...parts, functions: parts.functions.map((fn) => (fn.label === "usb" ? { ...fn, absent: true } : fn)) },
      group,
    ),
    observesMemory: false,
    edit: (steps) => {
      for (const step of steps) if (step.regions !== undefined) step.regions = list(DIRECT, OWN, WINDOW);
    },
    witness: { device: "usb" },
  },
  {
    rule: "otherwise-merged",
    because: "equal regions are not joined",
    scenario: scenario(
      parts,
      get("nic"),
      get("usb"),
      { do: "insert-all-of", list: "m", source: "nic" },
      { do: "insert-all-of", list: "m", source: "usb" },
      group,
    ),
    observesMemory: false,
    edit: (steps) => {
      const wrong = list(DIRECT, RELAXABLE, OWN, WINDOW, WINDOW);
      steps[4]!.regions = wrong;
      // The list is looked at again before it is put.
      const reads = steps.filter((step, i) => i > 4 && step.regions?.some(({ type }) => type === "direct-relaxable"));
      reads.at(-1)!.regions = wrong;
    },
    witness: { list: "g", otherList: "m" },
  },
]);

describeRules("group/both-types-visible", [
  seen("relaxable-hidden", list(DIRECT, OWN, WINDOW), { witness: { device: "usb" } }),
  seen("direct-hidden", list(RELAXABLE, OWN, WINDOW), { witness: { device: "nic" } }),
]);

const LINES = [
  "0x0000000000001000 0x0000000000002fff direct",
  "0x0000000000001000 0x0000000000002fff direct-relaxable",
  "0x0000000000008000 0x0000000000008fff direct-relaxable",
  "0x00000000fee00000 0x00000000feefffff msi",
];

/** The text is this, beside a list that is right. */
function shown(rule: string, lines: readonly string[], rest: Partial<RuleCase> = {}): RuleCase {
  return {
    rule,
    scenario: scenario(parts, group, show),
    edit: (steps) => (steps[1]!.text = lines.map((line) => `${line}\n`).join("")),
    ...rest,
  };
}

/** As many regions as a page cannot show: two lines for each RMRR. */
const full = scenario(
  {
    ...parts,
    structures: Array.from({ length: 50 }, (_, i) =>
      rmrr(BigInt(i) * 0x2000n, BigInt(i) * 0x2000n + 0xfffn, endpointScope(0, "2.0"), endpointScope(0, "14.0")),
    ),
  },
  show,
);

const editText = (edit: (text: string) => string): NonNullable<RuleCase["edit"]> => {
  return (steps: Steps) => {
    const step = steps.find(({ text }) => text !== undefined)!;
    step.text = edit(step.text!);
  };
};

describeRules("group/sysfs-text", [
  shown("wrong-address", LINES.with(2, LINES[2]!.replace("8fff", "9000")), { witness: { step: 1 } }),
  shown("wrong-type-in-text", LINES.with(1, LINES[0]!)),
  shown("line-missing", LINES.toSpliced(1, 1)),
  shown("line-of-nothing", LINES.toSpliced(1, 0, LINES[0]!)),
  shown("lines-in-another-order", LINES.toReversed()),
  shown("line-format", LINES.with(0, "0x1000 0x2fff direct")),
  shown("line-format", LINES.with(3, LINES[3]!.replace("msi", "software-msi")), { because: "of the word for a type" }),
  shown("line-format", LINES.with(3, LINES[3]!.toUpperCase()), { because: "of capitals" }),
  shown("line-format", LINES, {
    because: "the last line does not end",
    edit: editText((text) => text.slice(0, -1)),
  }),
  shown("line-missing", LINES.toSpliced(1, 1), {
    because: "no list is seen beside it",
    scenario: scenario(parts, show),
    edit: editText(() =>
      LINES.toSpliced(2, 1)
        .map((line) => `${line}\n`)
        .join(""),
    ),
  }),
  shown("line-of-nothing", LINES, {
    because: "no list is seen beside it",
    scenario: scenario(parts, show),
    edit: editText((text) => text.replace("8fff", "9000")),
  }),
  shown("cut-short", LINES, { scenario: scenario(parts, group, show), edit: editText((text) => text.slice(0, 45)) }),
  {
    rule: "longer-than-a-page",
    scenario: full,
    edit: editText((text) => `${text}!`.padEnd(4096, "!")),
    witness: { received: "4096 characters" },
  },
]);

const NIC_PAGES = { start: 0x1000n, end: 0x2fffn, protection: 3 };
const USB_PAGES = { start: 0x8000n, end: 0x8fffn, protection: 3 };

/** The domain maps this. */
function mapped(rule: string, ranges: readonly (typeof NIC_PAGES)[], rest: Partial<RuleCase> = {}): RuleCase {
  return { rule, scenario: scenario(parts, map), edit: (steps) => (steps[0]!.mapped = ranges), ...rest };
}

const usbAlone = scenario({ ...parts, groups: { all: ["usb"] } }, map);

describeRules("group/direct-mappings", [
  mapped("direct-not-mapped", [USB_PAGES], {
    witness: { device: "nic", step: 0 },
    scenario: scenario({ ...parts, groups: { all: ["nic"] } }, map),
    edit: (steps) => (steps[0]!.mapped = []),
  }),
  mapped("relaxable-not-mapped", [NIC_PAGES], { witness: { device: "usb" } }),
  mapped("partly-mapped", [{ ...NIC_PAGES, end: 0x1fffn }, USB_PAGES], { scenario: usbAlone }),
  mapped("mapped-twice", [NIC_PAGES, USB_PAGES, { ...NIC_PAGES, start: 0x2000n }]),
  mapped("wrong-access", [NIC_PAGES, { ...USB_PAGES, protection: 1 }], { witness: { device: "usb" } }),
]);

describeRules("group/nothing-else-mapped", [
  mapped("foreign-page-mapped", [{ ...NIC_PAGES, end: 0x3fffn }, USB_PAGES]),
  mapped("interrupt-window-mapped", [NIC_PAGES, USB_PAGES, { start: 0xfee0_0000n, end: 0xfee0_0fffn, protection: 3 }]),
]);

/** No address is handed out from these ranges. */
function kept(
  rule: string,
  dmaHoles: readonly { start: bigint; end: bigint }[],
  rest: Partial<RuleCase> = {},
): RuleCase {
  return { rule, scenario: usbAlone, edit: (steps) => (steps[0]!.dmaHoles = dmaHoles), ...rest };
}

const WINDOW_RANGE = { start: MSI.start, end: MSI.end };

describeRules("group/dma-hole", [
  kept("relaxable-handed-out", [NIC_PAGES, WINDOW_RANGE], { witness: { device: "usb", step: 0 } }),
  kept("direct-handed-out", [USB_PAGES, WINDOW_RANGE], {
    scenario: scenario({ ...parts, groups: { all: ["nic"] } }, map),
  }),
  kept("interrupt-window-handed-out", [NIC_PAGES, USB_PAGES]),
  kept("partly-handed-out", [NIC_PAGES, { ...USB_PAGES, end: 0x8ffen }, WINDOW_RANGE]),
]);

test("a step that is seen makes up for none that is not: what it could not show is not observed", () => {
  const one: Step = { do: "group", group: "one", list: "h" };
  const ruleCase: RuleCase = { rule: "", scenario: scenario(parts, group, one), observesMemory: false };
  const outcomeOf = (edit: NonNullable<RuleCase["edit"]>): string | undefined => {
    const trace = traceOf({ ...ruleCase, edit }, false);
    const verdicts = judgeCase(GROUP, ruleCase.scenario, trace, LINUX_PROFILE);
    return verdicts.find(({ requirement }) => requirement.id === "group/both-types-visible")?.outcome;
  };
  expect(outcomeOf(() => undefined)).toBe("pass");
  // Only the first of the two groups has a range that is of both types.
  expect(outcomeOf((steps) => (steps[1] = { status: "unsupported" }))).toBe("pass");
  expect(outcomeOf((steps) => (steps[0] = { status: "unsupported" }))).toBe("not-observable");
});
