import { describe, expect, test } from "vitest";
import type { DmarStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  rmrr,
  scenario,
  scope,
  VGA,
  XHCI,
} from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { describeRules, type RuleCase, traceOf, withChanged, without } from "./rule-case.ts";

const A = 0x1000n;
const A_END = 0x1fffn;
const B = 0x8000n;
const B_END = 0x8fffn;

const functions = [
  endpoint("nic", "0:2.0"),
  endpoint("usb", "0:14.0", { classCode: XHCI }),
  endpoint("vga", "0:3.0", { classCode: VGA }),
  endpoint("smbus", "0:1f.4", { classCode: 0x0c0500 }),
  bridge("port", "0:1c.0", [1, 1]),
  endpoint("usb below", "1:0.0", { parent: "port", classCode: XHCI }),
];
const uart = { kind: "other", label: "uart", acpiName: "\\_SB.UART" } as const;
const one = (hop: string): ReturnType<typeof rmrr> => rmrr(A, A_END, endpointScope(0, hop));
const asks = (structures: readonly DmarStructure[], ...steps: Step[]): RuleCase["scenario"] =>
  scenario({ functions, otherDevices: [uart], structures }, ...steps);
const ask = (predicate: "relaxable" | "locked", device: string): Step => ({ do: "ask", predicate, device });

const direct = withChanged(A, { type: "direct" });
const relaxable = withChanged(A, { type: "direct-relaxable" });
const reserved = withChanged(A, { type: "reserved" });
const deny: RuleCase["edit"] = (steps) => (steps[0]!.answer = false);
const affirm: RuleCase["edit"] = (steps) => (steps[0]!.answer = true);

describeRules("relaxable/usb", [
  {
    rule: "direct",
    scenario: asks([one("14.0")], get("usb")),
    gets: { usb: direct },
    witness: { device: "usb", rmrr: 0, expected: "direct-relaxable" },
  },
  { rule: "neither-direct-nor-relaxable", scenario: asks([one("14.0")], get("usb")), gets: { usb: reserved } },
  { rule: "predicate-denies", scenario: asks([], ask("relaxable", "usb")), edit: deny },
]);

describeRules("relaxable/graphics", [
  { rule: "direct", scenario: asks([one("3.0")], get("vga")), gets: { vga: direct } },
  { rule: "neither-direct-nor-relaxable", scenario: asks([one("3.0")], get("vga")), gets: { vga: reserved } },
  { rule: "predicate-denies", scenario: asks([], ask("relaxable", "vga")), edit: deny },
]);

describeRules("relaxable/nobody-else", [
  { rule: "relaxable-other-class", scenario: asks([one("2.0")], get("nic")), gets: { nic: relaxable } },
  { rule: "relaxable-serial-bus", scenario: asks([one("1f.4")], get("smbus")), gets: { smbus: relaxable } },
  { rule: "neither-direct-nor-relaxable", scenario: asks([one("2.0")], get("nic")), gets: { nic: reserved } },
  { rule: "predicate-affirms-other-class", scenario: asks([], ask("relaxable", "nic")), edit: affirm },
  { rule: "predicate-affirms-serial-bus", scenario: asks([], ask("relaxable", "smbus")), edit: affirm },
]);

const shared = rmrr(A, A_END, endpointScope(0, "2.0"), endpointScope(0, "14.0"));

describeRules("relaxable/asker-decides", [
  {
    rule: "from-other-device",
    scenario: asks([shared], get("nic"), get("usb")),
    gets: { nic: relaxable },
    witness: { device: "nic", otherDevice: "usb" },
  },
  {
    rule: "from-scope-device",
    scenario: asks([rmrr(A, A_END, bridgeScope(0, "1c.0"))], get("port"), get("usb below")),
    gets: { "usb below": direct },
    witness: { device: "usb below", otherDevice: "port" },
  },
  {
    rule: "from-scope-device",
    because: "of an RMRR of its own, it gets the right type",
    scenario: asks(
      [rmrr(A, A_END, bridgeScope(0, "1c.0")), rmrr(B, B_END, endpointScope(0, "14.0"))],
      get("usb"),
      get("usb below"),
    ),
    gets: { "usb below": direct },
  },
  {
    rule: "from-other-device",
    because: "a network card gets the right type of an RMRR of its own",
    scenario: asks([shared, rmrr(B, B_END, endpointScope(0, "1f.4"))], get("smbus"), get("nic")),
    gets: { nic: relaxable },
  },
]);

const namespace = [rmrr(A, A_END, { ...scope(5, 0, "2.0"), enumerationId: 1 }), anddStructure];
const downstream = (device: string, above: string): Step => ({
  do: "ask",
  predicate: "downstream",
  device,
  bridge: above,
});

