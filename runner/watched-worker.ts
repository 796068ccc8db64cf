/** One worker thread and the watch over it: a job either gets done, or the thread hung or died over it. */

import { Worker } from "node:worker_threads";
import type { ImplementationDescription } from "../implementations/executor.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { Heartbeat, StallClock, type Beat } from "./heartbeat.ts";
import type { Job, WorkerMessage } from "./worker-messages.ts";

/** A module beside this one, as source or as built. */
export function siblingModule(name: string): URL {
  return new URL(`./${name}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);
}

/** How a job ended. The beat says where the worker was. */
export type JobEnd =
  | { readonly how: "done" }
  | { readonly how: "hung" | "died"; readonly beat: Beat; readonly message: string };

/** Milliseconds that loading an implementation may take: it may compile itself first. */
const LOADING_LIMIT = 20_000;
/** Drawing and judging are ours, and slow for a platform of 65,536 functions on a busy machine. */
const OWN_WORK_LIMIT = 60_000;

export class WatchedWorker {
  readonly description: ImplementationDescription;
  readonly #worker: Worker;
  readonly #heartbeat: Heartbeat;
  /** Why the thread is no more, once it is not. */
  #gone: string | undefined;
  /** The error that preceded the end of the thread. */
  #error: string | undefined;
  #onGone: (() => void) | undefined;
  #onMessage: ((message: WorkerMessage) => void) | undefined;

  private constructor(worker: Worker, heartbeat: Heartbeat, description: ImplementationDescription) {
    this.#worker = worker;
    this.#heartbeat = heartbeat;
    this.description = description;
    worker.on("message", (message: WorkerMessage) => this.#onMessage?.(message));
    worker.on("error", (error: unknown) => {
      this.#error = error instanceof Error ? error.message : String(error);
    });
    worker.on("exit", (status) => {
      this.#gone = this.#error ?? `it ended the thread with exit status ${status}`;
      this.#onGone?.();
    });
  }

  /**
   * Starts a thread and has it load the implementation.
   *
   * @throws ConformanceError as `loadImplementation` does; `IMPLEMENTATION_UNLOADABLE` if it ends the thread,
   * `IMPLEMENTATION_LOADS_FOREVER` if it never ends.
   */
  static async start(implementationModule: URL, suiteModule: URL): Promise<WatchedWorker> {
    const heartbeat = new Heartbeat();
    const worker = new Worker(siblingModule("judge-worker"), {
      workerData: {
        implementationModule: implementationModule.href,
        suiteModule: suiteModule.href,
        heartbeat: heartbeat.shared,
      },
      // Standard output is for results; what an implementation prints goes where warnings go.
      stdout: true,
    });
    worker.stdout.pipe(process.stderr, { end: false });
    const description = await loaded(worker, implementationModule);
    return new WatchedWorker(worker, heartbeat, description);
  }

  /**
   * Has a job done.
   *
   * @param timeLimit milliseconds without progress after which it is taken to hang
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
      this.#worker.postMessage(job);
    });
    if (end === "done") return { how: "done" };
    // What the thread has said by now still arrives while it is ended; only then is the beat its last.
    await this.#worker.terminate();
    this.#onMessage = undefined;
    const beat = this.#heartbeat.read();
    return end === "hung"
      ? { how: "hung", beat, message: `no end within ${timeLimit} ms` }
      : { how: "died", beat, message: this.#gone ?? "it ended the thread" };
  }

  /** Why the thread is no more, if it ended outside of a job. */
  get gone(): string | undefined {
    return this.#gone;
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function loaded(worker: Worker, module: URL): Promise<ImplementationDescription> {
  const shown = module.protocol === "file:" ? module.pathname : module.href;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const unloadable = (cause: string): void =>
        reject(
          new ConformanceError(
            "IMPLEMENTATION_UNLOADABLE",
            `${shown} cannot be loaded: ${cause}`,
            `Try it alone with: node ${shown}`,
          ),
        );
      timer = setTimeout(
        () =>
          reject(
            new ConformanceError(
              "IMPLEMENTATION_LOADS_FOREVER",
              `${shown} has not finished loading after ${LOADING_LIMIT / 1000} s`,
              "A module must not wait or loop at its top level; do in `start` what takes long.",
            ),
          ),
        LOADING_LIMIT,
      );
      worker.once("message", (message: WorkerMessage) => {
        if (message.say === "ready") return resolve(message.description);
        if (message.say === "unloadable") {
          const { code, cause, nextStep, exitStatus } = message;
          return reject(new ConformanceError(code, cause, nextStep, exitStatus));
        }
        return unloadable(`the worker said ${message.say} before it was ready`);
      });
      worker.once("error", (error: unknown) => unloadable(error instanceof Error ? error.message : String(error)));
      worker.once("exit", (status) => unloadable(`it ended the thread with exit status ${status}`));
    });
  } catch (error) {
    await worker.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
    // By name: without arguments, the listeners go too by which Node itself starts and stops the port.
    for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
  }
}
