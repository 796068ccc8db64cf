/**
 * The plan of a case of the metamorphic stream: several fault-free RMRRs with several scopes, on hierarchies with spare
 * bus numbers, and behaviour that a profile may leave open, because no other stream can judge it.
 */

import { drawDecoys } from "./draw-decoys.ts";
import { drawDevice } from "./draw-focus.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { drawQuestions, getEveryFunction } from "./draw-questions.ts";
import { drawRmrrs } from "./draw-rmrrs.ts";
import { between, type Draws } from "./draws.ts";
import { drawHierarchyFeatures, type HierarchyFeatures, type Size } from "./hierarchy-features.ts";
import { changedFunction, type DeviceReference, NONE, type Plan } from "./plan.ts";
import { drawRmrrFeatures, type RmrrFeatures } from "./rmrr-features.ts";
import { Sketch } from "./sketch.ts";

const ISA_BRIDGE = 0x060100;

export function drawMetamorphicPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  drawHierarchy(draws, hierarchyFeatures(draws, size), sketch);
  if (size === undefined && draws.chance(45)) addIsaBridge(draws, sketch);
  const features = rmrrFeatures(draws, size);
  drawRmrrs(draws, features, sketch);
  if (size === undefined) drawDecoys(draws, features.decoys, sketch);
  if (size?.everyFunctionOnce) getEveryFunction(sketch);
  else drawSteps(draws, sketch);
  return sketch.plan();
}

/** A twin is at least as large as its scenario, and there are many of them; few functions say as much. */
function hierarchyFeatures(draws: Draws, size: Size | undefined): HierarchyFeatures {
  const features = drawHierarchyFeatures(draws, size ?? { functions: between(draws, 1, 7), rmrrs: 1 });
  // Whether an ISA bridge has its window is open, and so is what a virtual function inherits.
  const classes = draws.chance(25)
    ? [...features.classes, ...features.classes.map(() => ISA_BRIDGE)]
    : features.classes;
  return { ...features, classes, virtualFunctions: draws.chance(80) ? 60 : 0 };
}

/**
 * One endpoint becomes the ISA bridge of the machine and is worth querying: where there are two, either hides the
 * other.
 */
function addIsaBridge(draws: Draws, { functions, remarkable }: Sketch): void {
  const start = draws.below(functions.length);
  for (let step = 0; step < functions.length; step++) {
    const index = (start + step) % functions.length;
    const fn = functions[index]!;
    if (fn.headerType !== 0 || fn.physicalFunction !== NONE) continue;
    if (functions[index + 1]?.physicalFunction === index) continue;
    functions[index] = changedFunction(fn, { classCode: ISA_BRIDGE });
    remarkable.push(index, index);
    return;
  }
}

/** A scenario with a firmware fault has no twin. */
function rmrrFeatures(draws: Draws, size: Size | undefined): RmrrFeatures {
  const features = drawRmrrFeatures(draws, size ?? { functions: 1, rmrrs: between(draws, 1, 4) });
  return {
    ...features,
    // With one scope, there is nothing to permute or split.
    mostScopes: size === undefined && draws.chance(75) ? between(draws, 2, 4) : features.mostScopes,
    withoutScope: 0,
    absent: 0,
    foreignScopes: 0,
    headerMismatch: 0,
    startBusFallback: draws.chance(10) ? 50 : 0,
    otherStructures: 0,
  };
}

/** Queries, and occasionally the text of a group: operations that map page by page have streams of their own. */
function drawSteps(draws: Draws, sketch: Sketch): void {
  drawQuestions(draws, sketch);
  if (!draws.chance(30)) return;
  const members = new Set<DeviceReference>();
  for (let tries = between(draws, 1, 3); tries > 0; tries--) {
    const device = drawDevice(draws, sketch);
    if (device !== undefined) members.add(device);
  }
  if (members.size === 0) return;
  sketch.groups.push({ members: [...members] });
  sketch.steps.push({ do: "show", group: 0 });
}
