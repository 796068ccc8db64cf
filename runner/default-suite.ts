/** The suite of this package: its requirements, its streams and its judge. */

import { STREAMS } from "../generators/streams.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import { judgeCase } from "../suites/judge-case.ts";
import type { Suite } from "./suite.ts";

export const suite: Suite = {
  requirements: REQUIREMENTS,
  streams: STREAMS,
  situations: [],
  tableStream: "table",
  tableScenarios: () => {
    throw new Error("there are no cases around tables yet");
  },
  judge: judgeCase,
  inSituation: () => false,
};
