/**
 * A host that opens an adapter and works with it until somebody ends it: arguments are the folder of the
 * compiled package, the command, and whether the executor is to live in a worker thread.
 */

import { pathToFileURL } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const [folder, command, where] = isMainThread ? process.argv.slice(2) : workerData;

if (isMainThread && where === "worker") {
  const worker = new Worker(new URL(import.meta.url), { workerData: [folder, command, where] });
  worker.on("message", async () => {
    await worker.terminate();
    console.log("terminated");
    setInterval(() => undefined, 1000);
  });
} else {
  const { openStdioExecutor } = await import(pathToFileURL(`${folder}/implementations/stdio/stdio-executor.js`).href);
  const executor = await openStdioExecutor({ command, caseTimeout: 600_000 });
  const scenario = {
    platform: { rootBuses: [], functions: [], otherDevices: [], groups: [], dmar: new Uint8Array(48) },
    steps: [{ do: "tear-down" }],
  };
  await executor.execute(scenario);
  const trouble = {
    kind: "pci",
    label: "trouble",
    segment: 0,
    bus: 0,
    device: 0,
    function: 0,
    classCode: 0,
    headerType: 0,
  };
  void executor.execute({ ...scenario, platform: { ...scenario.platform, functions: [trouble] } });
  if (isMainThread) console.log("working");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
  else parentPort.postMessage("working");
}
