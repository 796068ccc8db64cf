import type { DmarStructure } from "../../model/dmar/table.ts";
import type { Step } from "../../model/scenario.ts";
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
import { describeRules, type RuleCase, withChanged } from "./rule-case.ts";

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
