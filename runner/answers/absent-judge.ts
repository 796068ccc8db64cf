/** The judge of a merged run: there is nobody to ask for what the shards have not answered. */

import type { ImplementationDescription } from "../../implementations/executor.ts";
import { ConformanceError } from "../../model/conformance-error.ts";
import type { CaseJudge } from "../case-judge.ts";
import type { Course } from "../course.ts";

export class AbsentJudge implements CaseJudge {
  readonly description: ImplementationDescription;

  constructor(description: ImplementationDescription) {
    this.description = description;
  }

  async judgeRange(course: Course, from: number): Promise<never> {
    throw unanswered(`case ${from} of ${course.name}`);
  }

  async judgeScenario(): Promise<never> {
    throw unanswered("a stored failure or known divergence");
  }

  async shrink(course: Course, index: number): Promise<never> {
    throw unanswered(`the least scenario for case ${index} of ${course.name}`);
  }
}

function unanswered(what: string): ConformanceError {
  return new ConformanceError(
    "SHARDS_INCOMPLETE",
    `none of the shards has judged ${what}`,
    "Judge the shards again, all with the same options and without interruption",
    3,
  );
}
