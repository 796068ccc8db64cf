import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import { epochs, groupFacts, groupFactsOf, isGroupStep } from "../../oracle/group-facts.ts";
import type { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridge, endpoint, endpointScope, get, type PlatformParts, rmrr } from "../reference/hand-made.ts";
import { group, map, NIC_AND_USB } from "./group-happenings.ts";
import { add, remove } from "./lifecycle-happenings.ts";
import { DONE } from "./memory-happenings.ts";
import { observed } from "./observed.ts";

const show: Step = { do: "show", group: "all" };
const attach: Step = { do: "attach", group: "all", aperture: { start: 0n, end: 0xfffn }, mappings: [] };

function factsOf(parts: PlatformParts, ...steps: readonly Step[]): ScenarioFacts {
  return observed(
    parts,
    steps.map((step) => [step, DONE]),
  ).facts;
}

/** `step what: members, without those that are absent, in which epoch` */
function inWords(parts: PlatformParts, ...steps: readonly Step[]): readonly string[] {
  const facts = factsOf(parts, ...steps);
  return groupFacts(facts).map(({ step, what, members, absent, epoch }) => {
    const [there, away] = [members, absent].map((indices) => indices.map((index) => facts.labelOf(index)).join(" "));
    return `${step} ${what.do}: ${there}, without ${away === "" ? "none" : away}, in ${epoch}`;
  });
}

describe("the steps that speak of a group", () => {
  test("are those that merge, show, map and attach it, with its members", () => {
    expect(inWords(NIC_AND_USB, group(), get("nic"), show, map("one"), attach)).toEqual([
      "0 group: nic usb, without none, in 0",
      "2 show: nic usb, without none, in 0",
      "3 map: nic, without none, in 0",
      "4 attach: nic usb, without none, in 0",
    ]);
  });

  test("tell present members from absent ones", () => {
    expect(inWords(NIC_AND_USB, map("late"), add("late"), map("late"), remove("nic"), map("late"))).toEqual([
      "0 map: nic, without late, in 0",
      "2 map: nic late, without none, in 1",
      "4 map: late, without nic, in 2",
    ]);
  });

  test("speak of a group that there is, and of members that there are, each once", () => {
    expect(inWords({ ...NIC_AND_USB, groups: {} }, map())).toEqual([]);
    expect(inWords(NIC_AND_USB, map("none"))).toEqual([]);
    const otherDevices = [{ kind: "other", label: "uart" }] as const;
    const groups = { all: ["uart", "nic", "ghost", "nic"], empty: [] };
    expect(inWords({ ...NIC_AND_USB, otherDevices, groups }, map(), map("empty"))).toEqual([
      "0 map: uart nic, without none, in 0",
      "1 map: , without none, in 0",
    ]);
  });

  test("are none once a function was added below an absent bridge, because its presence is then unknown", () => {
    const below: PlatformParts = {
      functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port" })],
      groups: { all: ["nic"] },
    };
    expect(inWords(below, remove("port"), map(), add("nic"), map())).toEqual(["1 map: , without nic, in 1"]);
    expect(inWords(below, remove("nic"), map(), add("nic"), map())).toHaveLength(2);
  });

  test("are none of a group with a member whose RMRR is no range: what becomes of it is open", () => {
    const structures = [rmrr(0x2000n, 0x1000n, endpointScope(0, "2.0"))];
    expect(inWords({ ...NIC_AND_USB, structures }, map(), map("one"))).toEqual([]);
    const others = { groups: { all: ["usb"] }, structures };
    expect(inWords({ ...NIC_AND_USB, ...others }, map())).toHaveLength(1);
  });

  test("can be told apart by what they do", () => {
    const facts = factsOf(NIC_AND_USB, group(), map(), map("none"), group("one"));
    expect(groupFactsOf(facts, "group").map(({ step }) => step)).toEqual([0, 3]);
    expect(groupFactsOf(facts, "show")).toEqual([]);
    expect([0, 1, 2, 3].map((step) => isGroupStep(facts, step, "map"))).toEqual([false, true, false, false]);
    expect([0, 1, 2, 3].map((step) => isGroupStep(facts, step, "group"))).toEqual([true, false, false, true]);
  });
});

test("an epoch ends with each step that adds or removes a function, and the next begins after it", () => {
  expect(epochs(factsOf(NIC_AND_USB, map(), add("late"), map(), remove("nic"), add("nic"), map()))).toEqual([
    0, 0, 1, 1, 2, 3,
  ]);
});
