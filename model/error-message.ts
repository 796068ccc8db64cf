/** Turns anything thrown into text. An implementation may throw any value, and describing it must not throw again. */

/** The message of an error, or the text of another value; if neither can be had, the kind of the value. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    // An object without a prototype, or whose message or text throws.
    return Object.prototype.toString.call(thrown);
  }
}
