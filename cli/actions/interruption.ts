/** Ctrl-C: what was judged is kept and told, then the process ends as one that was interrupted. */

/** 128 and the number of the signal, as shells have it. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof SIGNALS;

export class Interruption {
  readonly #handlers = new Map<Signal, () => void>();

  /**
   * Of several, the one that came last acts.
   *
   * @param keep saves and tells what there is; a second signal ends the process without it
   */
  constructor(keep: () => void) {
    for (const signal of Object.keys(SIGNALS) as Signal[]) {
      const handler = (): void => {
        this.disarm();
        try {
          keep();
        } finally {
          process.exit(SIGNALS[signal]);
        }
      };
      this.#handlers.set(signal, handler);
      process.prependOnceListener(signal, handler);
    }
  }

  /**
   * From here on signals do what they do without this. One that came before, and that the process had no time to
   * hear of, does nothing then, unless somebody else listens: who lives on has an interruption of its own.
   */
  disarm(): void {
    for (const [signal, handler] of this.#handlers) process.off(signal, handler);
    this.#handlers.clear();
  }
}
