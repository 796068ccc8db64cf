/**
 * The ways in which an adapter can break, each with its own code and next step.
 *
 * A breakage is never a verdict on the implementation behind the adapter: it makes the case an `error` or a `hang`.
 * `docs/protocol.md` lists the codes.
 */

/** What the author of the adapter should do about each kind of breakage. */
export const BREAKAGES = {
  ADAPTER_NOT_FOUND: "Check the command: it is run by /bin/sh in the current folder, and the file must be executable.",
  ADAPTER_DIED_AT_START: "Run the command by hand and type the start message of docs/protocol.md into it.",
  ADAPTER_NO_START: "Answer the start message with one line, and flush standard output after every line.",
  ADAPTER_WRONG_START: "Compare the answer to the start message with schemas/message-from-adapter.schema.json.",
  ADAPTER_WRONG_PROTOCOL: "Speak the version of the protocol that the start message names.",
  ADAPTER_CHANGED: "Give the same answer to every start message: a restarted program must be the same adapter.",
  ADAPTER_NO_RESTART: "Find out why the program exits or does not answer when it is started for the second time.",
  ADAPTER_DIED: "Let the program end only after the stop message, or when its standard input ends.",
  ADAPTER_HUNG: "Find out what the program is doing at that step; a scenario that takes longer needs --case-timeout.",
  ADAPTER_NOT_JSON: "Write nothing but messages to standard output, one line each; logs belong on standard error.",
  ADAPTER_NOT_UTF8: "Write standard output in UTF-8.",
  ADAPTER_LINE_TOO_LONG: "End each message with a newline, and stop walking a list that never ends.",
  ADAPTER_WRONG_MESSAGE: "Compare the message with schemas/message-from-adapter.schema.json.",
  ADAPTER_UNKNOWN_MEMBER:
    "Compare the message with schemas/message-from-adapter.schema.json; a member may be misspelt.",
  ADAPTER_WRONG_STEPS: "Give one result for each step, with the members that docs/protocol.md lists for that step.",
  ADAPTER_OUT_OF_ORDER: "Answer scenarios in the order in which they arrived.",
  ADAPTER_ANSWERED_TWICE: "Answer each scenario once.",
  ADAPTER_UNKNOWN_ID: "Answer with the id of the run message, and only after a run message.",
  ADAPTER_CLOSED_OUTPUT: "Keep standard output open until the stop message.",
  ADAPTER_CLOSED_INPUT: "Keep standard input open until the stop message.",
  ADAPTER_ERROR: "The adapter reported this itself: look into it before judging the implementation.",
  ADAPTER_ABILITIES: "List an ability if and only if its steps are not answered with the status unsupported.",
  ADAPTER_STATE: "Start each scenario with a fresh subject: nothing may remain from the previous one.",
  ADAPTER_IGNORES_STOP: "End the program at the stop message, and when standard input ends.",
  ADAPTER_WRONG_EXIT: "End with status 0 after the stop message.",
} as const;

export type BreakageCode = keyof typeof BREAKAGES;

export interface Breakage {
  readonly code: BreakageCode;
  /** What happened, a clause without a full stop. */
  readonly what: string;
}

/** What a program wrote may be of any length and kind; a diagnosis shows the beginning of it. */
export function excerpt(text: string, most = 120): string {
  const shown = JSON.stringify(text.slice(0, most));
  return text.length <= most ? shown : `${shown} and ${text.length - most} more characters`;
}
