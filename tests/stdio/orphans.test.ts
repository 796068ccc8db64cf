/** However the process ends that has an adapter, neither the adapter nor a child of it outlives it for long. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { ensureBuilt, ROOT } from "../support/built.ts";
import { processesLeft, processesWith, tagged } from "./processes.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ADAPTER = `exec '${process.execPath}' '${join(HERE, "shelf", "leaves-children.mjs")}'`;

beforeAll(() => ensureBuilt());

/** Starts a host, and waits for the word that it says when the adapter is at work. */
async function host(command: string, where: "main" | "worker"): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(HERE, "host.mjs"), join(ROOT, "dist"), command, where], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [word] = (await once(child.stdout, "data")) as [Buffer];
  expect(word.toString().trim()).toBe(where === "main" ? "working" : "terminated");
  return child;
}

describe.skipIf(process.platform !== "linux")("no adapter and no child of it is left", () => {
  // The adapter, a child in its process group, and a child in a session of its own.
  test.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const)("when its host is ended by %s", async (signal) => {
    const { command, tag } = tagged(ADAPTER);
    const child = await host(command, "main");
    expect(processesWith(tag)).toHaveLength(3);
    child.kill(signal);
    await once(child, "exit");
    expect(await processesLeft(tag)).toStrictEqual([]);
  });

  test("when the worker thread that had it is terminated, and its host lives on", async () => {
    const { command, tag } = tagged(ADAPTER);
    const child = await host(command, "worker");
    expect(await processesLeft(tag)).toStrictEqual([]);
    child.kill("SIGKILL");
  });
});
