import { bridgeScope, endpointScope, get, rmrr } from "../reference/hand-made.ts";
import { A, A_END, B, B_END, deepPath, nicRmrr, onFlat, onPorts } from "./coverage-platforms.ts";
import { describeRules, plus, withChanged, without } from "./rule-case.ts";

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
    also: ["firmware/no-invented-coverage range-of-no-rmrr"],
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
