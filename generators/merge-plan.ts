/** The plan of a case of the merge stream: group lists built by inserting regions, sometimes the regions of devices. */

import type { RegionFields } from "../model/region.ts";
import { drawBridgedRegions, drawRegion, drawRegionFeatures, type RegionFeatures } from "./draw-collisions.ts";
import { drawDevice } from "./draw-focus.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { drawRmrrs } from "./draw-rmrrs.ts";
import { between, type Draws, pick } from "./draws.ts";
import { drawHierarchyFeatures, type Size } from "./hierarchy-features.ts";
import type { Plan } from "./plan.ts";
import { drawRmrrFeatures } from "./rmrr-features.ts";
import { Sketch } from "./sketch.ts";

const GROUP_LIST = 0;
const SECOND_GROUP_LIST = 1;
/** The list into which a device's regions are read; those of further devices follow. */
const FIRST_DEVICE_LIST = 2;

/** Inserting one by one into a list is inherently quadratic, whatever the size of a benchmark. */
const MOST_INSERTS = 64;

export function drawMergePlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  const features = drawRegionFeatures(draws);
  const withDevices = size !== undefined || draws.chance(25);
  if (withDevices) drawPlatform(draws, features, sketch, size ?? smallSize(draws));

  // Regions that a later one joins give the same result in every order.
  const bridged = draws.chance(14) ? drawBridgedRegions(draws, features) : [];
  const inserted = drawInsertions(draws, features, bridged, sketch, size);
  if (withDevices) insertFromDevices(draws, sketch);
  if (draws.chance(bridged.length > 0 ? 65 : 12)) insertInAnotherOrder(draws, sketch, inserted);
  else if (draws.chance(25)) sketch.steps.push({ do: "insert-all-of", list: SECOND_GROUP_LIST, source: GROUP_LIST });
  if (inserted.length > 0 && draws.chance(20)) {
    sketch.steps.push({ do: "insert", list: GROUP_LIST, region: pick(draws, inserted) });
  }
  sketch.lastListFirst = draws.chance(30);
  return sketch.plan();
}

function smallSize(draws: Draws): Size {
  return { functions: between(draws, 1, 4), rmrrs: between(draws, 1, 3) };
}

/** A platform whose RMRRs lie over the addresses of the regions, as far as these are whole pages. */
function drawPlatform(draws: Draws, features: RegionFeatures, sketch: Sketch, size: Size): void {
  drawHierarchy(draws, drawHierarchyFeatures(draws, size), sketch);
  drawRmrrs(draws, drawRmrrFeatures(draws, size), sketch);
  if (features.cells.size < 0x1000n) return;
  for (let index = 0; index < sketch.rmrrs.length; index++) {
    const { start, end } = drawRegion(draws, features);
    const { segment, scopes, reserved } = sketch.rmrrs[index]!;
    sketch.rmrrs[index] = { segment, base: start, limit: end, scopes, reserved };
  }
}

function drawInsertions(
  draws: Draws,
  features: RegionFeatures,
  bridged: readonly RegionFields[],
  sketch: Sketch,
  size: Size | undefined,
): RegionFields[] {
  const regions: RegionFields[] = [...bridged];
  const count =
    size === undefined ? [2, 3, 4, 5, 6][draws.weighted([10, 30, 30, 20, 10])]! : Math.min(size.rmrrs, MOST_INSERTS);
  for (let index = 0; index < count; index++) {
    const again = regions.length > 0 && draws.chance(10);
    regions.push(again ? pick(draws, regions) : drawRegion(draws, features));
  }
  for (const region of regions) sketch.steps.push({ do: "insert", list: GROUP_LIST, region });
  return regions;
}

/**
 * A device's regions are inserted into the group list, which takes copies; the device's own list is read again at the
 * end.
 */
function insertFromDevices(draws: Draws, sketch: Sketch): void {
  const count = between(draws, 1, 2);
  for (let index = 0; index < count; index++) {
    const device = drawDevice(draws, sketch);
    if (device === undefined) return;
    const source = FIRST_DEVICE_LIST + index;
    sketch.steps.push({ do: "get", device, list: source }, { do: "insert-all-of", list: GROUP_LIST, source });
    if (draws.chance(20)) sketch.steps.push({ do: draws.chance(50) ? "put" : "scribble", list: source });
  }
}

function insertInAnotherOrder(draws: Draws, sketch: Sketch, regions: readonly RegionFields[]): void {
  const left = [...regions];
  while (left.length > 0) {
    const [region] = left.splice(draws.below(left.length), 1);
    sketch.steps.push({ do: "insert", list: SECOND_GROUP_LIST, region: region! });
  }
}
