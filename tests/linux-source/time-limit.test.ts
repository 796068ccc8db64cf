/** When a program that does not answer is to blame for it, with programs that are no harness. */

import { spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { LinuxExecutor } from "../../implementations/linux-source/linux-executor.ts";
import { isToBlame, processActivity } from "../../implementations/linux-source/process-activity.ts";
import type { Trace } from "../../model/trace.ts";
import { scenario } from "./hand-made.ts";
import { useFolder } from "./use-folder.ts";

describe.skipIf(process.platform !== "linux")("a program that does not answer", () => {
  const folder = useFolder("time-limit");

  const askedOf = async (script: string): Promise<Trace> => {
    const program = join(folder, "program");
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    const description = { name: "Linux" };
    const executor = new LinuxExecutor({ program, description, fileOf: () => undefined, sanitized: false });
    try {
      return await executor.execute(scenario([{ do: "tear-down" }]), 300);
    } finally {
      executor.close();
    }
  };

  test.each([
    ["waits", "exec sleep 1000"],
    ["runs on and on", "while :; do :; done"],
  ])("hung if it %s", async (_, script) => {
    expect((await askedOf(script)).ended).toMatchObject({ how: "hung", code: "LINUX_TIME_LIMIT" });
  });
});

describe("without an answer", () => {
  const waiting = { isHeldUp: false, used: 40 };
  const runnable = { isHeldUp: true, used: 40 };

  test("a process that waits is to blame, and one of which nothing is known", () => {
    expect(isToBlame(waiting, waiting, 300)).toBe(true);
    expect(isToBlame(runnable, undefined, 300)).toBe(true);
    expect(isToBlame(undefined, runnable, 300)).toBe(true);
  });

  test("one that would run is to blame for the time that it had, and not for what others had", () => {
    expect(isToBlame(runnable, { ...runnable, used: 339 }, 300)).toBe(false);
    expect(isToBlame(runnable, { ...runnable, used: 340 }, 300)).toBe(true);
  });

  test.skipIf(process.platform !== "linux")("what a process has used is told in milliseconds", () => {
    const until = process.cpuUsage();
    const before = processActivity(process.pid)!;
    while (process.cpuUsage(until).user < 200_000);
    const now = processActivity(process.pid)!;
    expect(now.used - before.used).toBeGreaterThanOrEqual(150);
    expect(processActivity(2 ** 22 + 1)).toBeUndefined();
  });

  test.skipIf(process.platform !== "linux")("whoever runs is held up, and whoever sleeps is not", async () => {
    const children = ["while :; do :; done", "exec sleep 1000"].map((script) => spawn("sh", ["-c", script]));
    try {
      await vi.waitFor(() => {
        expect(children.map(({ pid }) => processActivity(pid)!.isHeldUp)).toEqual([true, false]);
      }, 10_000);
    } finally {
      for (const child of children) child.kill("SIGKILL");
    }
  });
});
