import { describe, expect, test } from "vitest";
import type { AddressRange } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import {
  endpoint,
  endpointScope,
  get,
  ISA_BRIDGE,
  type PlatformParts,
  rmrr,
  scenario,
  XHCI,
} from "../reference/hand-made.ts";
import { complaintsOf, describeRules, plus, type RuleCase } from "./rule-case.ts";

/** A network and a USB controller; the former is locked by page 1, the latter has pages 8 and 9. */
const parts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI }), endpoint("free", "0:3.0")],
  groups: { locked: ["usb", "nic"], relaxable: ["usb"], free: ["free"] },
  structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0")), rmrr(0x8000n, 0x9fffn, endpointScope(0, "14.0"))],
} satisfies PlatformParts;

const APERTURE = { start: 0n, end: 0xffff_ffffn };
const USABLE: readonly AddressRange[] = [
  { start: 0n, end: 0xfedf_ffffn },
  { start: 0xfef0_0000n, end: 0xffff_ffffn },
];

function attach(group: keyof typeof parts.groups, ...mappings: readonly AddressRange[]): Step {
  return { do: "attach", group, aperture: APERTURE, mappings };
}

/** The first step ends so, whatever is right. */
function gives(
  rule: string,
  step: Step,
  usable: readonly AddressRange[] | "refused",
  rest: Partial<RuleCase> = {},
): RuleCase {
  return {
    rule,
    scenario: scenario(parts, step),
    edit: (steps) => {
      const { usable: _right, ...others } = steps[0]!;
      steps[0] = usable === "refused" ? { ...others, status: "refused" } : { ...others, status: "ok", usable };
    },
    ...rest,
  };
}

const at = (start: bigint, pages: bigint): AddressRange => ({ start, end: start + pages * 0x1000n - 1n });

describeRules("assignment/usable-iova", [
  gives("refused", attach("free"), "refused", { witness: { step: 0 } }),
  gives("interrupt-window-usable", attach("free"), [APERTURE]),
  gives("interrupt-window-usable", attach("free"), [{ start: 0n, end: 0xfee0_0000n }, USABLE[1]!], {
    because: "a byte of it is",
  }),
  gives("beyond-aperture", attach("free"), [USABLE[0]!, { ...USABLE[1]!, end: 0x1_0000_0000n }]),
  gives("relaxable-taken", attach("relaxable"), [
    { start: 0n, end: 0x7fffn },
    { start: 0xa000n, end: 0xfedf_ffffn },
    USABLE[1]!,
  ]),
  gives("addresses-taken", attach("free"), [{ ...USABLE[0]!, start: 1n }, USABLE[1]!]),
  gives("addresses-taken", attach("free"), [], { because: "all of them are" }),
  gives("listed-twice", attach("free"), [...USABLE, at(0x5000n, 1n)]),
  gives("empty-range", attach("free"), [...USABLE, { start: 0x9000n, end: 0x8fffn }]),
]);

describeRules("assignment/conflict", [
  gives("conflict-not-noticed", attach("free", at(0xfeef_f000n, 2n)), USABLE),
  gives("conflict-not-noticed", attach("free", at(0x5000n, 1n), at(0xfedf_f000n, 2n)), USABLE, {
    because: "of the second mapping",
  }),
  gives("refused-without-conflict", attach("free", at(0xfef0_0000n, 1n)), "refused", {
    because: "the mapping touches",
  }),
  gives("refused-without-conflict", attach("relaxable", at(0x8000n, 1n)), "refused", {
    because: "the region is relaxable",
  }),
]);

describeRules("assignment/locked-refused", [
  gives("locked-member-assigned", attach("locked"), USABLE, { witness: { device: "nic" } }),
  gives("refused-without-lock", attach("relaxable"), "refused"),
  gives("refused-without-lock", attach("locked"), "refused", {
    because: "the locked member is not there",
    scenario: scenario(
      { ...parts, functions: parts.functions.map((fn) => (fn.label === "nic" ? { ...fn, absent: true } : fn)) },
      attach("locked"),
    ),
  }),
]);

describe("whether the window of an ISA bridge locks its group is open", () => {
  const ISA_RANGE = { start: 0n, end: 0xff_ffffn };
  const bridgeParts = {
    functions: [endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }), endpoint("free", "0:3.0")],
    groups: { bridge: ["isa"] },
  } satisfies PlatformParts;
  const attached: Step = { do: "attach", group: "bridge", aperture: APERTURE, mappings: [] };
  const refused = (steps: Parameters<NonNullable<RuleCase["edit"]>>[0]): void => {
    const { usable: _right, ...others } = steps[1]!;
    steps[1] = { ...others, status: "refused" };
  };
  const complaints = (
    structures: NonNullable<PlatformParts["structures"]>,
    rest: Partial<RuleCase>,
  ): readonly string[] =>
    complaintsOf(
      { rule: "none", scenario: scenario({ ...bridgeParts, structures }, get("isa"), attached), ...rest },
      false,
    );

  test("where an RMRR has its range", () => {
    const structures = [rmrr(ISA_RANGE.start, ISA_RANGE.end, endpointScope(0, "1f.0"))];
    expect(complaints(structures, { edit: refused })).toEqual([]);
    const edit: RuleCase["edit"] = (steps) => (steps[1] = { ...steps[1]!, status: "ok", usable: USABLE });
    expect(complaints(structures, { edit })).toEqual([]);
  });

  test("where the bridge is given it as direct, which is the fault of whoever gives it", () => {
    const gets = { isa: plus(ISA_RANGE.start, ISA_RANGE.end, "direct") };
    expect(complaints([], { gets, edit: refused })).toEqual(["windows/isa wrong-type"]);
    expect(complaints([], { edit: refused })).toEqual(["assignment/usable-iova refused"]);
  });
});
