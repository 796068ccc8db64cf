/** The suite of this package: its requirements, its streams, its situations and its judge. */

import { STREAMS, tableScenarios } from "../generators/streams.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import { judgeCase } from "../suites/judge-case.ts";
import { inSituation, SITUATIONS, situationsOf } from "../suites/situations.ts";
import type { Suite } from "./suite.ts";

export const suite: Suite = {
  requirements: REQUIREMENTS,
  streams: STREAMS,
  situations: SITUATIONS,
  tableStream: "table",
  tableScenarios,
  judge: judgeCase,
  inSituation,
  situationsOf,
};
