/** The plan of a case of the malformed stream: an otherwise correct table, and the faults that firmware put into it. */

import { type DamagedSketch, FAULTS } from "./draw-damage.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { drawQuestions, getEveryFunction } from "./draw-questions.ts";
import { drawRmrrs } from "./draw-rmrrs.ts";
import { between, type Draws } from "./draws.ts";
import { drawHierarchyFeatures, type Size } from "./hierarchy-features.ts";
import type { Plan } from "./plan.ts";
import { drawRmrrFeatures, type RmrrFeatures } from "./rmrr-features.ts";
import { Sketch } from "./sketch.ts";

const NAMES: readonly string[] = Object.keys(FAULTS);

/** Faults behind which several mistakes hide, or that take few visible forms, are drawn more often than others. */
const OFTEN: Readonly<Record<string, number>> = {
  "base-unaligned": 4,
  "limit-unaligned": 5,
  "scope-length-zero": 4,
  "scope-length-odd": 4,
  "scope-past-structure": 4,
  "structure-too-short": 2,
  "structure-type-unknown": 8,
  "structure-out-of-order": 2,
  "structure-length-zero": 2,
  "structure-past-table": 3,
  "hop-device-above-31": 2,
  "hop-function-above-7": 2,
  "table-truncated": 5,
  "bytes-past-length": 5,
  "header-mismatch": 2,
};
const FAULT_WEIGHTS: readonly number[] = NAMES.map((name) => OFTEN[name] ?? 1);

/** Usually one fault, because one may hide behind another. */
const COUNT_WEIGHTS: readonly number[] = [3, 70, 17, 10];

export function drawMalformedPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  const drawn = size ?? { functions: between(draws, 1, 7), rmrrs: between(draws, 1, 3) };
  drawHierarchy(draws, drawHierarchyFeatures(draws, drawn), sketch);
  drawRmrrs(draws, rmrrFeatures(draws, drawn), sketch);
  const damaged: DamagedSketch = { sketch, damage: {} };
  const faults = new Set<string>();
  for (let left = draws.weighted(COUNT_WEIGHTS); left > 0; left--) faults.add(NAMES[draws.weighted(FAULT_WEIGHTS)]!);
  for (const name of faults) FAULTS[name]!(draws, damaged);
  if (size?.everyFunctionOnce) getEveryFunction(sketch);
  else drawQuestions(draws, sketch);
  const plan = sketch.plan();
  return Object.keys(damaged.damage).length === 0 ? plan : { ...plan, damage: damaged.damage };
}

/** RMRRs without faults and with few scopes. */
function rmrrFeatures(draws: Draws, size: Size): RmrrFeatures {
  return {
    ...drawRmrrFeatures(draws, size),
    mostScopes: draws.chance(70) ? 1 : 3,
    withoutScope: 0,
    otherSegment: 0,
    absent: 0,
    foreignScopes: 0,
    headerMismatch: 0,
    startBusFallback: 0,
    relatedRanges: 0,
    otherStructures: 0,
    decoys: 0,
  };
}
