import { bridge, bridgeScope, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { A, A_END, B, B_END, deepPath, nicRmrr, onFlat, onPorts, twoSegments } from "./coverage-platforms.ts";
import { describeRules, type RuleCase, plus, without } from "./rule-case.ts";

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
    also: ["firmware/no-invented-coverage no-scope"],
    scenario: onFlat([rmrr(A, A_END)], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "impossible-hop",
    also: ["firmware/no-invented-coverage impossible-hop"],
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
    also: ["firmware/no-invented-coverage range-of-no-rmrr"],
    gets: { disk: plus(B, B_END) },
  },
  {
    rule: "invented-range",
    because: "the table has no RMRR at all",
    also: ["firmware/no-invented-coverage range-of-no-rmrr"],
    scenario: onFlat([], get("disk")),
    gets: { disk: plus(B, B_END, "reserved") },
  },
]);

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
