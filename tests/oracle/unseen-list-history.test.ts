/** What a step does not show of its list is not known, and nobody is charged with it. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { StepResult } from "../../model/trace.ts";
import { memoryFaults } from "../../oracle/list-history.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { get } from "../reference/hand-made.ts";
import { lawRuns } from "./law-runs.ts";
import {
  DECLINED,
  DONE,
  empty,
  frees,
  insertPage,
  kinds,
  makes,
  meanwhile,
  mergeAll,
  put,
  read,
  scribble,
  shows,
  showsNew,
} from "./memory-happenings.ts";
import { NaiveSubject } from "./naive-subject.ts";
import type { Happening } from "./observed.ts";

const nic = get("nic", "a");
const disk = get("disk", "b");
const two: Happening = [nic, showsNew(1, 2)];

describe("a list that nobody has seen", () => {
  const unseen: readonly (readonly [string, Happening])[] = [
    ["of a get that was declined", [nic, DECLINED]],
    ["of a get that shows nothing", [nic, meanwhile(DONE, makes(1))]],
    ["of a group that was declined", [mergeAll("a"), DECLINED]],
    ["of a group that shows nothing", [mergeAll("a"), meanwhile(DONE, makes(1))]],
    ["of an insertion that was declined", [insertPage("a"), DECLINED]],
  ];

  test.each(unseen)("%s is not taken for empty", (_, happening) => {
    const found: Happening = [read("a"), meanwhile(shows(1), happening[1].events === undefined ? makes(1) : [])];
    expect(kinds(happening, found)).toEqual([]);
    expect(kinds(happening, found, [read("a"), shows()])).toEqual(["changed 2", "leaked 2"]);
    expect(kinds(happening, found, [disk, shows(1)])).toEqual(["in-two-lists 2"]);
    expect(kinds(happening, [put("a"), DONE], [disk, showsNew(2)])).toEqual([]);
  });

  test.each([
    ["was declined", DECLINED],
    ["shows nothing", DONE],
  ])("since a step that %s may hold what it held, or anything else, or nothing", (_, blind) => {
    for (const step of [insertPage("a"), scribble("a"), empty("a")]) {
      const before: readonly Happening[] = [two, [step, blind]];
      for (const found of [shows(1, 2), shows(2), shows(), showsNew(3)]) {
        expect(kinds(...before, [read("a"), found])).toEqual([]);
      }
      // Whatever it holds, it need not hold what others do.
      expect(kinds(...before, [disk, shows(1)])).toEqual([]);
      expect(kinds(...before, [put("a"), DONE])).toEqual([]);
      expect(kinds(...before, [read("a"), shows(1)], [put("a"), DONE])).toEqual(["not-freed 3"]);
    }
  });

  test("is gone when it was put, even if that was declined", () => {
    expect(kinds(two, [put("a"), DECLINED], [read("a"), shows(5)], [disk, shows(1)])).toEqual([]);
    expect(kinds(two, [insertPage("b"), DECLINED], [read("a"), shows()])).toEqual([
      "changed 2",
      "leaked 2",
      "leaked 2",
    ]);
  });

  test("hides nothing that events tell of a step that was declined", () => {
    expect(kinds([disk, meanwhile(DECLINED, makes(1), frees(1))], [nic, shows(1)])).toEqual(["freed-while-listed 1"]);
  });
});

describe("a subject that does everything right", () => {
  test("is charged with nothing, whichever of its lists are shown, and whichever steps are declined", () => {
    for (const { name, scenarios } of STREAMS.filter((stream) => stream.name !== "malformed")) {
      fc.assert(
        fc.property(scenarios(), fc.nat(), fc.boolean(), (scenario, bits, declines) => {
          const right = new NaiveSubject(scenario, LINUX_PROFILE, () => false).trace();
          const steps = right.steps.map(({ regions, ...rest }, at): StepResult => {
            const what = scenario.steps[at]!.do;
            if (((bits >>> (at % 31)) & 1) === 0) return regions === undefined ? rest : { ...rest, regions };
            // What was declined did not happen, so only a look may be.
            return declines && what === "read" ? { ...rest, status: "unsupported" } : rest;
          });
          const facts = new ScenarioFacts(scenario, LINUX_PROFILE);
          expect(memoryFaults(new Observations(facts, { ...right, steps })), name).toEqual([]);
        }),
        { numRuns: lawRuns(60), seed: 83 },
      );
    }
  });
});
