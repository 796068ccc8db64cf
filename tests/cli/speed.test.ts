/**
 * How long a person waits: `list` and `sample` answer in 300 ms, `run` shows its first result in a second.
 *
 * The least of several tries is compared, as a multiple of what Node itself takes to start: a machine that is slow, or
 * busy with other things, takes as many times longer for both.
 */

import { spawn, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { beforeAll, expect, test } from "vitest";
import { COMMAND, ensureBuilt } from "../support/built.ts";

/** Milliseconds that Node takes to start on an idle machine. */
const START_OF_NODE = 40;
const TRIES = 7;

/** How many times longer than there everything takes here. */
let slowness: number;
beforeAll(() => {
  ensureBuilt();
  slowness = Math.max(1, leastTime(["-e", "0"]) / START_OF_NODE);
});

function leastTime(arguments_: readonly string[]): number {
  const times = Array.from({ length: TRIES }, () => {
    const started = performance.now();
    expect(spawnSync(process.execPath, arguments_, { stdio: "ignore", cwd: tmpdir() }).status).toBe(0);
    return performance.now() - started;
  });
  return Math.min(...times);
}

test.each([["list"], ["list --json"], ["sample --seed s"], ["--help"]])("%s answers in 300 ms", (command) => {
  expect(leastTime([COMMAND, ...command.split(" ")])).toBeLessThan(300 * slowness);
});

const hasScript = spawnSync("script", ["--version"]).status === 0;

test.skipIf(!hasScript)("run shows its first verdicts on a terminal in a second", async () => {
  const command = `"${process.execPath}" "${COMMAND}" run --impl reference --no-stored`;
  const first = async (): Promise<number> => {
    const started = performance.now();
    // A terminal made by `script`: into a pipe goes no progress.
    const child = spawn("script", ["-qfec", command, "/dev/null"], {
      stdio: ["ignore", "pipe", "ignore"],
      cwd: tmpdir(),
    });
    let text = "";
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        // So many cases are judged.
        if (/[1-9][\d,]*\/1,000/.test(text)) resolve();
      });
      child.on("exit", () => reject(new Error(`it ended without showing a result:\n${text}`)));
    });
    const time = performance.now() - started;
    child.removeAllListeners("exit");
    child.kill();
    return time;
  };
  const times: number[] = [];
  for (let attempt = 0; attempt < 4; attempt++) times.push(await first());
  expect(Math.min(...times)).toBeLessThan(1000 * slowness);
});
