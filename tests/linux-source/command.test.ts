/** `run --linux` as a user and as `git bisect run` see it: exit statuses, known divergences, watching. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMAND } from "../support/built.ts";
import { type Finished, runCommand, startCommand } from "../support/run-command.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import type { EditedFile } from "./edited-tree.ts";
import { INTEL, IOMMU } from "./kernel-files.ts";
import { useEditedTree } from "./use-edited-tree.ts";

const LEAK: EditedFile = {
  file: IOMMU,
  edits: [{ within: "iommu_insert_resv_region", find: /kfree\(iter\);/, replace: ";" }],
};
const HALF_EDITED: EditedFile = {
  file: IOMMU,
  edits: [{ within: "iommu_insert_resv_region", find: /kfree\(iter\);/, replace: "kfree(iter" }],
};
const SEGMENTS_COMPARED: EditedFile = {
  file: INTEL,
  edits: [
    {
      within: "is_downstream_to_pci_bridge",
      find: /if \(pbridge->subordinate &&/,
      replace: "if (pbridge->subordinate && pci_domain_nr(pbridge->bus) == pci_domain_nr(pdev->bus) &&",
    },
  ],
};

describeWithTree("run --linux", (original) => {
  const tree = useEditedTree(original);

  const run = (root: string, ...words: readonly string[]): Promise<Finished> =>
    runCommand(["run", "--linux", root, "--cache", TEST_CACHE, "--seed", "a", "--no-stored", ...words], {
      cwd: tree.root,
    });

  test("judges the tree as known, and green", async () => {
    const { status, stdout } = await run(original);
    expect(stdout).toMatch(/^KNOWN /m);
    expect(stdout).not.toMatch(/^(?:FAIL|HANG|ERROR|UNEXPECTED-PASS) /m);
    expect(status).toBe(0);
  });

  test("judges it as green without sanitizers, which leave open what was read", async () => {
    const { status, stdout } = await run(original, "--no-sanitize");
    expect(stdout).not.toMatch(/^(?:FAIL|HANG|ERROR|UNEXPECTED-PASS) /m);
    expect(stdout).toMatch(/firmware\/no-foreign-read .* not-observable/);
    expect(stdout).not.toMatch(/firmware\/no-foreign-read .* \d pass/);
    expect(status).toBe(0);
  });

  test("counts what is known as failures where it is asked to", async () => {
    const { status, stdout } = await run(original, "--no-shipped-known", "--only", "coverage/same-segment");
    expect(stdout).toMatch(/^FAIL +coverage\/same-segment$/m);
    expect(status).toBe(1);
  });

  test("says of a tree in which a known divergence is fixed that nobody expected that", async () => {
    tree.edit(SEGMENTS_COMPARED);
    const { status, stdout } = await run(tree.root, "--only", "coverage/same-segment");
    expect(stdout).toMatch(/^UNEXPECTED-PASS +coverage\/same-segment$/m);
    expect(stdout).not.toMatch(/^FAIL /m);
    expect(status).toBe(1);
  });

  test("watches, and judges again once a file that matters has changed", async () => {
    const words = ["run", "--linux", tree.root, "--cache", TEST_CACHE, "--watch", "--only", "merge/no-leak"];
    const { child, finished } = startCommand([...words, "--seed", "a", "--no-stored", "--runs", "200"], {
      cwd: tree.root,
    });
    let printed = "";
    const until = (expected: RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (expected.test(printed)) resolve();
        };
        child.stdout!.on("data", (text: string) => {
          printed += text;
          look();
        });
        child.once("close", () => reject(new Error(`it ended before it printed ${String(expected)}: ${printed}`)));
        look();
      });
    try {
      await until(/exit status 0/);
      tree.edit(LEAK);
      await until(/exit status 1/);
      expect(printed).toMatch(/^FAIL +merge\/no-leak$/m);
    } finally {
      child.kill();
      await finished;
    }
  });

  describe("with --exit-code bisect ends", () => {
    const ask = (...words: readonly string[]): Promise<Finished> =>
      run(tree.root, "--exit-code", "bisect", "--runs", "300", ...words);

    test("with 0 where what is asked for conforms", async () => {
      expect((await ask("--only", "merge/no-leak")).status).toBe(0);
    });

    test("with 0 where only what is known fails, or is fixed", async () => {
      expect((await ask("--only", "coverage/same-segment")).status).toBe(0);
      tree.edit(SEGMENTS_COMPARED);
      expect((await ask("--only", "coverage/same-segment")).status).toBe(0);
    });

    test("with 1 where it fails", async () => {
      tree.edit(LEAK);
      expect((await ask("--only", "merge/no-leak")).status).toBe(1);
    });

    test("with 125 where the commit does not compile", async () => {
      tree.edit(HALF_EDITED);
      const { status, code } = await ask("--only", "merge/no-leak");
      expect({ status, code }).toEqual({ status: 125, code: "LINUX_DOES_NOT_COMPILE" });
    });

    test("with 125 where the commit has no such function", async () => {
      tree.edit({ file: IOMMU, edits: [{ find: /\biommu_insert_resv_region\(/g, replace: "iommu_insert(" }] });
      const { status } = await ask("--only", "merge/adjacent");
      expect(status).toBe(125);
    });

    test("with 125 where the requirement was not reached", async () => {
      const { status } = await ask(
        "--only",
        "coverage/header-mismatch",
        "--runs",
        "1",
        "--seed",
        "3",
        "--no-shipped-known",
      );
      expect(status).toBe(125);
    });

    test.each([
      ["an option that does not exist", ["--frobnicate"]],
      ["a requirement that does not exist", ["--only", "merge/no-leek"]],
      ["a tree that is not there", ["--linux", "nowhere"]],
    ])("with 128 for %s", async (_, words) => {
      expect((await ask(...words)).status).toBe(128);
    });

    test("with 128 where no commit could be compiled, for want of a compiler", async () => {
      const words = ["run", "--linux", tree.root, "--exit-code", "bisect", "--cache", TEST_CACHE];
      const { status, code } = await runCommand(words, { cwd: tree.root, env: { CC: "no-such-compiler" } });
      expect({ status, code }).toEqual({ status: 128, code: "LINUX_NO_COMPILER" });
    });
  });

  test("finds, under git bisect, the commit that broke it, and steps over one that does not compile", () => {
    const git = (...words: readonly string[]): string =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", "-C", tree.root, ...words], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
    const commit = (subject: string): void => {
      writeFileSync(join(tree.root, "subject"), subject);
      git("add", "-A");
      git("commit", "-q", "-m", subject);
    };
    git("init", "-q");
    for (const subject of ["good", "still good"]) commit(subject);
    tree.edit(HALF_EDITED);
    commit("does not compile");
    tree.restore();
    commit("compiles again");
    tree.edit(LEAK);
    commit("breaks it");
    for (const subject of ["does something else", "is looked at"]) commit(subject);
    git("bisect", "start", "HEAD", "HEAD~6");
    const asked = ["--linux", ".", "--cache", TEST_CACHE, "--exit-code", "bisect", "--only", "merge/no-leak"];
    const found = git("bisect", "run", process.execPath, COMMAND, "run", ...asked, "--runs", "300");
    expect(found).toMatch(/^[0-9a-f]{40} is the first bad commit$/m);
    expect(git("show", "-s", "--format=%s", "refs/bisect/bad").trim()).toBe("breaks it");
  });
});
