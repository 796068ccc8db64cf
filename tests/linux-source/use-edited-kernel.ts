/** What a kernel does with a few steps once something in one of its files is changed. */

import { afterEach, expect } from "vitest";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import type { Platform } from "../../model/platform.ts";
import type { Step } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { TEST_CACHE } from "./debian-tree.ts";
import type { Edit } from "./edited-tree.ts";
import { scenario } from "./hand-made.ts";
import { useEditedTree } from "./use-edited-tree.ts";

/**
 * Compiles the kernel with the edits, and with none that were made before, and has it run the steps on the small
 * machine of hand-made.ts, or on one that differs from it as `platform` says.
 */
export type RunEdited = (
  file: string,
  edits: readonly Edit[],
  steps: readonly Step[],
  platform?: Partial<Platform>,
  sanitize?: boolean,
) => Promise<Trace>;

/** To be called where hooks are. */
export function useEditedKernel(original: string): RunEdited {
  const tree = useEditedTree(original);
  let close: (() => unknown) | undefined;
  afterEach(async () => {
    await close?.();
  });
  return async (file, edits, steps, platform = {}, sanitize = true) => {
    await close?.();
    tree.restore();
    tree.edit({ file, edits });
    const { executor } = await openLinux({ tree: tree.root, cache: TEST_CACHE, sanitize });
    close = () => executor.close();
    // The process has to go on as if nothing had been: the same scenario again gives the same trace.
    const [first, second] = await Promise.all([
      executor.execute(scenario(steps, platform)),
      executor.execute(scenario(steps, platform)),
    ]);
    expect(second).toEqual(first);
    return first;
  };
}
