/**
 * Linux from source as an executor: scenarios are sent to the compiled code in batches, with many in flight, and come
 * back as traces.
 */

import type { Executor, ImplementationDescription } from "../executor.ts";
import { messageOf } from "../../model/error-message.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { HarnessProcess } from "./harness-process.ts";
import { isToBlame, type ProcessActivity } from "./process-activity.ts";
import { type FileOfFunction, placesOf } from "./places.ts";
import { decodeTrace, type TraceContext } from "./wire/decode-trace.ts";
import { encodeScenario } from "./wire/encode-scenario.ts";
import { FrameWriter } from "./wire/frame-writer.ts";
import type { Consumer } from "./wire/operations.ts";
import { SharedEvents } from "./wire/shared-events.ts";

/** Enough to keep both sides busy; the pipe between them holds fewer. */
const IN_FLIGHT = 128;

/**
 * Endless loops are detected by counting; this limit is for what cannot be counted, such as a bug in the harness.
 * Milliseconds of the program's processor time while it runs, of wall-clock time while it waits.
 */
const TIME_LIMIT = 20_000;

/** A batch is sent when it reaches this many bytes, or when the caller has nothing to add for now. */
const BATCH_BYTES = 1 << 16;

interface Pending {
  readonly scenario: Scenario;
  readonly resolve: (trace: Trace) => void;
  readonly timeLimit: number;
}

interface LastAnswer {
  /** Number of the first unanswered scenario. */
  readonly answered: number;
  readonly activity: ProcessActivity | undefined;
}

export interface LinuxExecutorOptions {
  readonly program: string;
  readonly description: ImplementationDescription;
  readonly consumer?: Consumer;
  readonly fileOf: FileOfFunction;
  /** The program has sanitizers, which check what is read. */
  readonly sanitized: boolean;
}

export class LinuxExecutor implements Executor {
  readonly description: ImplementationDescription;
  readonly inFlight: number = IN_FLIGHT;
  readonly #program: string;
  readonly #consumer: Consumer;
  readonly #context: TraceContext;
  readonly #writer = new FrameWriter();
  /** In the order in which they were sent, which is also that of the answers. */
  readonly #pending: Pending[] = [];
  #first = 0;
  #process: HarnessProcess | undefined;
  #flushing = false;
  #watch: NodeJS.Timeout | undefined;
  /** Number of the first unanswered scenario, which shows progress. */
  #answered = 0;
  #closed = false;

  constructor(options: LinuxExecutorOptions) {
    this.description = options.description;
    this.#program = options.program;
    this.#consumer = options.consumer ?? "vfio";
    this.#context = {
      locate: placesOf(options.program, options.fileOf),
      seesReads: options.sanitized,
      shared: new SharedEvents(),
    };
  }

  execute(scenario: Scenario, timeLimit: number = TIME_LIMIT): Promise<Trace> {
    return new Promise((resolve) => {
      const start = this.#writer.length;
      try {
        encodeScenario(scenario, this.#answered + this.#pending.length - this.#first, this.#consumer, this.#writer);
      } catch (error) {
        this.#writer.rewind(start);
        const message = messageOf(error);
        resolve({ steps: [], observesMemory: true, ended: { how: "died", code: "LINUX_SCENARIO_BROKEN", message } });
        return;
      }
      this.#pending.push({ scenario, resolve, timeLimit });
      if (this.#writer.length >= BATCH_BYTES) this.#flush();
      else this.#flushSoon();
    });
  }

  /** Each of them may contain a loop that takes time to detect, so the program is killed. */
  abandon(): void {
    const abandoned = this.#pending.splice(0).slice(this.#first);
    this.#answered += abandoned.length;
    this.#first = 0;
    this.#writer.rewind(0);
    this.#process?.kill();
    this.#process = undefined;
    clearTimeout(this.#watch);
    this.#watch = undefined;
    const ended = { how: "skipped", code: "LINUX_ABANDONED", message: "nobody waits for it" } as const;
    for (const { resolve } of abandoned) resolve({ steps: [], observesMemory: true, ended });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#watch);
    this.#process?.close();
    this.#process = undefined;
  }

  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => {
      this.#flushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#writer.length === 0 || this.#closed) return;
    this.#process ??= this.#start();
    this.#process.send(this.#writer.take());
    this.#setWatch();
  }

  #start(): HarnessProcess {
    return new HarnessProcess(this.#program, {
      answered: (frame) => {
        this.#take(frame);
      },
      ended: (reason) => {
        this.#replace({ how: "died", code: "LINUX_HARNESS_ENDED", message: `the harness did not survive: ${reason}` });
      },
    });
  }

  #take(frame: Uint8Array): void {
    const pending = this.#pending[this.#first]!;
    this.#forget();
    pending.resolve(decodeTrace(frame.subarray(4), pending.scenario, this.#context));
  }

  /** Removes the first unanswered scenario. */
  #forget(): void {
    this.#first++;
    this.#answered++;
    if (this.#first < 1024 && this.#first < this.#pending.length) return;
    this.#pending.splice(0, this.#first);
    this.#first = 0;
    if (this.#pending.length === 0) {
      clearTimeout(this.#watch);
      this.#watch = undefined;
    }
  }

  /** The program has ended: the scenario in progress is blamed, and the others are sent to a new program. */
  #replace(ended: NonNullable<Trace["ended"]>): void {
    this.#process = undefined;
    const blamed = this.#pending[this.#first];
    if (blamed === undefined) return;
    this.#forget();
    this.#writer.rewind(0);
    for (let index = this.#first; index < this.#pending.length; index++) {
      const number = this.#answered + index - this.#first;
      encodeScenario(this.#pending[index]!.scenario, number, this.#consumer, this.#writer);
    }
    this.#flush();
    blamed.resolve({ steps: [], observesMemory: true, ended });
  }

  /** @param since when the last answer came, if none is known to have come since */
  #setWatch(since?: LastAnswer): void {
    // Called with every batch, so nothing is looked up while a watch is set.
    if (this.#watch !== undefined) return;
    const last = since ?? { answered: this.#answered, activity: this.#process?.activity() };
    const limit = this.#pending[this.#first]?.timeLimit ?? TIME_LIMIT;
    this.#watch = setTimeout(() => {
      // Answers that arrived while this process was busy or not scheduled are handled first.
      setImmediate(() => {
        this.#watch = undefined;
        this.#look(last, limit);
      });
    }, limit);
    this.#watch.unref();
  }

  #look(since: LastAnswer, limit: number): void {
    if (this.#closed || this.#first >= this.#pending.length) return;
    if (this.#answered !== since.answered) {
      this.#setWatch();
    } else if (isToBlame(since.activity, this.#process?.activity(), limit)) {
      this.#process?.kill();
      this.#replace({ how: "hung", code: "LINUX_TIME_LIMIT", message: `no answer within ${limit} ms` });
      this.#setWatch();
    } else {
      this.#setWatch(since);
    }
  }
}
