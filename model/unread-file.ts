/** Why a file named by the user could not be read, in the same words for every kind of file. */

import { messageOf } from "./error-message.ts";

/** Whether reading failed because there is no such file. */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** The cause for a `ConformanceError`, a clause without a full stop. */
export function whyUnread(path: string, error: unknown): string {
  return isMissingFile(error) ? `there is no file ${path}` : `${path} cannot be read: ${messageOf(error)}`;
}
