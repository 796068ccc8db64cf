/** The baseline of the stream `metamorphic`: the queries of the hierarchy stream, with fault-free tables. */

import { anyCase, type BaselineStream } from "./baseline-stream.ts";
import { anyQuestions } from "./hierarchy.ts";

export const metamorphicBaseline: BaselineStream = {
  name: "metamorphic",
  scenarios: () => anyCase(11, anyQuestions, { isPlain: true, scopes: 5 }),
};
