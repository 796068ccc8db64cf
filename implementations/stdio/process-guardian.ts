/**
 * A guardian process that kills an executor's programs when this process can no longer do so.
 *
 * Whatever ends this process, even `kill -9`, closes the guardian's standard input. The guardian then kills the process
 * group it was told of, and every process that still has the executor's mark in its environment. No signal handlers are
 * installed here, because a library must not interfere with its host's signals.
 */

import { spawn, type ChildProcess } from "node:child_process";

/** The environment variable that marks the programs of an executor and everything they start. */
export const MARK_VARIABLE = "RMRR_CONFORMANCE_ADAPTER";

/**
 * Reads process groups, the last of which counts; `-` means none. It has its own session, so that an interrupt from the
 * terminal does not end the guardian before it has done its work.
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
    // A guardian that cannot be started or has ended removes one safeguard, but is no reason to fail.
    this.#child.on("error", () => undefined);
    this.#child.stdin?.on("error", () => undefined);
    this.#child.unref();
    (this.#child.stdin as unknown as { unref?(): void } | null)?.unref?.();
  }

  /** From now on this process group will be killed; undefined for none. */
  watch(group: number | undefined): void {
    this.#child.stdin?.write(`${group ?? "-"}\n`);
  }

  /** The guardian kills any process that still has the mark, and exits. Resolves when it has. */
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
