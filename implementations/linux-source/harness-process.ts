/** The running program: frames in, frames out, one answer per frame in order. */

import { type ChildProcess, spawn } from "node:child_process";
import { processActivity, type ProcessActivity } from "./process-activity.ts";

export interface HarnessEvents {
  /** An answer: the bytes after its length. They are only valid during the call. */
  answered(frame: Uint8Array): void;
  /** The program has ended; `reason` says how. */
  ended(reason: string): void;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export class HarnessProcess {
  readonly #child: ChildProcess;
  readonly #events: HarnessEvents;
  /** Received bytes that do not make up a whole frame yet. */
  #rest: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  #ended = false;

  constructor(program: string, events: HarnessEvents) {
    this.#events = events;
    this.#child = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout!.on("data", (chunk: Buffer) => {
      this.#take(chunk);
    });
    // A write to a program that has ended fails; the handler below reports that it ended.
    this.#child.stdin!.on("error", () => undefined);
    this.#child.once("error", (error) => {
      this.#end(`it could not be started: ${error.message}`);
    });
    this.#child.once("close", (code, signal) => {
      this.#end(signal === null ? `it exited with status ${code}` : `it was ended by ${signal}`);
    });
  }

  send(bytes: Uint8Array): void {
    this.#child.stdin!.write(bytes);
  }

  /** What the program is doing now, if the system can tell. */
  activity(): ProcessActivity | undefined {
    return processActivity(this.#child.pid);
  }

  /** Kills the program at once; no event follows. */
  kill(): void {
    this.#ended = true;
    this.#child.kill("SIGKILL");
  }

  /** Lets the program exit once it has answered everything. */
  close(): void {
    this.#ended = true;
    this.#child.stdin!.end();
    this.#child.unref();
  }

  #take(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (at + 4 <= bytes.length) {
      const length = view.getUint32(at, LITTLE_ENDIAN);
      if (at + 4 + length > bytes.length) break;
      if (!this.#ended) this.#events.answered(bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    this.#rest = bytes.subarray(at);
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.ended(reason);
  }
}
