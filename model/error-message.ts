/** What was thrown, in words. An implementation may throw anything, and nothing of it may throw again. */

/** The message of an error, or the text of another value; what has neither is named by its kind. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    // An object without a prototype, or whose message or text throws.
    return Object.prototype.toString.call(thrown);
  }
}
