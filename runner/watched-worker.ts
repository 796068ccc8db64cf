/** One worker thread and the watch over it: either a job gets done, or the thread hangs or dies during it. */

import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ImplementationDescription } from "../implementations/executor.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { messageOf } from "../model/error-message.ts";
import { Heartbeat, StallClock, type Beat } from "./heartbeat.ts";
import type { Job, WorkerMessage } from "./worker-messages.ts";

/** A module in the same folder, either source or built. */
export function siblingModule(name: string): URL {
  return new URL(`./${name}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);
}

/** How a job ended. The beat says where the worker was. */
export type JobEnd =
  | { readonly how: "done" }
  | {
      readonly how: "hung" | "died";
      readonly beat: Beat;
      readonly message: string;
      /** Stable and upper case, for special kinds of ends. */
      readonly code?: typeof OUT_OF_MEMORY;
    };

export const OUT_OF_MEMORY = "OUT_OF_MEMORY";

/** Milliseconds that loading an implementation may take; it may have to compile itself first. */
const LOADING_LIMIT = 20_000;
/** Megabytes of heap after which the thread ends as out of memory, before the machine runs out. */
const MEMORY_LIMIT = 1024;
/** Drawing and judging are the suite's own work, and slow for a platform of 65,536 functions on a busy machine. */
const OWN_WORK_LIMIT = 60_000;

export class WatchedWorker {
  readonly description: ImplementationDescription;
  readonly #worker: Worker;
  readonly #heartbeat: Heartbeat;
  /** Why the thread has ended, once it has. */
  #gone: string | undefined;
  /** The error that preceded the end of the thread. */
  #error: unknown;
  #onGone: (() => void) | undefined;
  #onMessage: ((message: WorkerMessage) => void) | undefined;

  private constructor(worker: Worker, heartbeat: Heartbeat, description: ImplementationDescription) {
    this.#worker = worker;
    this.#heartbeat = heartbeat;
    this.description = description;
    worker.on("message", (message: WorkerMessage) => this.#onMessage?.(message));
    worker.on("error", (error: unknown) => {
      this.#error = error;
    });
    worker.on("exit", (status) => {
      this.#gone =
        this.#error === undefined ? `it ended the thread with exit status ${status}` : messageOf(this.#error);
      this.#onGone?.();
    });
  }

  /**
   * Starts a thread and makes it load the implementation.
   *
   * @throws ConformanceError as `loadImplementation` does; `IMPLEMENTATION_UNLOADABLE` if it ends the thread,
   * `IMPLEMENTATION_LOADS_FOREVER` if loading never ends.
   */
  static async start(implementationModule: URL, suiteModule: URL): Promise<WatchedWorker> {
    const heartbeat = new Heartbeat();
    const worker = new Worker(siblingModule("judge-worker"), {
      workerData: {
        implementationModule: implementationModule.href,
        suiteModule: suiteModule.href,
        heartbeat: heartbeat.shared,
      },
      // Standard output is for results, so what an implementation prints goes to standard error.
      stdout: true,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT },
    });
    worker.stdout.pipe(process.stderr, { end: false });
    const description = await loaded(worker, implementationModule);
    return new WatchedWorker(worker, heartbeat, description);
  }

  /**
   * Runs a job.
   *
   * @param timeLimit milliseconds without progress after which it counts as a hang
   */
  async run(job: Job, timeLimit: number, onMessage: (message: WorkerMessage) => void): Promise<JobEnd> {
    const end = await new Promise<"done" | "hung" | "gone">((resolve) => {
      if (this.#gone !== undefined) return resolve("gone");
      const interval = Math.min(Math.max(timeLimit / 10, 5), 100);
      const clock = new StallClock(interval);
      const watch = setInterval(() => {
        const { sequence, phase } = this.#heartbeat.read();
        const limit = phase === "executing" || phase === "resting" ? timeLimit : Math.max(timeLimit, OWN_WORK_LIMIT);
        if (clock.poll(sequence, performance.now()) >= limit) finish("hung");
      }, interval);
      const finish = (how: "done" | "hung" | "gone"): void => {
        clearInterval(watch);
        this.#onGone = undefined;
        resolve(how);
      };
      this.#onGone = () => finish("gone");
      this.#onMessage = (message) => {
        onMessage(message);
        if (message.say === "done" || message.say === "judged" || message.say === "shrunk") finish("done");
      };
      this.#heartbeat.rewind();
      this.#worker.postMessage(job);
    });
    if (end === "done") return { how: "done" };
    // Messages that the thread has already sent still arrive while it is terminated; only then is the beat its last.
    await this.#worker.terminate();
    this.#onMessage = undefined;
    const beat = this.#heartbeat.read();
    if (end === "hung") return { how: "hung", beat, message: `no end within ${timeLimit} ms` };
    const died = { how: "died", beat, message: this.#gone ?? "it ended the thread" } as const;
    return isOutOfMemory(this.#error) ? { ...died, code: OUT_OF_MEMORY } : died;
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** The implementation's description of itself, once it is loaded. */
async function loaded(worker: Worker, module: URL): Promise<ImplementationDescription> {
  const shown = module.protocol === "file:" ? module.pathname : module.href.slice(0, 200);
  const unloadable = (cause: string): ConformanceError =>
    new ConformanceError(
      "IMPLEMENTATION_UNLOADABLE",
      `${shown} cannot be loaded: ${cause}`,
      `Try to load it on its own: node ${shown}`,
    );
  const stop = new AbortController();
  const { signal } = stop;
  try {
    // When one of these settles, the others end silently: `once` rejects with AbortError, which nobody awaits.
    return await Promise.race([
      once(worker, "message", { signal }).then(([message]) => descriptionIn(message as WorkerMessage)),
      once(worker, "exit", { signal }).then(([status]) => {
        throw unloadable(`it ended the thread with exit status ${status}`);
      }),
      setTimeout(LOADING_LIMIT, undefined, { signal }).then(() => {
        throw new ConformanceError(
          "IMPLEMENTATION_LOADS_FOREVER",
          `${shown} has not finished loading after ${LOADING_LIMIT / 1000} s`,
          "A module must not wait or loop at its top level; do lengthy work in `start`.",
        );
      }),
    ]);
  } catch (error) {
    await worker.terminate();
    // `once` rejects with the error of an error event.
    throw error instanceof ConformanceError ? error : unloadable(messageOf(error));
  } finally {
    stop.abort();
  }
}

function descriptionIn(message: WorkerMessage): ImplementationDescription {
  if (message.say === "ready") return message.description;
  if (message.say !== "unloadable") throw new Error(`the worker said ${message.say} before it was ready`);
  throw new ConformanceError(message.code, message.cause, message.nextStep, message.exitStatus);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
