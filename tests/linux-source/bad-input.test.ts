import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeLinux } from "../../implementations/linux-source/open-linux.ts";
import { ConformanceError } from "../../model/conformance-error.ts";
import { COMMAND } from "../support/built.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import type { Edit } from "./edited-tree.ts";
import { INTEL, IOMMU } from "./kernel-files.ts";
import { useEditedTree } from "./use-edited-tree.ts";
import { useFolder } from "./use-folder.ts";

/** What is complained of. One paragraph: a cause and a next step, each in a few sentences. */
async function complaint(tree: string, more: { cache?: string; compiler?: string } = {}): Promise<ConformanceError> {
  const error = await describeLinux({ tree, cache: TEST_CACHE, ...more }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConformanceError)) throw error ?? new Error("nothing was complained of");
  // As all errors are written: what is wrong goes on behind its code, what to do stands for itself; neither ends with a stop.
  expect(error.message).toMatch(/^[^A-Z\n][^\n]*[^.\n]$/);
  expect(error.nextStep).toMatch(/^[A-Z].*[^.]$/);
  return error;
}

describe("what is no kernel tree", () => {
  const folder = useFolder("no-tree");

  test("is not there", async () => {
    expect(await complaint(join(folder, "nowhere"))).toMatchObject({ code: "LINUX_TREE_NOT_FOUND", exitStatus: 2 });
  });

  test("is a file", async () => {
    const file = join(folder, "vmlinux");
    writeFileSync(file, "");
    expect(await complaint(file)).toMatchObject({ code: "LINUX_TREE_NOT_FOUND", exitStatus: 2 });
  });

  test("is some other folder", async () => {
    expect(await complaint(folder)).toMatchObject({ code: "LINUX_TREE_NOT_A_TREE", exitStatus: 2 });
  });

  test("has no IOMMU code", async () => {
    const tree = join(folder, "sparse");
    mkdirSync(tree);
    writeFileSync(join(tree, "Makefile"), "VERSION = 6\n");
    const error = await complaint(tree);
    expect(error).toMatchObject({ code: "LINUX_TREE_INCOMPLETE", exitStatus: 2 });
    expect(error.message).toContain(IOMMU);
  });
});

describeWithTree("a kernel tree", (original) => {
  const tree = useEditedTree(original);
  const after = (edit: Edit, file = IOMMU): Promise<ConformanceError> =>
    complaint(tree.edit({ file, edits: [edit] }).root);

  test("in which a function calls one that is nowhere", async () => {
    const error = await after({
      within: "iommu_insert_resv_region",
      find: /kfree\(iter\);/,
      replace: "kfree(iter); frobnicate(iter);",
    });
    expect(error).toMatchObject({ code: "LINUX_SYMBOL_MISSING", exitStatus: 3 });
    expect(error.message).toMatch(/^iommu_insert_resv_region\(\) at drivers\/iommu\/iommu\.c:\d+ .* needs frobnicate/);
  });

  test("in which a function uses a variable that is nowhere", async () => {
    const error = await after({
      within: "iommu_put_resv_regions",
      find: /kfree\(entry\);/,
      replace: "frobs++; kfree(entry);",
    });
    expect(error.message).toMatch(/^iommu_put_resv_regions\(\) at drivers\/iommu\/iommu\.c:\d+ .* needs frobs/);
  });

  test("in which a function looks into a type that is nowhere", async () => {
    const error = await after({
      within: "iommu_put_resv_regions",
      find: /kfree\(entry\);/,
      replace: "((struct frobnicator *)dev)->frobs++; kfree(entry);",
    });
    expect(error).toMatchObject({ code: "LINUX_SYMBOL_MISSING", exitStatus: 3 });
    expect(error.message).toContain("needs frobnicator");
  });

  test("in which a function looks for a member that the shim's type has not", async () => {
    const error = await after({
      within: "iommu_put_resv_regions",
      find: /kfree\(entry\);/,
      replace: "dev->frobs++; kfree(entry);",
    });
    expect(error).toMatchObject({ code: "LINUX_DOES_NOT_COMPILE", exitStatus: 3 });
    expect(error.message).toMatch(/^iommu_put_resv_regions\(\) at drivers\/iommu\/iommu\.c:\d+ .*'frobs'/);
  });

  test.each([
    ["a semicolon is missing", /kfree\(iter\);/, "kfree(iter)"],
    ["a brace is missing", /kfree\(iter\);\s*\}/, "kfree(iter);"],
    ["a brace is too many", /kfree\(iter\);/, "kfree(iter); }"],
    ["a bracket is missing", /kfree\(iter\);/, "kfree(iter;"],
  ])("in which %s", async (_, find, replace) => {
    const error = await after({ within: "iommu_insert_resv_region", find, replace });
    expect(error).toMatchObject({ code: "LINUX_DOES_NOT_COMPILE", exitStatus: 3 });
    expect(error.message).toMatch(/drivers\/iommu\/iommu\.c:\d+/);
    expect(error.message).toContain("iommu_insert_resv_region()");
  });

  test("in which a function without which nothing can be asked has another name", async () => {
    const error = await after({ find: /\bdmar_parse_one_rmrr\(/, replace: "dmar_parse_an_rmrr(" }, INTEL);
    expect(error).toMatchObject({ code: "LINUX_FUNCTION_NOT_FOUND" });
    expect(error.message).toContain("dmar_parse_one_rmrr");
  });

  test("on a machine without a compiler", async () => {
    expect(await complaint(original, { compiler: "no-such-compiler" })).toMatchObject({
      code: "LINUX_NO_COMPILER",
      exitStatus: 3,
    });
  });

  test("and nowhere to keep what is compiled", async () => {
    const file = join(tree.root, "Makefile");
    expect(await complaint(original, { cache: join(file, "cache") })).toMatchObject({
      code: "LINUX_CACHE_UNWRITABLE",
      exitStatus: 3,
    });
  });

  test.skipIf(process.platform !== "linux")("and where no folder can be made to keep it in", () => {
    const words = [COMMAND, "run", "--linux", original, "--cache", "/proc/absent/cache"];
    // Not a call that is only awaited: Node 20 may not come back from there by itself.
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8", timeout: 30_000 });
    expect(stderr).toMatch(/^error LINUX_CACHE_UNWRITABLE:/m);
    expect(status).toBe(3);
  });
});
