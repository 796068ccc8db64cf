/** `run --linux TREE --watch`: judges again whenever what is judged has changed. */

import { setTimeout as sleep } from "node:timers/promises";
import { TreeWatch } from "../../implementations/linux-source/tree-watch.ts";
import { ConformanceError } from "../../model/conformance-error.ts";
import type { RunCommandOptions } from "../commands/run.ts";
import { linuxTree } from "../linux-options.ts";
import { reportError } from "../report-error.ts";
import { Interruption } from "./interruption.ts";

/** Milliseconds between two looks at the tree; a look costs a few milliseconds. */
const LOOK_EVERY = 300;

/** Does not return; Ctrl-C ends it, even one that comes while a run is being tidied up. */
export async function watchLinux(
  command: RunCommandOptions,
  judge: (command: RunCommandOptions) => Promise<number>,
): Promise<never> {
  const tree = command.linux ?? ".";
  const interruption = new Interruption(() => undefined);
  try {
    for (;;) {
      const watch = new TreeWatch(linuxTree({ ...command, linux: tree }));
      try {
        await judge(command);
      } catch (error) {
        // A tree that does not compile just now will do so in a moment.
        if (!(error instanceof ConformanceError) || error.exitStatus === 2) throw error;
        reportError(error);
      }
      process.stderr.write(`waiting for a change below ${tree}\n`);
      while (!watch.hasChanged()) await sleep(LOOK_EVERY);
    }
  } finally {
    interruption.disarm();
  }
}
