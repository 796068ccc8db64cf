/** The messages between a supervisor and its worker. */

import type { ImplementationDescription } from "../implementations/executor.ts";
import type { ExitStatus } from "../model/conformance-error.ts";
import type { FoundFailure, JudgedScenario, ShrunkFailure, Tally } from "../model/judged.ts";
import type { Scenario } from "../model/scenario.ts";
import type { ShrinkTarget } from "./case-judge.ts";
import type { PlanData } from "./judging-plan.ts";
import type { ShrinkPosition } from "./shrink.ts";

/** What a worker is started with. */
export interface WorkerSetup {
  /** URLs. */
  readonly implementationModule: string;
  readonly suiteModule: string;
  readonly heartbeat: SharedArrayBuffer;
}

/** What a worker is asked to do; one job at a time. */
export type Job =
  | { readonly do: "plan"; readonly plan: PlanData }
  | {
      readonly do: "range";
      readonly course: number;
      readonly from: number;
      readonly to: number;
      /** Rest after every case, so that an exception left behind by a case surfaces at that case. */
      readonly careful: boolean;
    }
  | { readonly do: "scenario"; readonly requirements: readonly string[]; readonly scenario: Scenario }
  | {
      readonly do: "shrink";
      readonly course: number;
      readonly index: number;
      readonly target: ShrinkTarget;
      readonly from: ShrinkPosition;
    };

export type WorkerMessage =
  | { readonly say: "ready"; readonly description: ImplementationDescription }
  | {
      readonly say: "unloadable";
      readonly code: string;
      readonly cause: string;
      readonly nextStep: string;
      readonly exitStatus: ExitStatus;
    }
  | { readonly say: "tally"; readonly tally: Tally }
  | { readonly say: "taken"; readonly position: ShrinkPosition; readonly found: FoundFailure }
  | { readonly say: "judged"; readonly judged: JudgedScenario }
  | { readonly say: "shrunk"; readonly shrunk: ShrunkFailure }
  | { readonly say: "done" };
