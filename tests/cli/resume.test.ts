import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import seedrandom from "seedrandom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRecord } from "../../reports/record/read-record.ts";
import { runCommand, startCommand, type Finished } from "../support/run-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-resume-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Wrong in several families, so that there is much to shrink. */
const RUN = ["run", "--impl", "faulty/shared-region-object", "--seed", "resumed", "--runs", "600", "--store", "kept"];
const INTERRUPTIONS = 10;

function inFolder(name: string): string {
  return join(folder, name);
}

/** The lines of a record without the first, the environment, which is never compared. */
function comparable(name: string): string[] {
  return readFileSync(inFolder(name), "utf8").split("\n").slice(1);
}

function textOf(name: string): string {
  return existsSync(inFolder(name)) ? readFileSync(inFolder(name), "utf8") : "";
}

/** Without what was being written when the power went. */
function keptFiles(): string[] {
  return readdirSync(inFolder("kept")).filter((name) => name.endsWith(".json"));
}

/** Interrupts the command once its record says so, and a moment later. @returns whether it was early enough */
async function interrupted(
  words: readonly string[],
  signal: "SIGINT" | "SIGTERM" | "SIGKILL",
  isDue: () => boolean,
  moment: number,
): Promise<Finished | undefined> {
  const { child, finished } = startCommand(words, { cwd: folder });
  while (child.exitCode === null && child.signalCode === null && !isDue()) await sleep(5);
  await sleep(moment);
  child.kill(signal);
  const result = await finished;
  return result.signal === signal || result.status === 130 || result.status === 143 ? result : undefined;
}

describe("a run that is interrupted", () => {
  test(
    "ten times, by SIGINT and SIGKILL, while it judges and while it shrinks, is resumed to the record of one run",
    { timeout: 300_000 },
    async () => {
      const whole = await runCommand([...RUN, "--report", "whole.jsonl"], { cwd: folder });
      expect(whole.status).toBe(1);
      const stored = keptFiles();
      expect(stored.length).toBeGreaterThan(3);

      const random = seedrandom("moments");
      const moments = { judging: 0, shrinking: 0, SIGINT: 0, SIGKILL: 0 };
      let fresh = true;
      for (let count = 0; count < INTERRUPTIONS;) {
        if (fresh) rmSync(inFolder("kept"), { recursive: true, force: true });
        const phase = count % 2 === 0 ? "judging" : "shrinking";
        const signal = random() < 0.5 ? "SIGINT" : "SIGKILL";
        const before = textOf("parts.jsonl").length;
        const isDue = (): boolean => {
          const text = textOf("parts.jsonl");
          // The first tally, least scenario or stored file of this part.
          return (fresh ? text : text.slice(before)).includes(phase === "judging" ? '"judged"' : '"what":"stored"');
        };
        const words = fresh ? [...RUN, "--report", "parts.jsonl"] : ["run", "--resume", "parts.jsonl"];
        const result = await interrupted(words, signal, isDue, random() * (phase === "judging" ? 400 : 40));
        if (result === undefined) {
          expect(comparable("parts.jsonl")).toEqual(comparable("whole.jsonl"));
          fresh = true;
          continue;
        }
        fresh = false;
        count++;
        moments[phase]++;
        moments[signal]++;
        const { complete } = readRecord(inFolder("parts.jsonl"), { evenIfTruncated: true });
        expect(complete).toBe(false);
        if (signal === "SIGINT") {
          expect(result.stderr).toContain("continue: npx rmrr-conformance run --resume parts.jsonl");
        }
      }
      // Else the moments were not what they were to be.
      expect(Math.min(...Object.values(moments))).toBeGreaterThan(1);

      const last = await runCommand(["run", "--resume", "parts.jsonl"], { cwd: folder });
      expect(last.stderr).toBe("");
      expect(last.status).toBe(1);
      expect(comparable("parts.jsonl")).toEqual(comparable("whole.jsonl"));
      expect(keptFiles()).toEqual(stored);
      // What is printed is that of a whole run, too.
      expect(last.stdout.replaceAll("parts.jsonl", "whole.jsonl")).toBe(whole.stdout);
    },
  );

  test("as a shard is resumed to the record of the shard", async () => {
    const shard = [...RUN.slice(0, -2), "--no-stored", "--shard", "2/3", "--report"];
    await runCommand([...shard, "shard.jsonl"], { cwd: folder });
    const isDue = (): boolean => textOf("part-of-shard.jsonl").includes('"what":"cases"');
    const cut = await interrupted([...shard, "part-of-shard.jsonl"], "SIGTERM", isDue, 0);
    expect(cut?.status).toBe(143);
    const { stderr } = await runCommand(["run", "--resume", "part-of-shard.jsonl"], { cwd: folder });
    expect(stderr).toBe("");
    // The arguments of the run name the record itself.
    const named = comparable("part-of-shard.jsonl").map((line) =>
      line.replace('"part-of-shard.jsonl"', '"shard.jsonl"'),
    );
    expect(named).toEqual(comparable("shard.jsonl"));
  });
});

