/** What `smoke` does. */

import { smokeAdapter } from "../../implementations/stdio/smoke/smoke-adapter.ts";
import type { SmokeCase } from "../../implementations/stdio/smoke/smoke-cases.ts";
import { smokeExitStatus } from "../../implementations/stdio/smoke/smoke-report.ts";
import type { ImplementationDescription } from "../../implementations/executor.ts";
import type { FailureLine } from "../../model/record.ts";
import { SUITE_VERSION } from "../../model/suite-version.ts";
import type { Trace } from "../../model/trace.ts";
import { witnessSentence } from "../../reports/failure/witness-sentence.ts";
import { renderSmoke } from "../../reports/smoke/render-smoke.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import { resolveProfile } from "../../runner/resolve-profile.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import type { SmokeCommandOptions } from "../commands/smoke.ts";
import { outputWidth } from "../output-width.ts";

/** @returns 0 sound, 1 it serves something that fails, 3 nothing can be judged by it */
export async function smoke({ cmd, caseTimeout, startTimeout }: SmokeCommandOptions): Promise<0 | 1 | 3> {
  const options = { caseTimeout, startTimeout, suiteVersion: SUITE_VERSION, judge: failuresOf };
  const report = await smokeAdapter(cmd, options);
  process.stdout.write(renderSmoke(report, painter(wantsColour(process.stdout)), outputWidth()));
  return smokeExitStatus(report);
}

/** The requirements that fail in a case, each with the first of its witnesses as a sentence. */
function failuresOf(
  { scenario }: SmokeCase,
  trace: Trace,
  description: ImplementationDescription,
): { readonly requirement: string; readonly what: string }[] {
  const profile = resolveProfile(undefined, description);
  return judgeCase(REQUIREMENTS, scenario, trace, profile).flatMap(({ requirement, outcome, witnesses }) => {
    const [witness] = witnesses;
    if (outcome !== "fail" || witness === undefined) return [];
    const failure: FailureLine = {
      line: "failure",
      outcome,
      requirements: [requirement.id],
      rule: witness.rule,
      origin: { from: "store", file: "smoke" },
      occurrences: 1,
      witness,
      scenario,
      trace,
      shrinking: { tried: 0, taken: 0, cut: false },
      replay: "",
    };
    return [{ requirement: requirement.id, what: `${requirement.statement} ${witnessSentence(failure)}` }];
  });
}
