/** A judging plan as plain data, from which a worker creates the same courses as its supervisor. */

import type { Profile } from "../model/profile.ts";
import type { JudgingPlan } from "./case-judge.ts";
import { planCourses, type CoursePlan } from "./course.ts";
import type { PlannedDivergence } from "./known-divergence.ts";
import type { Suite } from "./suite.ts";

export interface PlanData extends CoursePlan {
  readonly profile: Profile;
  /** The divergences that no longer apply come last. */
  readonly divergences: readonly PlannedDivergence[];
  readonly countsSituations?: boolean;
}

export function makeJudgingPlan(suite: Suite, data: PlanData): JudgingPlan {
  const { profile, divergences, countsSituations = false } = data;
  return { suite, profile, divergences, countsSituations, courses: planCourses(suite, data) };
}
