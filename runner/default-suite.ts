/** The suite of this package: its requirements, its streams, its situations and its judge. */

import { STREAMS, tableScenarios } from "../generators/streams.ts";
import { casesOf, smallWorlds } from "../generators/small-world/small-worlds.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import { judgeCase } from "../suites/judge-case.ts";
import { inSituation, SITUATIONS, situationsOf } from "../suites/situations.ts";
import { twinsOf } from "../suites/twins.ts";
import type { Suite, SuiteWorld } from "./suite.ts";

export const suite: Suite = {
  requirements: REQUIREMENTS,
  streams: STREAMS,
  situations: SITUATIONS,
  worlds,
  tableStream: "table",
  tableScenarios,
  twins: twinsOf,
  judge: judgeCase,
  inSituation,
  situationsOf,
  faults: async () => (await import("./diagnosis/shelf.ts")).shelf(),
};

function worlds(): readonly SuiteWorld[] {
  return smallWorlds().map((world) => {
    const { name, heardAs, bound, leftOut, symmetry, beforeSymmetry, plans } = world;
    const enumeration = { bound, leftOut, symmetry, beforeSymmetry };
    return { name, heardAs, cases: plans.count, enumeration, ...casesOf(world) };
  });
}
