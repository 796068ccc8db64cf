/** The baseline of the stream `metamorphic`: the questions of the hierarchy stream, of tables without fault. */

import { anyCase, type BaselineStream } from "./baseline-stream.ts";
import { anyQuestions } from "./hierarchy.ts";

export const metamorphicBaseline: BaselineStream = {
  name: "metamorphic",
  scenarios: () => anyCase(11, anyQuestions, { isPlain: true, scopes: 5 }),
};
