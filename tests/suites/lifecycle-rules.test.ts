import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
} from "../reference/hand-made.ts";
import { complaintsOf, describeRules, type RuleCase } from "./rule-case.ts";
import { changing, happens, lost, objectsOf, show, type Steps, withoutEvents } from "./trace-edits.ts";

const A = 0x1000n;
const A_END = 0x1fffn;
/** A network card that comes late, one that is there, and an RMRR that names both. */
const late: PlatformParts = {
  functions: [endpoint("nic", "0:2.0", { absent: true }), endpoint("disk", "0:3.0")],
  structures: [rmrr(A, A_END, endpointScope(0, "2.0"), endpointScope(0, "3.0"))],
  groups: { all: ["nic"] },
};
const there: PlatformParts = { ...late, functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")] };
const tree: PlatformParts = {
  functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port" })],
  structures: [rmrr(A, A_END, bridgeScope(0, "1c.0"))],
};
const add = (device: string): Step => ({ do: "add", device });
const remove = (device: string): Step => ({ do: "remove", device });
const group: Step = { do: "group", group: "all", list: "g" };
const hasRmrr = (device: string): Step => ({ do: "ask", predicate: "has-rmrr", device });
const downstream: Step = { do: "ask", predicate: "downstream", device: "nic", bridge: "port" };

/** Every look at a list from a step on lacks the RMRR's region; what it held is nowhere. */
function without(of: RuleCase["scenario"], list: string, from: number): (steps: Steps) => void {
  return (steps) => {
    const gone = steps[from]!.regions!.filter(({ start }) => start === A);
    show(
      steps,
      of.steps,
      list,
      from,
      steps[from]!.regions!.filter(({ start }) => start !== A),
    );
    const objects = gone.map(({ object }) => object);
    withoutEvents(steps, "alloc", objects);
    withoutEvents(steps, "free", objects);
  };
}

/** Every look at a list from a step on has the RMRR's region too, in the place of one that is due. */
function withRmrr(of: RuleCase["scenario"], list: string, from: number): (steps: Steps) => void {
  return changing(of, list, from, (each) => ({ ...each, start: A, end: A_END, type: "direct", protection: 3 }));
}

function answers(index: number, answer: boolean): (steps: Steps) => void {
  return (steps) => (steps[index]!.answer = answer);
}

const arrival = scenario(late, add("nic"), get("nic"));
const early = scenario(late, get("nic"), add("nic"));
const other = scenario(late, get("disk", "a"), add("nic"), get("disk", "b"));
const groupOfArrival = scenario(late, add("nic"), group);

describeRules("lifecycle/added", [
  {
    rule: "not-covered-after-arrival",
    scenario: arrival,
    edit: without(arrival, "nic", 1),
    witness: { step: 1, device: "nic", list: "nic", rmrr: 0, scope: 0 },
    also: ["coverage/all-rmrrs earlier-scope"],
  },
  {
    rule: "denied-after-arrival",
    scenario: scenario(late, add("nic"), hasRmrr("nic")),
    edit: answers(1, false),
    also: ["coverage/has-rmrr denied"],
  },
  {
    rule: "group-lacks-arrival",
    scenario: groupOfArrival,
    edit: without(groupOfArrival, "g", 1),
    witness: { step: 1, device: "nic", list: "g" },
    also: ["group/merge-of-members addresses-missing"],
  },
  {
    rule: "covered-while-absent",
    scenario: early,
    edit: withRmrr(early, "nic", 0),
    witness: { step: 0, device: "nic" },
  },
  {
    rule: "lost-with-another",
    scenario: other,
    edit: without(other, "b", 2),
    witness: { step: 2, device: "disk", list: "b" },
    also: ["coverage/endpoint missing"],
  },
  {
    rule: "not-taken-in",
    scenario: arrival,
    edit: (steps) => (steps[0]!.status = "refused"),
    witness: { step: 0, device: "nic" },
  },
]);

const removal = scenario(there, get("nic", "a"), remove("nic"), get("nic", "b"));
const sharer = scenario(there, get("disk", "a"), remove("nic"), get("disk", "b"));
const sharerAsked = scenario(there, hasRmrr("disk"), remove("nic"), hasRmrr("disk"));
const groupOfRemoved = scenario(there, remove("nic"), { ...group, group: "all" });

describeRules("lifecycle/removed", [
  {
    rule: "covered-while-absent",
    scenario: removal,
    edit: withRmrr(removal, "b", 2),
    witness: { step: 2, rmrr: 0, scope: 0 },
  },
  { rule: "affirmed-while-absent", scenario: scenario(there, remove("nic"), hasRmrr("nic")), edit: answers(1, true) },
  {
    rule: "group-keeps-absent",
    scenario: groupOfRemoved,
    edit: (steps) => {
      const region = { object: "kept", start: A, end: A_END, type: "direct" as const, protection: 3 };
      show(steps, groupOfRemoved.steps, "g", 1, [region]);
      happens(steps, 1, { ...lost, event: "alloc", object: "kept" } as typeof lost);
      happens(steps, 3, { event: "free", object: "kept", by: "caller" });
    },
    also: ["group/merge-of-members absent-member-listed"],
  },
  {
    rule: "lost-with-another",
    scenario: sharer,
    edit: without(sharer, "b", 2),
    also: ["coverage/absent-function absent-scope"],
  },
  {
    rule: "denied-with-another",
    scenario: sharerAsked,
    edit: answers(2, false),
    also: ["coverage/has-rmrr denied"],
  },
  {
    rule: "changed-with-another",
    scenario: sharer,
    edit: changing(sharer, "b", 2, (each) => (each.start === A ? { ...each, protection: 0 } : each)),
    also: ["coverage/exact-range protection"],
  },
  { rule: "not-let-go", scenario: removal, edit: (steps) => (steps[1]!.status = "refused"), witness: { step: 1 } },
]);

const again = scenario(there, get("nic", "a"), remove("nic"), add("nic"), get("nic", "b"));

describeRules("lifecycle/again", [
  {
    rule: "not-covered-after-arrival",
    scenario: again,
    edit: without(again, "b", 3),
    witness: { step: 3, device: "nic" },
    also: ["coverage/endpoint missing"],
  },
]);

const portAgain = scenario(tree, remove("port"), add("port"), get("nic"));
const portGone = scenario(tree, remove("port"), get("nic"));

describeRules("lifecycle/subtree", [
  {
    rule: "not-covered-after-arrival",
    scenario: portAgain,
    edit: without(portAgain, "nic", 2),
    also: ["coverage/every-descendant missing-child"],
  },
  { rule: "covered-while-absent", scenario: portGone, edit: withRmrr(portGone, "nic", 1) },
  {
    rule: "not-downstream-after-arrival",
    scenario: scenario(tree, remove("port"), add("port"), downstream),
    edit: answers(2, false),
    witness: { device: "nic", otherDevice: "port" },
    also: ["coverage/downstream-predicate child-denied"],
  },
]);

const alive = scenario(there, get("nic", "a"), remove("nic"), { do: "read", list: "a" });

describeRules("lifecycle/handed-out-lists", [
  {
    rule: "changed",
    scenario: alive,
    edit: (steps) => show(steps, alive.steps, "a", 2, [...steps[0]!.regions!].toReversed()),
    also: ["ownership/undisturbed changed"],
  },
  {
    rule: "freed-while-listed",
    scenario: alive,
    edit: (steps) => {
      const [object] = objectsOf(steps[0]!);
      withoutEvents(steps, "free", [object]);
      happens(steps, 1, { event: "free", object: object!, by: "implementation" });
    },
    witness: { step: 1 },
    also: ["merge/no-use-after-free freed-while-listed"],
  },
  {
    rule: "not-freed",
    scenario: alive,
    edit: (steps) => withoutEvents(steps, "free", objectsOf(steps[0]!).slice(0, 1)),
    also: ["ownership/put-frees-own not-freed"],
  },
]);

const cycle = scenario(there, get("nic", "a"), remove("nic"), add("nic"));

describeRules("lifecycle/device-references", [
  {
    rule: "reference-kept",
    scenario: cycle,
    edit: (steps) => {
      const object = steps[1]!.events!.flatMap((event) => (event.event === "free" ? [event.object] : []));
      withoutEvents(steps, "free", object);
    },
    witness: { step: 2, device: "nic" },
    also: ["merge/no-leak left-after-tear-down"],
  },
  {
    rule: "reference-kept",
    because: "once more in each cycle, and all of them only freed in the end",
    scenario: scenario(there, get("nic", "a"), remove("nic"), add("nic"), remove("nic"), add("nic")),
    edit: (steps) => {
      const held = (object: string): Parameters<typeof happens>[2] =>
        ({ ...lost, object, kind: "other" }) as typeof lost;
      happens(steps, 2, held("one"));
      happens(steps, 4, held("two"));
      const end = steps.length - 1;
      for (const object of ["one", "two"]) happens(steps, end, { event: "free", object, by: "implementation" });
    },
  },
]);

const twice = scenario(late, get("disk", "a"), add("disk"), get("disk", "b"));
const twiceThenArrival = scenario(late, add("disk"), add("nic"), get("nic"));
const absentTwice = scenario(late, get("disk", "a"), remove("nic"), get("disk", "b"));

/** A bridge that is there, and below it a card that is not yet. */
const bridgeTwice = scenario(
  {
    ...tree,
    functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port", absent: true })],
  },
  add("port"),
  get("nic"),
  remove("nic"),
);

describe("adding a bridge that is there, and below which something is not", () => {
  const complaints = (edit: RuleCase["edit"]): readonly string[] =>
    complaintsOf({ rule: "", scenario: bridgeTwice, ...(edit === undefined ? {} : { edit }) }, false);

  test("brings what is below, and nothing else will do", () => {
    expect(complaints(undefined)).toEqual([]);
    expect(complaints(without(bridgeTwice, "nic", 1))).toEqual([
      "coverage/every-descendant missing-child",
      "lifecycle/twice not-covered-after-arrival",
    ]);
  });

  test("may be refused as a whole: then nothing is said of what is below", () => {
    const nobody = (steps: Steps): void => {
      without(bridgeTwice, "nic", 1)(steps);
      for (const step of [0, bridgeTwice.steps.findIndex((each) => each.do === "remove")]) {
        steps[step]!.status = "refused";
      }
    };
    expect(complaints(nobody)).toEqual([]);
  });
});

describeRules("lifecycle/twice", [
  {
    rule: "lost-with-another",
    scenario: twice,
    edit: without(twice, "b", 2),
    also: ["coverage/endpoint missing"],
  },
  {
    rule: "lost-with-another",
    because: "an absent function is removed",
    scenario: absentTwice,
    edit: without(absentTwice, "b", 2),
    also: ["coverage/endpoint missing"],
  },
  {
    rule: "not-covered-after-arrival",
    scenario: twiceThenArrival,
    edit: without(twiceThenArrival, "nic", 2),
    also: ["coverage/all-rmrrs earlier-scope"],
  },
  {
    rule: "not-taken-in",
    scenario: twiceThenArrival,
    edit: (steps) => (steps[1]!.status = "refused"),
    witness: { step: 1, device: "nic" },
  },
  {
    rule: "freed-while-listed",
    scenario: twice,
    edit: (steps) => {
      const [object] = objectsOf(steps[0]!);
      withoutEvents(steps, "free", [object]);
      happens(steps, 1, { event: "free", object: object!, by: "implementation" });
    },
    also: ["merge/no-use-after-free freed-while-listed"],
  },
]);
