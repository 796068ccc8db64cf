/** The plan of a case of the assignment stream: gets of the members' regions, and the group assigned to user space. */

import { drawAttach } from "./draw-attach.ts";
import { drawGroupRmrrs, drawGroups, drawMembers, type GroupFeatures } from "./draw-groups.ts";
import { drawLayout } from "./draw-layout.ts";
import { getEveryFunction } from "./draw-questions.ts";
import { between, type Draws, pick } from "./draws.ts";
import { drawShortage, getMembers, ListNumbers, presentMembers } from "./group-plan.ts";
import type { Size } from "./hierarchy-features.ts";
import type { Plan, PlanStep } from "./plan.ts";
import { Population } from "./population.ts";
import { Sketch } from "./sketch.ts";

/** A locked group is refused whatever else the case contains, so most groups are not locked. */
const FEATURES: GroupFeatures = { relaxableOnly: 36, noRmrrs: 13, fullPage: 0 };

/** Usable addresses are judged only where regions consist of whole pages (docs/rules.md, "Consumers"). */
const ODD = 0;
const NEAR_THE_WINDOW = 60;

/** 48 bits: the address width of most units. */
const GREATEST_APERTURE = (1n << 48n) - 1n;

export function drawAssignmentPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  drawMembers(draws, FEATURES, sketch, size);
  drawGroups(draws, sketch);
  drawGroupRmrrs(draws, FEATURES, drawLayout(draws, ODD, NEAR_THE_WINDOW), sketch, size);
  if (size?.everyFunctionOnce) getEveryFunction(sketch);
  const lists = new ListNumbers();
  const population = new Population(sketch);
  for (let group = 0; group < sketch.groups.length; group++) {
    const members = presentMembers(sketch.groups[group]!, population);
    // An empty group cannot be opened.
    if (members.length === 0) continue;
    if (!size?.everyFunctionOnce && draws.chance(85)) getMembers(draws, sketch, members, lists, 40);
    const attaches = between(draws, 1, 3);
    for (let index = 0; index < attaches; index++) {
      const attach = drawAttach(draws, sketch, group);
      sketch.steps.push(attach);
      // A group refused because of a mapping is attached again without it.
      if (attach.mappings.length > 0 && draws.chance(50)) sketch.steps.push({ ...attach, mappings: [] });
    }
  }
  sketch.lastListFirst = draws.chance(20);
  if (size === undefined) drawLater(draws, sketch, population);
  return sketch.plan();
}

/** A group is assigned while memory runs out, or again after a member was added or removed. */
function drawLater(draws: Draws, sketch: Sketch, population: Population): void {
  const attaches = sketch.steps.filter((step) => step.do === "attach");
  if (attaches.length === 0 || !draws.chance(28)) return;
  const { group } = pick(draws, attaches);
  const again: PlanStep = { do: "attach", group, aperture: { start: 0n, end: GREATEST_APERTURE }, mappings: [] };
  const members = sketch.groups[group]!.members;
  if (draws.chance(45)) {
    const shortage = drawShortage(draws, sketch, presentMembers(sketch.groups[group]!, population));
    sketch.steps.push(shortage, again, again);
    return;
  }
  const functions = members.filter((member) => member >= 0);
  if (functions.length === 0) return;
  const away = functions.find((member) => !population.isPresent(member));
  const comes = away !== undefined;
  const device = comes ? population.firstToAdd(away) : pick(draws, functions);
  sketch.steps.push({ do: comes ? "add" : "remove", device });
  population.change(device, comes);
  if (presentMembers(sketch.groups[group]!, population).length > 0) sketch.steps.push(again);
}
