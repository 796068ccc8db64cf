/** One line at the foot of a terminal that says how far a run is; a pipe never sees it. */

import { escapeText } from "../text/escape-text.ts";
import { groupDigits } from "../text/group-digits.ts";

/** How far something is. */
export interface ProgressState {
  /** Shown as text, whatever is in it. */
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly failures: number;
}

/** What a progress line needs of a stream. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const ERASE_LINE = "\r\u001b[2K";
/** More often than this an eye does not see, and a terminal over a slow line does not show. */
const MILLISECONDS_BETWEEN = 80;

export class ProgressLine {
  readonly #stream: TerminalStream;
  readonly #now: () => number;
  #shownAt = -Infinity;
  #visible = false;

  /** @param now milliseconds that only grow; for the pace of the line, and never for a verdict */
  constructor(stream: TerminalStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  show({ what, done, total, failures }: ProgressState): void {
    if (this.#stream.isTTY !== true || this.#now() - this.#shownAt < MILLISECONDS_BETWEEN) return;
    this.#shownAt = this.#now();
    const share = total === 0 ? "" : ` ${Math.floor((100 * done) / total)}%`;
    const failed =
      failures === 0 ? "" : `, ${groupDigits(failures)} different ${failures === 1 ? "failure" : "failures"}`;
    const text = `${escapeText(what)} ${groupDigits(done)}/${groupDigits(total)}${share}${failed}`;
    // A line that wraps cannot be erased. Some pseudo-terminals say that they have no columns.
    const columns = this.#stream.columns || 80;
    this.#stream.write(ERASE_LINE + text.slice(0, Math.max(1, columns - 1)));
    this.#visible = true;
  }

  /** Takes the line away; to be called before anything else is written to the terminal. */
  erase(): void {
    if (this.#visible) this.#stream.write(ERASE_LINE);
    this.#visible = false;
  }
}
