/** The suite of this package: its requirements, its streams, its situations and its judge. */

import { STREAMS, tableScenarios } from "../generators/streams.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import { judgeCase } from "../suites/judge-case.ts";
import { inSituation, SITUATIONS } from "../suites/situations.ts";
import type { Suite } from "./suite.ts";

export const suite: Suite = {
  requirements: REQUIREMENTS,
  streams: STREAMS,
  situations: SITUATIONS.map(({ name }) => name),
  tableStream: "table",
  tableScenarios,
  judge: judgeCase,
  inSituation,
};
