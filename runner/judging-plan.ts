/** A judging plan as plain data, from which a worker makes the same courses as its supervisor. */

import type { Profile } from "../model/profile.ts";
import type { JudgingPlan } from "./case-judge.ts";
import { planCourses, type CoursePlan } from "./course.ts";
import type { DivergencePredicate } from "./known-divergence.ts";
import type { Suite } from "./suite.ts";

export interface PlanData extends CoursePlan {
  readonly profile: Profile;
  readonly divergences: readonly DivergencePredicate[];
}

export function makeJudgingPlan(suite: Suite, data: PlanData): JudgingPlan {
  return { suite, profile: data.profile, divergences: data.divergences, courses: planCourses(suite, data) };
}
