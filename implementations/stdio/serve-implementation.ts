/**
 * Serves an implementation in this process to a suite in another one: the adapter's side of the protocol.
 *
 * It isolates an implementation that may crash its process, such as one with native code, from the suite, and it allows
 * the traces of any implementation to be recorded.
 */

import { scenarioFromWire } from "../../model/wire/scenario-wire.ts";
import { traceToWire } from "../../model/wire/trace-wire.ts";
import type { Implementation, RegionObject } from "../contract.ts";
import { execute } from "../in-process/execute.ts";
import { ABILITIES } from "./abilities.ts";
import { LineSplitter } from "./line-splitter.ts";
import { PROTOCOL_VERSION, type AnswerMessage, type StartedMessage } from "./protocol.ts";

/** Enough to keep this process busy while the suite judges. */
const IN_FLIGHT = 8;
const LONGEST_LINE = 1024 * 1024 * 1024;

/** An input stream such as `process.stdin`, described without Node's types. */
export interface ChunkSource {
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
  on(event: "end", listener: () => void): unknown;
}

/** An output stream such as `process.stdout`. */
export interface TextSink {
  write(text: string): unknown;
}

/** Runs the protocol until the stop message or the end of the input. */
export function serveImplementation<List extends Iterable<RegionObject>>(
  implementation: Implementation<List>,
  input: ChunkSource,
  output: TextSink,
): Promise<void> {
  return new Promise((resolve) => {
    const lines = new LineSplitter(LONGEST_LINE, (line) => {
      const answer = answerTo(JSON.parse(line.toString("utf8")), implementation);
      if (answer === undefined) resolve();
      else output.write(`${JSON.stringify(answer)}\n`);
    });
    input.on("data", (chunk) => lines.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
    input.on("end", () => resolve());
  });
}

/**
 * Undefined for the stop message. Anything outside the protocol ends this process with an error, which the suite sees.
 */
function answerTo<List extends Iterable<RegionObject>>(
  request: { readonly message: string; readonly id?: number; readonly scenario?: unknown },
  implementation: Implementation<List>,
): StartedMessage | AnswerMessage | undefined {
  switch (request.message) {
    case "start":
      return startedBy(implementation);
    case "run": {
      const trace = execute(implementation, scenarioFromWire(request.scenario));
      return { message: "trace", id: request.id ?? 0, trace: traceToWire(trace) };
    }
    case "stop":
      return undefined;
    default:
      throw new Error(`there is no message ${JSON.stringify(request.message)}`);
  }
}

function startedBy<List extends Iterable<RegionObject>>(implementation: Implementation<List>): StartedMessage {
  const { name, version, homepage, profile, either } = implementation;
  return {
    message: "started",
    protocol: PROTOCOL_VERSION,
    name,
    ...(version === undefined ? {} : { version }),
    language: "JavaScript",
    ...(homepage === undefined ? {} : { homepage }),
    ...(profile === undefined ? {} : { profile }),
    ...(either === undefined ? {} : { either }),
    // Which of them a subject offers is known only once it is started; until then all are assumed.
    abilities: ABILITIES,
    inFlight: IN_FLIGHT,
  };
}
