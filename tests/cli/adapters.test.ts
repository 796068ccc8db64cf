import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../support/run-command.ts";

const hasPython = spawnSync("python3", ["-c", "import json"]).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-adapters-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ["node", "node", "adapter.mjs"],
  ["python", "python3", "adapter.py"],
])("an adapter in %s", (lang, program, main) => {
  test.skipIf(lang === "python" && !hasPython)("is written, passes smoke, and is judged", async () => {
    const initialised = await runCommand(["init", "--lang", lang, "--folder", lang], { cwd: folder });
    expect(initialised.status).toBe(0);
    expect(initialised.stdout).toContain(`smoke --cmd '${program} ${lang}/${main}'`);
    const cmd = `${program} ${lang}/${main}`;
    const smoke = await runCommand(["smoke", "--cmd", cmd], { cwd: folder });
    expect(smoke.status, smoke.stdout).toBe(0);
    const run = await runCommand(
      ["run", "--cmd", cmd, "--runs", "40", "--only", "coverage/endpoint", "ownership/put-frees-own"],
      { cwd: folder },
    );
    expect(run.status, run.stdout + run.stderr).toBe(0);
  });

  test("is not written over what is there", async () => {
    const path = join(folder, main);
    writeFileSync(path, "mine");
    const { status, code } = await runCommand(["init", "--lang", lang], { cwd: folder });
    expect([status, code]).toEqual([2, "FILE_EXISTS"]);
    expect(readFileSync(path, "utf8")).toBe("mine");
  });
});

describe("who is judged", () => {
  test("is said once", async () => {
    const { status, code } = await runCommand(["run", "--impl", "reference", "--cmd", "cat"]);
    expect([status, code]).toEqual([2, "CONFLICTING_OPTIONS"]);
  });

  test.each(["false", "cat", "/no/such/program", "echo '{}'"])("is not an adapter: %s", async (cmd) => {
    for (const command of [["run", "--runs", "5"], ["smoke"]]) {
      const { status, stdout, stderr } = await runCommand([...command, "--cmd", cmd], { cwd: folder });
      expect(status).toBe(3);
      expect(stdout + stderr).toMatch(/ADAPTER_[A-Z_]+/);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  test("is not a kernel tree", async () => {
    const { status, code, stderr } = await runCommand(["run", "--linux", folder, "--runs", "5"]);
    expect([status, code]).toEqual([2, "LINUX_TREE_NOT_A_TREE"]);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
