import { ConformanceError } from "../../model/conformance-error.ts";

/** The code of the error with which an action ends, or undefined if it ends with none; any other error is thrown on. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof ConformanceError) return error.code;
    throw error;
  }
  return undefined;
}