describeRules("relaxable/not-pci", [
  {
    rule: "pci-field-read",
    scenario: asks([], get("uart")),
    edit: (steps) => (steps[0]!.events = [{ event: "foreign-read", device: "uart", field: "classCode" }]),
    observesMemory: false,
    witness: { device: "uart", received: "classCode" },
  },
  { rule: "relaxable-affirmed", scenario: asks([], ask("relaxable", "uart")), edit: affirm },
  { rule: "downstream-affirmed", scenario: asks([], downstream("uart", "port")), edit: affirm },
  { rule: "downstream-affirmed", scenario: asks([], downstream("nic", "uart")), edit: affirm },
  {
    rule: "wrong-type",
    scenario: scenario({ otherDevices: [uart], structures: namespace }, get("uart")),
    profile: { namespaceScope: "resolve" },
    gets: { uart: relaxable },
  },
]);

describeRules("relaxable/locked", [
  { rule: "not-locked", scenario: asks([one("2.0")], ask("locked", "nic")), edit: deny },
  { rule: "locked-without-rmrr", scenario: asks([one("2.0")], ask("locked", "smbus")), edit: affirm },
  { rule: "locked-although-relaxable", scenario: asks([one("14.0")], ask("locked", "usb")), edit: affirm },
]);

describe("what no region shows is not observed", () => {
  const port = rmrr(A, A_END, bridgeScope(0, "1c.0"), endpointScope(0, "2.0"));
  const outcomesOf = (ruleCase: RuleCase): Readonly<Record<string, string>> => {
    const trace = traceOf(ruleCase, false);
    const verdicts = judgeCase(REQUIREMENTS, ruleCase.scenario, trace, { ...LINUX_PROFILE, ...ruleCase.profile });
    return Object.fromEntries(verdicts.map(({ requirement, outcome }) => [requirement.id, outcome]));
  };
  const nothing = (): readonly RegionFields[] => [];
  const none = { usb: nothing, vga: nothing, nic: nothing, "usb below": nothing };

  test.for([
    ["usb", "relaxable/usb", one("14.0")],
    ["vga", "relaxable/graphics", one("3.0")],
    ["nic", "relaxable/nobody-else", one("2.0")],
    ["usb below", "relaxable/asker-decides", port],
  ] as const)("by a driver that gives %s no region", ([device, id, structure]) => {
    const steps = [get(device), ...(id === "relaxable/asker-decides" ? [get("nic")] : [ask("relaxable", device)])];
    const right: RuleCase = { rule: "none", scenario: asks([structure], ...steps) };
    expect(outcomesOf(right)[id]).toBe("pass");
    const outcomes = outcomesOf({ ...right, gets: none });
    expect(outcomes["coverage/all-rmrrs"] ?? outcomes["coverage/endpoint"]).toBe("fail");
    expect(outcomes[id]).toBe("not-observable");
  });

  test("of a range that both kinds share by one of another", () => {
    const scenarioOfBoth = asks([port, rmrr(B, B_END, endpointScope(0, "2.0"))], get("nic"), get("usb below"));
    const withoutShared = { nic: without(A), "usb below": without(A) };
    expect(outcomesOf({ rule: "none", scenario: scenarioOfBoth })["relaxable/asker-decides"]).toBe("pass");
    const outcomes = outcomesOf({ rule: "none", scenario: scenarioOfBoth, gets: withoutShared });
    expect(outcomes["relaxable/asker-decides"]).toBe("not-observable");
    expect(outcomes["relaxable/nobody-else"]).toBe("pass");
  });

  test("by a window that has the range of the RMRR", () => {
    const lpc = endpoint("lpc", "0:1f.0", { classCode: 0x060100 });
    const floppy = { functions: [lpc], structures: [rmrr(0n, 0xffffffn, endpointScope(0, "1f.0"))] };
    const interrupt = { functions, structures: [rmrr(0xfee00000n, 0xfeefffffn, endpointScope(0, "14.0"))] };
    const ofLpc = outcomesOf({ rule: "none", scenario: scenario(floppy, get("lpc")) });
    expect(ofLpc["relaxable/nobody-else"]).toBe("not-observable");
    const gets = { usb: (regions: readonly RegionFields[]) => regions.filter(({ type }) => type === "msi") };
    const ofUsb: RuleCase = { rule: "none", scenario: scenario(interrupt, get("usb")) };
    expect(outcomesOf(ofUsb)["relaxable/usb"]).toBe("pass");
    expect(outcomesOf({ ...ofUsb, gets })["relaxable/usb"]).toBe("not-observable");
  });

  test("by a right answer of the predicate alone", () => {
    const alone = outcomesOf({ rule: "none", scenario: asks([], ask("relaxable", "usb"), ask("relaxable", "nic")) });
    expect(alone).toMatchObject({ "relaxable/usb": "not-observable", "relaxable/nobody-else": "not-observable" });
  });
});
