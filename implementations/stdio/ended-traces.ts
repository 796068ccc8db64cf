/** Traces of scenarios for which no trace was returned. */

import type { Trace } from "../../model/trace.ts";
import type { Breakage } from "./breakage.ts";
import type { Answer } from "./read-answer.ts";

/** The trace that an answer represents. */
export function traceOf(answer: Answer): Trace {
  switch (answer.message) {
    case "trace":
      return answer.trace;
    case "skip":
      return { steps: [], observesMemory: false, ended: { how: "skipped", message: answer.reason } };
    case "error": {
      const context = answer.context === undefined ? "" : `\n${answer.context}`;
      return brokenTrace({ code: "ADAPTER_ERROR", what: `${answer.reason}${context}` });
    }
    default:
      return answer satisfies never;
  }
}

export function brokenTrace({ code, what }: Breakage): Trace {
  return { steps: [], observesMemory: false, ended: { how: "died", code, message: what } };
}

/** @param unfinished bytes received of an incomplete answer */
export function hungTrace(milliseconds: number, unfinished: number): Trace {
  const part = unfinished > 0 ? `; ${unfinished} bytes of an unfinished line had come` : "";
  const message = `no answer within ${milliseconds} ms${part}`;
  return { steps: [], observesMemory: false, ended: { how: "hung", code: "ADAPTER_HUNG", message } };
}
