/**
 * The worker thread in which a user's implementation is judged. It does one job at a time and may be terminated at any
 * moment; it reports results as soon as it has them.
 */

import { parentPort, workerData } from "node:worker_threads";
import { inProcessExecutor } from "../implementations/in-process/executor.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { Heartbeat } from "./heartbeat.ts";
import { makeJudgingPlan } from "./judging-plan.ts";
import { loadImplementation, type AnyImplementation } from "./load-implementation.ts";
import { LocalJudge } from "./local-judge.ts";
import type { JudgingPlan } from "./case-judge.ts";
import type { Suite } from "./suite.ts";
import type { Job, WorkerMessage, WorkerSetup } from "./worker-messages.ts";

const setup = workerData as WorkerSetup;
const heartbeat = new Heartbeat(setup.heartbeat);

function say(message: WorkerMessage): void {
  parentPort!.postMessage(message);
}

async function serve(implementation: AnyImplementation, suite: Suite): Promise<void> {
  const executor = inProcessExecutor(implementation, (step) => heartbeat.step(step));
  let plan: JudgingPlan | undefined;
  let judge: LocalJudge | undefined;

  const perform = async (job: Job): Promise<void> => {
    if (job.do === "plan") {
      plan = makeJudgingPlan(suite, job.plan);
      judge = new LocalJudge(plan, executor, heartbeat);
      return say({ say: "done" });
    }
    if (plan === undefined || judge === undefined) throw new Error("a job came before the plan");
    switch (job.do) {
      case "range": {
        const course = plan.courses[job.course]!;
        const restEvery = job.careful ? 0 : undefined;
        await judge.judgeRange(course, job.from, job.to, (tally) => say({ say: "tally", tally }), [], restEvery);
        return say({ say: "done" });
      }
      case "scenario":
        return say({ say: "judged", judged: await judge.judgeScenario(job.requirements, job.scenario) });
      case "shrink": {
        const course = plan.courses[job.course]!;
        const shrunk = await judge.shrink(course, job.index, job.target, job.from, (position, found) =>
          say({ say: "taken", position, found }),
        );
        return say({ say: "shrunk", shrunk });
      }
      default:
        return job satisfies never;
    }
  };
  parentPort!.on("message", (job: Job) => void perform(job));
  say({ say: "ready", description: executor.description });
}

try {
  // The suite is loaded first, because an error there is not the implementation's fault.
  const { suite } = (await import(setup.suiteModule)) as { readonly suite: Suite };
  await serve(await loadImplementation(new URL(setup.implementationModule)), suite);
} catch (error) {
  if (!(error instanceof ConformanceError)) throw error;
  const { code, message: cause, nextStep, exitStatus } = error;
  say({ say: "unloadable", code, cause, nextStep, exitStatus });
}
