/** Whoever judges a tree edits it at the same time: what was judged and what is there now must not be confused. */

import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import { isAsMarked, readMarked } from "../../implementations/linux-source/tree/file-mark.ts";
import { TreeWatch } from "../../implementations/linux-source/tree-watch.ts";
import { ensureBuilt, ROOT } from "../support/built.ts";
import { describeWithTree } from "./debian-tree.ts";
import { IOMMU } from "./kernel-files.ts";
import { useEditedTree } from "./use-edited-tree.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-edited-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string): string => {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

/** The least that passes for a kernel tree. */
const smallTree = (): string => {
  for (const file of ["Makefile", IOMMU, "include/linux/iommu.h"]) write(file, "\n");
  return folder;
};

describe("the mark of a file", () => {
  test("tells another text of the same size, even if it was written within one tick of the clock", () => {
    const now = new Date();
    const path = write("file", "one");
    utimesSync(path, now, now);
    const { mark } = readMarked(path)!;
    expect(isAsMarked(path, mark)).toBe(true);
    write("file", "two");
    utimesSync(path, now, now);
    expect(isAsMarked(path, mark)).toBe(false);
  });

  test("does not mind that a file was touched", () => {
    const path = write("file", "one");
    utimesSync(path, 1000, 1000);
    const { mark } = readMarked(path)!;
    utimesSync(path, 2000, 2000);
    expect(isAsMarked(path, mark)).toBe(true);
    write("file", "two");
    expect(isAsMarked(path, mark)).toBe(false);
  });

  test("tells that a file came or went", () => {
    const path = write("file", "one");
    const { mark } = readMarked(path)!;
    rmSync(path);
    expect(readMarked(path)).toBeUndefined();
    expect(isAsMarked(path, mark)).toBe(false);
    expect(isAsMarked(path, null)).toBe(true);
    write("file", "one");
    expect(isAsMarked(path, null)).toBe(false);
  });
});

describe("watching a tree", () => {
  test("sees nothing new in a link that leads nowhere", () => {
    const tree = smallTree();
    symlinkSync("nowhere.c", join(tree, "drivers/iommu/dangling.c"));
    const watch = new TreeWatch({ tree });
    expect(watch.hasChanged()).toBe(false);
    write("drivers/iommu/nowhere.c", "\n");
    expect(watch.hasChanged()).toBe(true);
  });

  // The process has been told of the signal by the system, but not yet of it by Node, when its run is done with.
  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ])("ends on a %s that comes while a run is being tidied up", async (signal, status) => {
    ensureBuilt();
    const url = (path: string): string => JSON.stringify(`file://${join(ROOT, "dist", path)}`);
    const script = `
      import { Interruption } from ${url("cli/actions/interruption.js")};
      import { watchLinux } from ${url("cli/actions/watch-linux.js")};
      setTimeout(() => process.exit(99), 10_000);
      await watchLinux({ linux: ${JSON.stringify(smallTree())} }, async () => {
        const interruption = new Interruption(() => process.exit(98));
        process.kill(process.pid, "${signal}");
        interruption.disarm();
        return 0;
      });`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(status);
  });
});

describeWithTree("a kernel tree that is edited while it is compiled", (original) => {
  const tree = useEditedTree(original);

  test("is not taken for the one that was compiled", async () => {
    tree.edit({
      file: IOMMU,
      edits: [{ within: "iommu_insert_resv_region", find: /kfree\(iter\);/, replace: ";" }],
    });
    const edited = join(tree.root, IOMMU);
    const edit = join(folder, "edited.c");
    const compiler = write(
      "compiler",
      `#!/bin/sh\ncase "$*" in *--version*) ;; *) [ -e '${edit}' ] && mv '${edit}' '${edited}' ;; esac\nexec gcc "$@"\n`,
    );
    chmodSync(compiler, 0o755);
    writeFileSync(edit, readMarked(edited)!.bytes);
    tree.restore();

    const build = async (): Promise<string> => {
      const built = await openLinux({ tree: tree.root, cache: join(folder, "cache"), compiler, sanitize: false });
      await built.executor.close();
      return built.harness.program;
    };
    const before = await build();
    expect(readMarked(edit)).toBeUndefined();
    const after = await build();
    expect(after).not.toBe(before);
    expect(await build()).toBe(after);
  });
});
