/** Which stored failures a run judges first. */

import type { AnswerBook } from "./answers/answer-book.ts";
import { readStore, type StoreContent } from "./failure-store.ts";
import type { RunOptions } from "./run-options.ts";

/**
 * The files, except those that the interrupted part of the run has stored itself.
 *
 * @param book the answers given so far, for a run that is resumed
 */
export async function storedOfRun(options: RunOptions, book?: AnswerBook): Promise<StoreContent> {
  if (options.storedFailures !== undefined) return options.storedFailures;
  if (!judgesStored(options)) return { files: [], problems: [] };
  const { files, problems } = await readStore(options.store!);
  const { earlier } = options;
  if (earlier === undefined || book === undefined) return { files, problems };
  // Failures that the interrupted run itself stored were not part of its starting point.
  const before = new Set(earlier.asked.stored.map(({ name }) => name));
  return { files: files.filter(({ name }) => before.has(name) || !book.ownFiles.has(name)), problems };
}

/** Whether stored failures are judged at all. */
export function judgesStored({ store, noStored, storedFailures }: RunOptions): boolean {
  return storedFailures !== undefined || (store !== undefined && noStored !== true);
}
