/** The watchdog's thread. It loads the suite only when there is a case to report. */

import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../model/error-message.ts";
import type { Scenario } from "../model/scenario.ts";
import { Heartbeat, StallClock, type Beat } from "../runner/heartbeat.ts";
import type { PlanData } from "../runner/judging-plan.ts";

export interface WatchdogSetup {
  readonly heartbeat: SharedArrayBuffer;
  readonly plan: PlanData;
  /** Its name. */
  readonly implementation: string;
  /** Milliseconds. */
  readonly caseTimeout: number;
  /** Folder of stored failures. */
  readonly store?: string;
}

const STANDARD_ERROR = 2;

const setup = workerData as WatchdogSetup;
const { caseTimeout } = setup;
const heartbeat = new Heartbeat(setup.heartbeat);
const interval = Math.min(Math.max(caseTimeout / 10, 5), 100);
const clock = new StallClock(interval);
/** The scenario handed out last, for anything that is not a case of a course. */
let offered: Scenario | undefined;

parentPort!.on("message", (scenario: Scenario) => {
  offered = scenario;
});

const watch = setInterval(() => {
  const beat = heartbeat.read();
  const stalledFor = clock.poll(beat.sequence, performance.now());
  // Only what the implementation does can be blamed on it: between two cases the thread belongs to vitest.
  if (beat.phase !== "executing" || stalledFor < caseTimeout) return;
  clearInterval(watch);
  void tellAndEnd(beat);
}, interval);

async function tellAndEnd(beat: Beat): Promise<void> {
  let kept: string;
  try {
    kept = await keep(beat);
  } catch (error) {
    kept = `The case could not be stored: ${messageOf(error)}`;
  }
  const step = beat.step === undefined ? "its start" : `step ${beat.step} of a scenario`;
  try {
    writeSync(
      STANDARD_ERROR,
      `\nrmrr-conformance: ${setup.implementation} has not returned from ${step} for ${caseTimeout} ms: HANG\n` +
        `${kept}\nThe seed was ${setup.plan.seed}. Code that does not return cannot be ended in its own thread, ` +
        "so this process ends here. Name the implementation by the URL of its module to have it judged in a " +
        "thread of its own, or use the command rmrr-conformance.\n",
    );
  } finally {
    // Whether or not standard error accepts the message: writing to a full pipe that nobody reads throws. SIGKILL,
    // because the hanging thread would never handle any other signal.
    process.kill(process.pid, "SIGKILL");
  }
}

/** Stores the case. @returns where, in a sentence */
async function keep(beat: Beat): Promise<string> {
  const [
    { suite },
    { makeJudgingPlan },
    { brokenOff, brokenOffInTwin, judgeTrace },
    { twinsOfCase },
    { storeFailure },
    { describeOrigin },
    { originOf },
  ] = await Promise.all([
    import("../runner/default-suite.ts"),
    import("../runner/judging-plan.ts"),
    import("../runner/judge-trace.ts"),
    import("../runner/execute-case.ts"),
    import("../runner/failure-store.ts"),
    import("../runner/stored-failure.ts"),
    import("../runner/course.ts"),
  ]);
  const plan = makeJudgingPlan(suite, setup.plan);
  const course = plan.courses[beat.course];
  const scenario = course === undefined ? offered : course.source.at(beat.index).value;
  if (scenario === undefined) return "The scenario is not known.";
  const origin =
    course === undefined ? "a stored failure, or a shrink of one" : describeOrigin(originOf(course, beat.index));
  if (setup.store === undefined) return `It was ${origin}; there is no store to keep it in.`;

  const requirements = course?.requirements ?? suite.requirements;
  const message = `no end within ${caseTimeout} ms`;
  const at = beat.step === undefined ? {} : { step: beat.step };
  const twin = beat.twin === undefined ? undefined : twinsOfCase(plan, requirements, scenario)[beat.twin]?.name;
  const trace = twin === undefined ? brokenOff("hung", message, at) : brokenOffInTwin("hung", twin, message, at);
  const { verdicts, failures } = judgeTrace(plan, requirements, scenario, trace);
  const [{ rule, witness }] = failures as readonly [(typeof failures)[number]];
  const path = await storeFailure(setup.store, {
    outcome: "hang",
    requirements: verdicts.map(({ requirement }) => requirement),
    rule,
    profile: plan.profile.name,
    implementation: setup.implementation,
    seed: setup.plan.seed,
    origin,
    witness,
    scenario,
  });
  return `It was ${origin}, and is stored as it is in ${path}: every run judges it first.`;
}
