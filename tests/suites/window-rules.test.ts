import { ISA_WINDOW, MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import { bridge, endpoint, get, ISA_BRIDGE, scenario } from "../reference/hand-made.ts";
import { describeRules, plus, type RuleCase, withChanged, without } from "./rule-case.ts";

const functions = [
  endpoint("nic", "0:2.0"),
  endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
  bridge("port", "0:1c.0", [1, 1]),
];
const nic = scenario({ functions }, get("nic"));
const isa = scenario({ functions }, get("isa"));

const msi = (rule: string, wrong: NonNullable<RuleCase["gets"]>[string], rest: Partial<RuleCase> = {}): RuleCase => ({
  rule,
  scenario: nic,
  gets: { nic: wrong },
  ...rest,
});
const plusIsa =
  (fields: Partial<RegionFields>): NonNullable<RuleCase["gets"]>[string] =>
  (regions) => [...regions, { ...ISA_WINDOW, type: "direct-relaxable", protection: 3, ...fields }];

describeRules("windows/msi", [
  msi("missing", without(MSI_WINDOW.start), { witness: { device: "nic", received: [] } }),
  msi("inexact", withChanged(MSI_WINDOW.start, { end: 0xfeff_ffffn })),
  msi("wrong-type", withChanged(MSI_WINDOW.start, { type: "software-msi" })),
  msi("wrong-type", withChanged(MSI_WINDOW.start, { type: "reserved" })),
  msi("wrong-protection", withChanged(MSI_WINDOW.start, { protection: 3 })),
  msi("unexpected", (regions) => [...regions, { ...MSI_WINDOW, type: "msi", protection: 0 }], {
    profile: { msiWindow: "no" },
  }),
]);

describeRules("windows/isa", [
  { rule: "wrong-type", scenario: isa, gets: { isa: plusIsa({ type: "direct" }) } },
  {
    rule: "wrong-type",
    because: "relaxable came after 5.3",
    scenario: isa,
    profile: { isaWindow: "none-or-direct" },
    gets: { isa: plusIsa({}) },
  },
  { rule: "unexpected", scenario: isa, profile: { isaWindow: "none" }, gets: { isa: plusIsa({}) } },
  {
    rule: "unexpected",
    because: "another bridge gets it",
    scenario: scenario({ functions }, get("port")),
    gets: { port: plusIsa({}) },
  },
  { rule: "inexact", scenario: isa, gets: { isa: plus(0n, 0x100_0000n, "direct-relaxable") } },
]);
