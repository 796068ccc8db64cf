/** The plan of a case of the hierarchy stream. */

import { drawDecoys } from "./draw-decoys.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { drawQuestions, getEveryFunction } from "./draw-questions.ts";
import { drawRmrrs } from "./draw-rmrrs.ts";
import { drawStructures } from "./draw-structures.ts";
import type { Draws } from "./draws.ts";
import { drawHierarchyFeatures, type Size } from "./hierarchy-features.ts";
import type { Plan } from "./plan.ts";
import { drawRmrrFeatures } from "./rmrr-features.ts";
import { Sketch } from "./sketch.ts";

export function drawHierarchyPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  drawHierarchy(draws, drawHierarchyFeatures(draws, size), sketch);
  const features = drawRmrrFeatures(draws, size);
  drawRmrrs(draws, features, sketch);
  if (size === undefined) drawDecoys(draws, features.decoys, sketch);
  drawStructures(draws, features.otherStructures, sketch);
  if (size?.everyFunctionOnce) getEveryFunction(sketch);
  else drawQuestions(draws, sketch);
  return sketch.plan();
}
