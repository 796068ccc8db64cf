/**
 * A guardian that ends the programs of an executor when this process can no longer do so.
 *
 * Whatever ends this process, be it `kill -9`, closes its end of the guardian's standard input; then the
 * guardian kills the process group that it was told of, and every process that still bears the executor's
 * mark in its environment. No handler of signals is needed here, and none is installed: a library has no
 * business with the signals of its host.
 */

import { spawn, type ChildProcess } from "node:child_process";

/** The environment variable that marks the programs of an executor and all that they start. */
export const MARK_VARIABLE = "RMRR_CONFORMANCE_ADAPTER";

/**
 * Reads process groups, the last of which counts, `-` meaning none. A session of its own, so that an
 * interrupt from the terminal does not end the guardian before its duty.
 */
const SCRIPT = `
trap '' HUP INT QUIT TERM
group=-
while read -r line; do group=$line; done
[ "$group" = - ] || kill -KILL -- "-$group"
for environment in $(grep -lsF -e "$0" /proc/[0-9]*/environ); do
  process=\${environment#/proc/}
  kill -KILL "\${process%/environ}"
done
`;

export class ProcessGuardian {
  readonly #child: ChildProcess;

  constructor(mark: string) {
    this.#child = spawn("/bin/sh", ["-c", SCRIPT, `${MARK_VARIABLE}=${mark}`], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    // A guardian that could not be started or has ended is one safety less, and no reason to fail.
    this.#child.on("error", () => undefined);
    this.#child.stdin?.on("error", () => undefined);
    this.#child.unref();
    (this.#child.stdin as unknown as { unref?(): void } | null)?.unref?.();
  }

  /** From now on this process group is to be killed; undefined for none. */
  watch(group: number | undefined): void {
    this.#child.stdin?.write(`${group ?? "-"}\n`);
  }

  /** The guardian looks for what is left with the mark, and ends. Resolves when it has. */
  async dismiss(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (this.#child.pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.ref();
    this.watch(undefined);
    this.#child.stdin?.end();
    await ended;
  }
}