describe("a run that cannot be resumed", () => {
  const DRIVER = "export const implementation = { name: 'mine', start: () => ({ hasRmrr: () => false }) };\n";
  const words = (runs: number): string[] =>
    `run --impl ./driver.mjs --only coverage/has-rmrr --seed s --runs ${runs}`.split(" ");

  beforeAll(async () => {
    writeFileSync(inFolder("driver.mjs"), DRIVER);
    const isDue = (): boolean => textOf("cut.jsonl").includes('"what":"cases"');
    await interrupted([...words(200_000), "--store", "mine", "--report", "cut.jsonl"], "SIGINT", isDue, 0);
  });

  /** Tries a copy, so that what is not refused does no harm. */
  async function codeOf(more: readonly string[] = [], change = (text: string) => text): Promise<string | undefined> {
    copyFileSync(inFolder("cut.jsonl"), inFolder("tried.jsonl"));
    writeFileSync(inFolder("tried.jsonl"), change(textOf("tried.jsonl")));
    const { code, status } = await runCommand(["run", "--resume", "tried.jsonl", ...more], { cwd: folder });
    expect(status).toBe(2);
    return code;
  }

  test("for other options says so", async () => {
    expect(await codeOf(["--seed", "other"])).toBe("RESUME_OTHER_OPTIONS");
    expect(await codeOf(["--case-timeout", "77"])).toBe("RESUME_OTHER_OPTIONS");
    expect(await codeOf(["--no-store"])).toBe("RESUME_OTHER_OPTIONS");
    expect(await codeOf(["--shard", "1/2"])).toBe("CONFLICTING_OPTIONS");
    expect(await codeOf([], (text) => text.replace('"runs":200000', '"runs":100'))).toBe("RESUME_OTHER_OPTIONS");
  });

  test("for another version says so", async () => {
    expect(await codeOf([], (text) => text.replace(/"suiteVersion":"[^"]+"/, '"suiteVersion":"0.0.1"'))).toBe(
      "RESUME_OTHER_VERSION",
    );
  });

  test("for another implementation says so, and so if its module was changed", async () => {
    try {
      writeFileSync(inFolder("driver.mjs"), DRIVER.replace("mine", "yours"));
      expect(await codeOf()).toBe("RESUME_OTHER_IMPLEMENTATION");
      writeFileSync(inFolder("driver.mjs"), DRIVER.replace("false", "true"));
      expect(await codeOf()).toBe("RESUME_OTHER_IMPLEMENTATION");
    } finally {
      writeFileSync(inFolder("driver.mjs"), DRIVER);
    }
  });

  test("for another store says so", async () => {
    const { stdout } = await runCommand([...words(50), "--store", "mine"], { cwd: folder });
    expect(stdout).toContain("stored: commit these");
    expect(await codeOf()).toBe("RESUME_STORE_CHANGED");
    rmSync(inFolder("mine"), { recursive: true });
  });

  test("for having come to its end, or for never having begun, says so", async () => {
    await runCommand([...words(5), "--no-stored", "--report", "done.jsonl"], { cwd: folder });
    const { code, status } = await runCommand(["run", "--resume", "done.jsonl"], { cwd: folder });
    expect([code, status]).toEqual(["RESUME_COMPLETE", 2]);
    expect(await codeOf([], (text) => `${text.split("\n").slice(0, 2).join("\n")}\n`)).toBe("RESUME_NOTHING_KEPT");
    expect(await codeOf([], () => "")).toBe("RESUME_NOTHING_KEPT");
    const { code: missing } = await runCommand(["run", "--resume", "absent.jsonl"], { cwd: folder });
    expect(missing).toBe("RECORD_NOT_FOUND");
  });

  test("is refused by other readers, with the command that goes on with it", async () => {
    for (const reader of [
      ["report", "render", "cut.jsonl"],
      ["report", "merge", "cut.jsonl", "--output", "merged.jsonl"],
      ["run", "--impl", "./driver.mjs", "--failed", "cut.jsonl"],
    ]) {
      const { code, status, stderr } = await runCommand(reader, { cwd: folder });
      expect([code, status]).toEqual(["RECORD_TRUNCATED", 2]);
      expect(stderr).toContain("run --resume cut.jsonl");
    }
  });

  test("goes on after a line that was being written", async () => {
    copyFileSync(inFolder("cut.jsonl"), inFolder("torn.jsonl"));
    const torn = `${textOf("torn.jsonl")}{"line":"judged","what":"cases","tally":{"cou`;
    writeFileSync(inFolder("torn.jsonl"), torn.replace("--runs", "--runs"));
    const isDue = (): boolean => textOf("torn.jsonl").length > torn.length;
    const result = await interrupted(["run", "--resume", "torn.jsonl"], "SIGINT", isDue, 0);
    expect(result?.status).toBe(130);
    expect(() => readRecord(inFolder("torn.jsonl"), { evenIfTruncated: true })).not.toThrow();
  });
});

describe("an interruption of a run that keeps nothing", () => {
  test("says how to keep it, and repeats the run", async () => {
    const { child, finished } = startCommand(["run", "--impl", "reference", "--runs", "1000000"], { cwd: folder });
    await new Promise<void>((resolve) => child.stdout!.once("data", () => resolve()));
    child.kill("SIGINT");
    const { stderr } = await finished;
    expect(stderr).toContain("--report FILE would keep it");
    expect(stderr).toMatch(/again: npx rmrr-conformance run --impl reference --seed \S+ --runs 1000000/);
  });
});
