/** Situations of histories: where memory runs out, and how functions are added and removed. */

import { outlivingLists } from "../oracle/handed-out-lists.ts";
import { type LifecyclePart, lifecycleQueries, type Standing } from "../oracle/lifecycle-queries.ts";
import { listLives } from "../oracle/list-lives.ts";
import { type PlannedFailure, plannedFailures, type Request } from "../oracle/planned-failures.ts";
import { type ChangeKind, platformChanges } from "../oracle/platform-changes.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

const SHORTAGES = { stream: "allocation", leastShare: USUAL_SHARE } as const;
const CHANGES = { stream: "lifecycle", leastShare: USUAL_SHARE } as const;

function failsAt(request: Request, where: "first" | "last" | "middle"): (facts: ScenarioFacts) => boolean {
  const isThere = ({ place, of }: PlannedFailure): boolean => {
    if (where === "first") return place === 1;
    return where === "last" ? place === of : place > 1 && place < of;
  };
  return (facts) => plannedFailures(facts).some((planned) => planned.request === request && isThere(planned));
}

function failure(request: Request, noun: string, where: "first" | "last" | "middle"): Situation {
  const words = { first: "the first", last: "the last", middle: "one between the first and the last" }[where];
  return {
    name: `${request}-fails-at-${where}-allocation`,
    description: `Of the allocations that ${noun} cannot do without, ${words} fails.`,
    reached: SHORTAGES,
    holds: failsAt(request, where),
  };
}

function underChange(name: string, description: string, holds: Situation["holds"]): Situation {
  return { name, description, reached: CHANGES, holds };
}

function change(kind: ChangeKind, name: string, description: string): Situation {
  return underChange(name, description, (facts) => platformChanges(facts).all.some((one) => one.kind === kind));
}

function asked(part: LifecyclePart, standing: Standing, name: string, description: string): Situation {
  return underChange(name, description, (facts) =>
    lifecycleQueries(facts).some((query) => query.part === part && query.standing === standing),
  );
}

/** A bridge with functions below it, or a physical function with virtual ones, is added or removed. */
function movesSubtree(facts: ScenarioFacts): boolean {
  const { hierarchy } = facts;
  return platformChanges(facts).all.some(
    ({ index }) => hierarchy.hasBelow(index) || hierarchy.physicalFunction.includes(index),
  );
}

function hasListsOfSeveralDevices(facts: ScenarioFacts): boolean {
  const lives = listLives(facts).filter(({ get }) => get !== undefined);
  return lives.some((one) =>
    lives.some((other) => other.get!.index !== one.get!.index && one.from < other.from && other.from < one.until),
  );
}

export const HISTORY_SITUATIONS: readonly Situation[] = [
  failure("get", "a get", "first"),
  failure("get", "a get", "middle"),
  failure("get", "a get", "last"),
  failure("insert", "an insert", "first"),
  failure("insert-all-of", "inserting a whole list", "first"),
  failure("group", "the list of a group", "first"),
  failure("group", "the list of a group", "middle"),
  failure("group", "the list of a group", "last"),
  underChange("lists-of-several-devices", "Lists of different devices are alive at once.", hasListsOfSeveralDevices),
  change("added", "function-added-late", "A function is added that was never present before."),
  change("removed", "function-removed", "A function is removed."),
  change("again", "function-added-again", "A function is added again after it was removed."),
  change("twice", "function-added-twice", "A function is added that is already present."),
  change("absent", "absent-function-removed", "A function is removed that is not present."),
  underChange(
    "subtree-comes-or-goes",
    "A function is added or removed together with the functions below it or its virtual functions.",
    movesSubtree,
  ),
  underChange(
    "list-outlives-change",
    "A function is added or removed while a list is alive.",
    (facts) => outlivingLists(facts).size > 0,
  ),
  asked("added", "came", "arrival-asked", "A function is queried after it was added."),
  asked("removed", "absent", "removed-function-asked", "A function is queried after it was removed."),
  asked("removed", "stayed", "others-asked-after-removal", "After a removal, a function that remained is queried."),
  asked(
    "subtree",
    "came",
    "descendant-asked-after-arrival",
    "A function is queried after it was added together with another.",
  ),
  asked(
    "subtree",
    "absent",
    "descendant-asked-after-removal",
    "A function is queried after it was removed together with another.",
  ),
];
