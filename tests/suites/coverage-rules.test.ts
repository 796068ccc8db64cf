import type { DmarStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import {
  bridge,
  bridgeScope,
  dmar,
  endpoint,
  endpointScope,
  get,
  rmrr,
  scenario,
  scope,
} from "../reference/hand-made.ts";
import { anddStructure, rootPortPlatform } from "../reference/platforms.ts";
import { describeRules, plus, type RuleCase, withChanged, without } from "./rule-case.ts";

const A = 0x1000n;
const A_END = 0x1fffn;
const B = 0x8000n;
const B_END = 0x8fffn;

const { functions: ports } = rootPortPlatform();
/** Two functions of one device, a third beside them, and a device that is not PCI. */
const flat = [endpoint("nic", "0:2.0"), endpoint("nic1", "0:2.1"), endpoint("disk", "0:3.0")];
const uart = { kind: "other", label: "uart", acpiName: "\\_SB.UART" } as const;

const onFlat = (structures: readonly DmarStructure[], ...steps: Step[]): RuleCase["scenario"] =>
  scenario({ functions: flat, otherDevices: [uart], structures }, ...steps);
const onPorts = (structures: readonly DmarStructure[], ...steps: Step[]): RuleCase["scenario"] =>
  scenario({ functions: ports, structures }, ...steps);

const nicRmrr = rmrr(A, A_END, endpointScope(0, "2.0"));
const deepPath = ["1c.0", "0.0", "0.0", "0.0"] as const;

describeRules("coverage/endpoint", [
  {
    rule: "missing",
    scenario: onFlat([nicRmrr], get("nic")),
    gets: { nic: without(A) },
    witness: { device: "nic", rmrr: 0, scope: 0, step: 0, expected: [{ start: A, end: A_END }] },
  },
  {
    rule: "missing-behind-bridge",
    scenario: onPorts([rmrr(A, A_END, endpointScope(0, ...deepPath))], get("nic")),
    gets: { nic: without(A) },
  },
  {
    rule: "missing",
    because: "nothing that came shows the relation to work",
    scenario: onFlat([nicRmrr, rmrr(B, B_END, endpointScope(0, "2.0"))], get("nic")),
    gets: { nic: () => [] },
    also: ["windows/msi missing"],
  },
]);

describeRules("coverage/endpoint", [
  {
    rule: "missing",
    because: "one of those that are missing has nothing peculiar about it",
    scenario: onFlat(
      [rmrr(A, A_END, endpointScope(0, "9.0"), endpointScope(0, "2.0")), rmrr(B, B_END, endpointScope(0, "3.0"))],
      get("nic"),
      get("disk"),
    ),
    gets: { nic: without(A), disk: without(B) },
  },
  {
    rule: "missing",
    because: "two scopes name it, and one of them has nothing peculiar about it",
    scenario: onFlat([rmrr(A, A_END, endpointScope(0, "3.0"), endpointScope(0, "2.0")), nicRmrr], get("nic")),
    gets: { nic: without(A) },
  },
]);

describeRules("coverage/bridge-itself", [
  {
    rule: "missing",
    scenario: onPorts([rmrr(A, A_END, bridgeScope(0, "1c.0"))], get("port")),
    gets: { port: without(A) },
  },
]);

describeRules("coverage/every-descendant", [
  {
    rule: "missing-child",
    scenario: onPorts([rmrr(A, A_END, bridgeScope(0, "1c.0"))], get("port"), get("upstream")),
    gets: { upstream: without(A) },
  },
  {
    rule: "missing-further-down",
    scenario: onPorts([rmrr(A, A_END, bridgeScope(0, "1c.0"))], get("upstream"), get("nic")),
    gets: { nic: without(A) },
    witness: { device: "nic", rmrr: 0, scope: 0 },
  },
]);

describeRules("coverage/nothing-else", [
  {
    rule: "ancestor",
    scenario: onPorts([rmrr(A, A_END, endpointScope(0, ...deepPath))], get("port")),
    gets: { port: plus(A, A_END) },
    witness: { device: "port", otherDevice: "nic", rmrr: 0, scope: 0, expected: [] },
  },
  {
    rule: "sibling",
    scenario: onFlat([nicRmrr], get("disk")),
    gets: { disk: plus(A, A_END) },
  },
  {
    rule: "other-function",
    scenario: onFlat([nicRmrr], get("nic1")),
    gets: { nic1: plus(A, A_END) },
  },
  {
    rule: "unrelated",
    scenario: onPorts([rmrr(A, A_END, endpointScope(0, ...deepPath))], get("sibling")),
    gets: { sibling: plus(A, A_END) },
  },
  {
    rule: "unrelated",
    because: "below a bridge beside the one that is named",
    scenario: onPorts([rmrr(A, A_END, bridgeScope(0, "1c.0", "0.0"))], get("sibling")),
    gets: { sibling: plus(A, A_END) },
  },
  {
    rule: "sibling",
    because: "below a bridge on the bus of the one that is named",
    scenario: onPorts([rmrr(A, A_END, bridgeScope(0, "1c.0"))], get("sibling")),
    gets: { sibling: plus(A, A_END) },
  },
  {
    rule: "other-root-bus",
    scenario: scenario(
      {
        rootBuses: [
          { segment: 0, bus: 0, lastBus: 0x7f },
          { segment: 0, bus: 0x80, lastBus: 0xff },
        ],
        functions: [endpoint("nic", "0:2.0"), endpoint("twin", "80:2.0")],
        structures: [nicRmrr],
      },
      get("twin"),
    ),
    gets: { twin: plus(A, A_END) },
  },
  {
    rule: "alternative-routing-id",
    scenario: scenario(
      {
        functions: [
          bridge("port", "0:1c.0", [1, 1]),
          endpoint("first", "1:0.0", { parent: "port" }),
          { ...endpoint("ninth", "1:0.0", { parent: "port" }), function: 8 },
        ],
        structures: [rmrr(A, A_END, endpointScope(0, "1c.0", "1.0"))],
      },
      get("ninth"),
    ),
    gets: { ninth: plus(A, A_END) },
  },
  {
    rule: "not-pci",
    scenario: onFlat([nicRmrr], get("uart")),
    gets: { uart: plus(A, A_END) },
  },
  {
    rule: "no-scope",
    scenario: onFlat([rmrr(A, A_END)], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "impossible-hop",
    scenario: onFlat([rmrr(A, A_END, endpointScope(0, "22.0"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "dropped-rmrr",
    scenario: onFlat([rmrr(A + 1n, A_END, endpointScope(0, "2.0"))], get("disk")),
    profile: { malformed: "skip" },
    gets: { disk: plus(A + 1n, A_END) },
  },
  {
    rule: "other-segment",
    scenario: scenario(
      {
        rootBuses: [
          { segment: 0, bus: 0, lastBus: 0xff },
          { segment: 1, bus: 0, lastBus: 0xff },
        ],
        functions: [endpoint("nic", "0:2.0"), endpoint("disk", "1:0:3.0")],
        structures: [nicRmrr],
      },
      get("disk"),
    ),
    gets: { disk: plus(A, A_END) },
  },
  {
    rule: "invented-range",
    scenario: onFlat([nicRmrr], get("disk")),
    gets: { disk: plus(B, B_END) },
  },
  {
    rule: "invented-range",
    because: "the table has no RMRR at all",
    scenario: onFlat([], get("disk")),
    gets: { disk: plus(B, B_END, "reserved") },
  },
]);

const twoSegments = (segment: number): RuleCase["scenario"] =>
  scenario(
    {
      rootBuses: [
        { segment: 0, bus: 0, lastBus: 0xff },
        { segment, bus: 0, lastBus: 0xff },
      ],
      functions: [
        bridge("port", "0:1c.0", [1, 1]),
        endpoint("nic", "1:0.0", { parent: "port" }),
        { ...bridge("port'", "0:1c.0", [1, 1]), segment },
        { ...endpoint("nic'", "1:0.0", { parent: "port'" }), segment },
        { ...endpoint("disk'", "1:3.0", { parent: "port'" }), segment },
      ],
      structures: [rmrr(A, A_END, bridgeScope(0, "1c.0"))],
    },
    get("nic'"),
    get("disk'"),
  );

/** Segment 1 has a function with the number of the one in segment 0, behind another port. */
const elsewhere = (named: ReturnType<typeof endpointScope>): RuleCase["scenario"] =>
  scenario(
    {
      rootBuses: [
        { segment: 0, bus: 0, lastBus: 0xff },
        { segment: 1, bus: 0, lastBus: 0xff },
      ],
      functions: [
        bridge("port", "0:1c.0", [1, 1]),
        endpoint("nic", "1:0.0", { parent: "port" }),
        { ...bridge("other", "0:1d.0", [1, 1]), segment: 1 },
        { ...endpoint("twin", "1:0.0", { parent: "other" }), segment: 1 },
      ],
      structures: [rmrr(A, A_END, named)],
    },
    get("twin"),
  );

describeRules("coverage/same-segment", [
  { rule: "same-numbers", scenario: twoSegments(1), gets: { "nic'": plus(A, A_END) } },
  {
    rule: "same-numbers",
    because: "its bus lies in the range of the bridge that is named",
    scenario: twoSegments(1),
    gets: { "disk'": plus(A, A_END) },
  },
  {
    rule: "same-numbers",
    because: "its number is that of the function that is named, although its path is another",
    scenario: elsewhere(endpointScope(0, "1c.0", "0.0")),
    gets: { twin: plus(A, A_END) },
  },
  {
    rule: "same-numbers",
    because: "its bus lies in the range of the bridge that is named, although its path is another",
    scenario: elsewhere(bridgeScope(0, "1c.0")),
    gets: { twin: plus(A, A_END) },
  },
  { rule: "segment-cut-to-16-bits", scenario: twoSegments(0x10000), gets: { "nic'": plus(A, A_END) } },
]);

/** The bus numbers of the switch leave gaps, and functions stand where a number could be misread. */
const numbered = [
  bridge("port", "0:1c.0", [4, 6]),
  bridge("switch", "4:0.0", [6, 6], { parent: "port" }),
  endpoint("nic", "6:5.0", { parent: "switch" }),
  endpoint("same hop", "0:5.0"),
  bridge("other port", "0:1d.0", [1, 2]),
  bridge("other switch", "1:0.0", [2, 2], { parent: "other port" }),
  endpoint("counted", "2:5.0", { parent: "other switch" }),
  bridge("last port", "0:1e.0", [8, 8]),
  endpoint("root", "0:6.0"),
];
const numberedRmrr = rmrr(A, A_END, endpointScope(0, "1c.0", "0.0", "5.0"));

describeRules("coverage/path-not-number", [
  {
    rule: "number-of-last-hop",
    scenario: scenario({ functions: numbered, structures: [numberedRmrr] }, get("same hop")),
    gets: { "same hop": plus(A, A_END) },
  },
  {
    rule: "consecutive-bus-numbers",
    scenario: scenario({ functions: numbered, structures: [numberedRmrr] }, get("counted")),
    gets: { counted: plus(A, A_END) },
  },
  {
    rule: "unforeseeable-number",
    scenario: scenario(
      {
        functions: numbered,
        structures: [numberedRmrr, rmrr(B, B_END, endpointScope(0, "1d.0", "0.0", "5.0"))],
      },
      get("nic"),
      get("counted"),
    ),
    gets: { nic: without(A) },
  },
]);

const large = rmrr(0x1_0000_0000n, 0x3_0000_0fffn, endpointScope(0, "2.0"));

describeRules("coverage/exact-range", [
  {
    rule: "end-off-by-one",
    scenario: onFlat([nicRmrr], get("nic")),
    gets: { nic: withChanged(A, { end: A_END - 1n }) },
  },
  {
    rule: "end-off-by-one",
    scenario: onFlat([nicRmrr], get("nic")),
    gets: { nic: withChanged(A, { end: A_END + 1n }) },
  },
  { rule: "end-differs", scenario: onFlat([nicRmrr], get("nic")), gets: { nic: withChanged(A, { end: A_END + 9n }) } },
  { rule: "start-differs", scenario: onFlat([nicRmrr], get("nic")), gets: { nic: withChanged(A, { start: A - 1n }) } },
  {
    rule: "both-differ",
    scenario: onFlat([nicRmrr], get("nic")),
    gets: { nic: withChanged(A, { start: A - 1n, end: A_END + 1n }) },
  },
  {
    rule: "length-cut-to-32-bits",
    scenario: onFlat([large], get("nic")),
    gets: { nic: withChanged(large.base, { end: large.base + 0xfffn }) },
  },
  {
    rule: "address-cut-to-32-bits",
    scenario: onFlat([large], get("nic")),
    gets: { nic: withChanged(large.base, { start: 0n, end: 0xfffn }) },
  },
  {
    rule: "protection",
    scenario: onFlat([nicRmrr], get("nic")),
    gets: { nic: withChanged(A, { protection: 1 }) },
    witness: { rmrr: 0, expected: 3, received: 1 },
  },
  {
    rule: "invented-range",
    because: "beside the one that is due",
    scenario: onFlat([nicRmrr], get("nic")),
    gets: { nic: plus(B, B_END) },
  },
]);

const nicTwice = [nicRmrr, rmrr(B, B_END, endpointScope(0, "2.0"))];
const nicAndDisk = [rmrr(A, A_END, endpointScope(0, "2.0"), endpointScope(0, "3.0"))];

describeRules("coverage/all-rmrrs", [
  { rule: "later-rmrr", scenario: onFlat(nicTwice, get("nic")), gets: { nic: without(B) }, witness: { rmrr: 1 } },
  { rule: "earlier-rmrr", scenario: onFlat(nicTwice, get("nic")), gets: { nic: without(A) }, witness: { rmrr: 0 } },
  {
    rule: "later-scope",
    scenario: onFlat(nicAndDisk, get("nic"), get("disk")),
    gets: { disk: without(A) },
    witness: { device: "disk", rmrr: 0, scope: 1 },
  },
  { rule: "earlier-scope", scenario: onFlat(nicAndDisk, get("nic"), get("disk")), gets: { nic: without(A) } },
]);

describeRules("coverage/absent-function", [
  {
    rule: "on-absent-path",
    scenario: onPorts([rmrr(A, A_END, endpointScope(0, "1c.0", "7.0"))], get("port")),
    gets: { port: plus(A, A_END) },
    witness: { hop: 1, scope: 0, rmrr: 0 },
  },
  {
    rule: "beside-absent",
    scenario: onFlat([rmrr(A, A_END, endpointScope(0, "2.5"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "path-through-endpoint",
    scenario: onFlat([rmrr(A, A_END, endpointScope(0, "2.0", "0.0"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "absent-scope",
    scenario: onFlat(
      [rmrr(A, A_END, endpointScope(0, "9.0"), endpointScope(0, "2.0")), rmrr(B, B_END, endpointScope(0, "3.0"))],
      get("nic"),
      get("disk"),
    ),
    gets: { nic: without(A) },
  },
]);

const satc = { kind: "satc", flags: 0, reserved: 0, segment: 0, scopes: [] } as const;
const decoy: DmarStructure = { kind: "opaque", type: 0x101, content: dmar(rmrr(B, B_END)).slice(52) };

describeRules("coverage/skips-foreign", [
  {
    rule: "foreign-scope",
    scenario: onFlat([rmrr(A, A_END, scope(3, 0, "2.0"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "foreign-scope",
    because: "what stands behind it is lost",
    scenario: onFlat([rmrr(A, A_END, scope(9, 0, "3.0"), endpointScope(0, "2.0"))], get("nic")),
    gets: { nic: without(A) },
  },
  {
    rule: "foreign-structure",
    because: "it is read as if it were an RMRR",
    scenario: onFlat([nicRmrr, decoy], get("disk")),
    gets: { disk: plus(B, B_END) },
  },
  {
    rule: "foreign-structure",
    because: "what stands behind it is lost",
    scenario: onFlat([nicRmrr, satc, rmrr(B, B_END, endpointScope(0, "3.0"))], get("nic"), get("disk")),
    gets: { disk: without(B) },
  },
  {
    rule: "namespace-scope",
    scenario: onFlat([rmrr(A, A_END, { ...scope(5, 0, "2.0"), enumerationId: 1 }), anddStructure], get("uart")),
    gets: { uart: plus(A, A_END) },
  },
  {
    rule: "missing",
    because: "the profile resolves namespace scopes",
    scenario: onFlat([rmrr(A, A_END, { ...scope(5, 0, "2.0"), enumerationId: 1 }), anddStructure], get("uart")),
    profile: { namespaceScope: "resolve" },
    gets: { uart: without(A) },
  },
]);

const byNumber = rmrr(A, A_END, endpointScope(3, "0.0"));

describeRules("coverage/start-bus-fallback", [
  { rule: "missing", scenario: onPorts([byNumber], get("nic")), gets: { nic: without(A) } },
  {
    rule: "matched-by-number",
    scenario: onPorts([byNumber], get("nic")),
    profile: { startBusFallback: "no" },
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "missing",
    because: "a function of class 06xx may be named so",
    scenario: scenario(
      {
        functions: [
          bridge("port", "0:1c.0", [1, 1]),
          endpoint("host", "1:0.0", { parent: "port", classCode: 0x068000 }),
        ],
        structures: [rmrr(A, A_END, bridgeScope(1, "0.0"))],
      },
      get("host"),
    ),
    gets: { host: without(A) },
  },
  {
    rule: "longer-path-matched",
    scenario: onPorts([rmrr(A, A_END, endpointScope(2, "0.0", "0.0"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
]);

const host = endpoint("host", "0:0.0", { classCode: 0x060000 });

describeRules("coverage/header-mismatch", [
  {
    rule: "header-mismatch",
    scenario: onPorts([rmrr(A, A_END, endpointScope(0, "1c.0"))], get("port")),
    gets: { port: plus(A, A_END) },
  },
  {
    rule: "header-mismatch",
    because: "of a function that is matched by its present bus number",
    scenario: onPorts([rmrr(A, A_END, bridgeScope(3, "0.0"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "header-mismatch",
    because: "a bridge scope names an endpoint",
    scenario: onFlat([rmrr(A, A_END, bridgeScope(0, "2.0"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "below-header-mismatch",
    scenario: onPorts([rmrr(A, A_END, endpointScope(0, "1c.0"))], get("nic")),
    profile: { headerMismatch: "covered" },
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "missing",
    because: "a bridge scope may name an endpoint of class 06xx",
    scenario: scenario({ functions: [host], structures: [rmrr(A, A_END, bridgeScope(0, "0.0"))] }, get("host")),
    gets: { host: without(A) },
  },
]);

const virtual = [
  bridge("port", "0:1c.0", [1, 1]),
  endpoint("pf", "1:0.0", { parent: "port" }),
  endpoint("vf", "1:2.0", { parent: "port", physicalFunction: "pf" }),
];

describeRules("coverage/virtual-functions", [
  {
    rule: "missing",
    scenario: scenario({ functions: virtual, structures: [rmrr(A, A_END, bridgeScope(0, "1c.0"))] }, get("vf")),
    gets: { vf: without(A) },
  },
  {
    rule: "inherited-from-physical-function",
    scenario: scenario(
      { functions: virtual, structures: [rmrr(A, A_END, endpointScope(0, "1c.0", "0.0"))] },
      get("vf"),
    ),
    gets: { vf: plus(A, A_END) },
  },
  {
    rule: "virtual-function-path",
    scenario: scenario(
      { functions: virtual, structures: [rmrr(A, A_END, endpointScope(0, "1c.0", "2.0"))] },
      get("vf"),
    ),
    gets: { vf: plus(A, A_END) },
  },
]);

const isDownstream = (device: string, above: string): Step => ({
  do: "ask",
  predicate: "downstream",
  device,
  bridge: above,
});
const wrongAnswer = (rule: string, functions: typeof ports, device: string, above: string): RuleCase => ({
  rule,
  scenario: scenario({ functions }, isDownstream(device, above)),
  edit: (steps) => (steps[0]!.answer = steps[0]!.answer !== true),
});

describeRules("coverage/downstream-predicate", [
  wrongAnswer("child-denied", ports, "upstream", "port"),
  wrongAnswer("descendant-denied", ports, "nic", "port"),
  wrongAnswer("virtual-function-denied", virtual, "vf", "port"),
  wrongAnswer("itself", ports, "port", "port"),
  wrongAnswer("ancestor", ports, "port", "nic"),
  wrongAnswer("sibling", ports, "sibling port", "port"),
  wrongAnswer("unrelated", ports, "sibling", "port"),
  {
    rule: "other-segment",
    scenario: { ...twoSegments(1), steps: [isDownstream("nic'", "port")] },
    edit: (steps) => (steps[0]!.answer = true),
    witness: { device: "nic'", otherDevice: "port", expected: false, received: true },
  },
]);

const asksRmrr = (device: string): Step => ({ do: "ask", predicate: "has-rmrr", device });

describeRules("coverage/has-rmrr", [
  { rule: "denied", scenario: onFlat([nicRmrr], asksRmrr("nic")), edit: (steps) => (steps[0]!.answer = false) },
  {
    rule: "affirmed-without-rmrr",
    scenario: onFlat([nicRmrr], asksRmrr("disk")),
    edit: (steps) => (steps[0]!.answer = true),
  },
  {
    rule: "denied-not-pci",
    scenario: onFlat([rmrr(A, A_END, { ...scope(5, 0, "2.0"), enumerationId: 1 }), anddStructure], asksRmrr("uart")),
    profile: { ...LINUX_PROFILE, namespaceScope: "resolve" },
    edit: (steps) => (steps[0]!.answer = false),
  },
]);
