import type { DmarStructure } from "../../model/dmar/table.ts";
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
import { anddStructure } from "../reference/platforms.ts";
import { A, A_END, B, B_END, nicRmrr, onFlat, onPorts, virtual } from "./coverage-platforms.ts";
import { describeRules, plus, without } from "./rule-case.ts";

describeRules("coverage/absent-function", [
  {
    rule: "on-absent-path",
    also: ["firmware/no-invented-coverage path-of-nobody"],
    scenario: onPorts([rmrr(A, A_END, endpointScope(0, "1c.0", "7.0"))], get("port")),
    gets: { port: plus(A, A_END) },
    witness: { hop: 1, scope: 0, rmrr: 0 },
  },
  {
    rule: "beside-absent",
    also: ["firmware/no-invented-coverage path-of-nobody"],
    scenario: onFlat([rmrr(A, A_END, endpointScope(0, "2.5"))], get("nic")),
    gets: { nic: plus(A, A_END) },
  },
  {
    rule: "path-through-endpoint",
    also: ["firmware/no-invented-coverage path-of-nobody"],
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
    also: ["firmware/no-invented-coverage range-of-no-rmrr"],
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
