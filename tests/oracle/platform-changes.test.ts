/** What it means to add or to remove a function, at the moment at which it is done. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { PciFunction } from "../../model/platform.ts";
import type { Step } from "../../model/scenario.ts";
import { concerns, isMisuse, movesAnybody, platformChanges, wasThere } from "../../oracle/platform-changes.ts";
import { Presence } from "../../oracle/presence.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridge, endpoint, get, scenario } from "../reference/hand-made.ts";
import { add, remove } from "./lifecycle-happenings.ts";

const functions: readonly PciFunction[] = [
  endpoint("nic", "0:2.0"),
  endpoint("late", "0:3.0", { absent: true }),
  bridge("port", "0:1c.0", [1, 2], { absent: true }),
  endpoint("child", "1:0.0", { parent: "port" }),
  endpoint("vf", "1:1.0", { parent: "port", physicalFunction: "child" }),
  endpoint("disk", "0:4.0"),
  endpoint("disk-vf", "0:4.1", { physicalFunction: "disk" }),
];

function factsOf(...steps: readonly Step[]): ScenarioFacts {
  return new ScenarioFacts({ ...scenario({ functions }), steps }, LINUX_PROFILE);
}

const kinds = (...steps: readonly Step[]): readonly string[] =>
  platformChanges(factsOf(...steps)).all.map(({ kind, index }) => `${functions[index]!.label} ${kind}`);

describe("a function", () => {
  test("is added, goes, and comes again", () => {
    expect(kinds(add("late"), remove("late"), add("late"))).toEqual(["late added", "late removed", "late again"]);
    expect(kinds(remove("nic"), add("nic"))).toEqual(["nic removed", "nic again"]);
  });

  test("is misused if it is added where it is, or removed where it is not", () => {
    expect(kinds(add("nic"))).toEqual(["nic twice"]);
    expect(kinds(remove("late"))).toEqual(["late absent"]);
    expect(kinds(remove("nic"), remove("nic"), add("nic"), add("nic"))).toEqual([
      "nic removed",
      "nic absent",
      "nic again",
      "nic twice",
    ]);
  });

  test("comes and goes with the bridge above it and with its physical function", () => {
    expect(kinds(add("port"), remove("child"), add("child"), remove("vf"))).toEqual([
      "port added",
      "child removed",
      "child again",
      "vf removed",
    ]);
    expect(kinds(add("port"), remove("port"), add("port"))).toEqual(["port added", "port removed", "port again"]);
    expect(kinds(remove("disk"), remove("disk-vf"))).toEqual(["disk removed", "disk-vf absent"]);
  });

  test("cannot be reached while either of them is away", () => {
    expect(kinds(add("child"))).toEqual(["child orphan"]);
    expect(kinds(add("port"), remove("child"), add("vf"))).toEqual(["port added", "child removed", "vf orphan"]);
    expect(kinds(remove("disk"), add("disk-vf"))).toEqual(["disk removed", "disk-vf orphan"]);
  });

  test("was there if it ever was, and not only because it comes now", () => {
    const facts = factsOf(get("nic"), add("late"), remove("late"), add("late"));
    const { all } = platformChanges(facts);
    expect([0, 1, 2, 3].map((step) => wasThere(facts, 1, step, all))).toEqual([false, false, true, true]);
    expect(wasThere(facts, 0, 0, all)).toBe(true);
  });
});

describe("of all changes", () => {
  test("the first misuse, and the first of what cannot be reached, are known", () => {
    const { firstMisuse, knownUntil } = platformChanges(factsOf(add("late"), add("late"), add("child"), add("vf")));
    expect([firstMisuse, knownUntil]).toEqual([1, 2]);
    expect(platformChanges(factsOf(add("child")))).toMatchObject({ firstMisuse: 0, knownUntil: 0 });
    expect(platformChanges(factsOf(remove("late")))).toMatchObject({ firstMisuse: 0, knownUntil: Infinity });
    expect(platformChanges(factsOf(add("late")))).toMatchObject({ firstMisuse: Infinity, knownUntil: Infinity });
    expect(platformChanges(factsOf(get("nic")))).toEqual({ all: [], firstMisuse: Infinity, knownUntil: Infinity });
  });

  test("those of functions that the platform does not have are none", () => {
    expect(kinds(add("nobody"), remove("nobody"), remove("nic"))).toEqual(["nic removed"]);
  });

  test("it is known which are misuse, and which move anybody", () => {
    const facts = factsOf(add("nic"), remove("late"), add("late"), remove("late"), add("child"), get("nic"));
    const steps = [0, 1, 2, 3, 4, 5];
    expect(steps.map((step) => isMisuse(facts, step))).toEqual([true, true, false, false, false, false]);
    expect(steps.map((step) => movesAnybody(facts, step))).toEqual([false, false, true, true, false, false]);
    // A bridge that is there brings what below it is not.
    const below = factsOf(add("port"), remove("child"), add("port"), add("port"));
    expect([2, 3].map((step) => [isMisuse(below, step), movesAnybody(below, step)])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test("one concerns the function itself, what is below it, and their virtual functions", () => {
    const facts = factsOf();
    const concerned = (changed: string): readonly string[] => {
      const at = facts.indexOf(changed);
      return functions.filter((_, index) => concerns(facts, at, index)).map(({ label }) => label);
    };
    expect(concerned("nic")).toEqual(["nic"]);
    expect(concerned("port")).toEqual(["port", "child", "vf"]);
    expect(concerned("child")).toEqual(["child", "vf"]);
    expect(concerned("vf")).toEqual(["vf"]);
    expect(concerned("disk")).toEqual(["disk", "disk-vf"]);
  });

  test("a virtual function on a root bus goes with the bridge above its physical function", () => {
    const odd = [...functions, endpoint("far-vf", "0:5.0", { physicalFunction: "child" })];
    const facts = new ScenarioFacts(scenario({ functions: odd }), LINUX_PROFILE);
    expect(concerns(facts, facts.indexOf("port"), facts.indexOf("far-vf"))).toBe(true);
    expect(concerns(facts, facts.indexOf("nic"), facts.indexOf("far-vf"))).toBe(false);
  });
});

describe("nobody comes or goes", () => {
  const changes = (of: readonly PciFunction[], ...steps: readonly Step[]): boolean => {
    const facts = new ScenarioFacts({ ...scenario({ functions: of }), steps }, LINUX_PROFILE);
    return new Presence(facts.scenario, facts.hierarchy).changes;
  };

  test("where no step changes anything and everything is there at the start", () => {
    expect(changes([functions[0]!], get("nic"))).toBe(false);
    expect(changes([functions[0]!], add("nic"))).toBe(true);
    expect(changes([functions[0]!], remove("nic"))).toBe(true);
    expect(changes(functions)).toBe(true);
    expect(changes([])).toBe(false);
  });
});
