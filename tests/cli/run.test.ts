import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import { SITUATIONS } from "../../suites/situations.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { ROOT } from "../support/built.ts";
import { DRHD, RMRR, table } from "../dmar/hand-made-tables.ts";
import { runCommand, startCommand } from "../support/run-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-run-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FAULTY = ["run", "--impl", "faulty/limit-exclusive", "--only", "coverage/exact-range", "--runs", "50"] as const;

function inFolder(name: string): string {
  return join(folder, name);
}

/** Lines without the first, the environment, which is never compared. */
function comparable(path: string): string[] {
  return readFileSync(path, "utf8").split("\n").slice(1);
}

/** Runs the words of a command that was printed. */
function again(printed: string): ReturnType<typeof runCommand> {
  const [npx, name, ...arguments_] = printed.trim().split(" ");
  expect([npx, name]).toEqual(["npx", "rmrr-conformance"]);
  return runCommand(arguments_, { cwd: folder });
}

describe("a run", () => {
  test("prints the seed first and last, and the command that repeats it", async () => {
    const { stdout } = await runCommand([...FAULTY, "--store", inFolder("printed")], { cwd: folder });
    const seeds = [...stdout.matchAll(/seed +(\S+)$/gm)].map(([, seed]) => seed);
    expect(seeds).toHaveLength(2);
    expect(seeds[0]).toBe(seeds[1]);
    expect(stdout).toContain(
      `again: npx rmrr-conformance run --impl faulty/limit-exclusive --seed ${seeds[0]} --runs 50`,
    );
  });

  test("of one seed gives one record, but for the environment", async () => {
    const records = [inFolder("one.jsonl"), inFolder("two.jsonl")];
    for (const record of records) {
      const { status } = await runCommand(
        [...FAULTY, "--seed", "same seed", "--report", record, "--store", inFolder("same"), "--no-stored"],
        { cwd: folder },
      );
      expect(status).toBe(1);
    }
    expect(comparable(records[0]!)).toEqual(comparable(records[1]!));
    const { lines } = readRecord(records[0]!);
    expect(lines.filter(({ line }) => line === "failure").length).toBeGreaterThan(0);
  });

  test("says what it passes over in a folder of tables, and how many cases there were around those it found", async () => {
    const tables = inFolder("tables");
    mkdirSync(join(tables, "older"), { recursive: true });
    for (const name of ["b.aml", "a.aml"]) writeFileSync(join(tables, name), encodeTable(table(DRHD, RMRR)));
    writeFileSync(join(tables, "ssdt.aml"), "SSDT");
    const words = ["run", "--impl", "reference", "--only", "coverage/exact-range", "--runs", "50", "--no-store"];
    const { status, stdout, stderr } = await runCommand([...words, "--table", tables]);
    expect(status).toBe(0);
    expect(stderr).toBe(`not DMAR tables, passed over in ${tables}: older, ssdt.aml\n`);
    expect(stdout).toMatch(/^ {2}judged {11}around 2 tables, \d+ cases$/m);
    const quiet = await runCommand([...words, "--table", join(tables, "a.aml")]);
    expect(quiet.stderr).toBe("");
    expect(quiet.stdout).toMatch(/^ {2}judged {11}around 1 table, 50 cases$/m);
  });

  test("takes any text for a seed, and quotes it where it prints a command", async () => {
    const seed = 'it\'s "any" $TEXT; \u001b[31m';
    const { stdout } = await runCommand([...FAULTY, "--seed", seed, "--store", inFolder("quoted")], { cwd: folder });
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain(`--seed $'it\\'s "any" $TEXT; \\x1b[31m'`);
  });

  test("selects by level", async () => {
    const record = inFolder("level.jsonl");
    await runCommand(
      ["run", "--impl", "reference", "--level", "policy", "--only", "coverage/*", "--runs", "20", "--report", record],
      { cwd: folder },
    );
    const requirements = readRecord(record).lines.filter((line) => line.line === "requirement");
    expect(new Set(requirements.map(({ level }) => level))).toEqual(new Set(["policy"]));
    expect(requirements.every(({ id }) => id.startsWith("coverage/"))).toBe(true);
  });

  test("selects by several levels, and counts situations", async () => {
    const record = inFolder("levels.jsonl");
    const asked = ["--level", "must", "robust", "--situations", "--only", "relaxable/*", "merge/no-leak"];
    const { status, stdout } = await runCommand(
      ["run", "--impl", "reference", ...asked, "--runs", "60", "--seed", "levels", "--report", record],
      { cwd: folder },
    );
    expect(status).toBe(0);
    const { lines } = readRecord(record);
    const requirements = lines.filter((line) => line.line === "requirement");
    expect(requirements.map(({ id }) => id)).toEqual(["merge/no-leak", "relaxable/not-pci"]);
    const situations = lines.filter((line) => line.line === "situation");
    const streams = lines.filter((line) => line.line === "stream");
    expect(situations).toHaveLength(streams.length * SITUATIONS.length);
    expect(stdout).toMatch(/hierarchy +depth-of-4 +\d+ of 60 cases, \d+\.\d %; at least 2\.0 %/);
  });

  test("writes results to stdout and nothing to stderr, and no progress into a pipe", async () => {
    const { stdout, stderr } = await runCommand(
      ["run", "--impl", "reference", "--runs", "20", "--only", "coverage/endpoint"],
      { cwd: folder },
    );
    expect(stderr).toBe("");
    expect(stdout).not.toContain("\r");
  });
});

describe("a failure", () => {
  test("is stored, judged first by the next run, and repeated by the command that is printed", async () => {
    const store = "kept";
    const first = await runCommand([...FAULTY, "--store", store, "--seed", "kept"], { cwd: folder });
    const files = readdirSync(inFolder(store));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(first.stdout).toContain(join(store, file));

    const printed = /Reproduce it\n +(.+)\n/.exec(first.stdout)?.[1];
    const replayed = await again(printed!);
    expect(replayed.status).toBe(1);
    expect(replayed.stdout).toContain("FAIL  coverage/exact-range");

    const next = await runCommand([...FAULTY, "--store", store, "--seed", "other"], { cwd: folder });
    expect(next.stdout.replaceAll(/\s+/g, " ")).toContain(`the stored failure ${files[0]}`);
    const fixed = await runCommand(["replay", join(store, files[0]!), "--impl", "reference"], { cwd: folder });
    expect([fixed.status, fixed.stdout.includes("pass             coverage/exact-range")]).toEqual([0, true]);
  });

  test("that is not stored is repeated by the command that is printed, too", async () => {
    writeFileSync(inFolder("a-file"), "");
    const { stdout } = await runCommand([...FAULTY, "--store", "a-file", "--seed", "not kept"], { cwd: folder });
    const repeated = await again(
      /Reproduce it\n +(.+)\n/.exec(stdout)?.[1]?.replaceAll("'", "").replace("not kept", "not\u00a0kept") ?? "",
    );
    expect(stdout).toContain(
      "run --impl faulty/limit-exclusive --seed 'not kept' --runs 50 --only coverage/exact-range",
    );
    expect(repeated.status).toBe(1);
  });

  test("in a record can be replayed", async () => {
    const record = inFolder("replayed.jsonl");
    await runCommand([...FAULTY, "--report", record, "--store", inFolder("replayed")], { cwd: folder });
    const { status, stdout } = await runCommand(["replay", record, "--impl", "faulty/limit-exclusive"], {
      cwd: folder,
    });
    expect(status).toBe(1);
    expect(stdout).toContain("FAIL  coverage/exact-range");
  });
});

describe("a replay", () => {
  test("is not green if something kept the implementation from being judged, though all that was judged holds", async () => {
    writeFileSync(
      inFolder("ends-once.mjs"),
      // With the first job it ends, and so neither while it is loaded nor within a case, on a machine of any speed.
      `import { existsSync, writeFileSync } from "node:fs";
       import { parentPort } from "node:worker_threads";
       import { referenceImplementation } from ${JSON.stringify(join(ROOT, "dist", "index.js"))};
       export const implementation = { ...referenceImplementation, name: "ends once" };
       if (!existsSync("has-ended")) parentPort.once("message", () => { throw new Error("late"); });
       writeFileSync("has-ended", "");`,
    );
    await runCommand(["sample", "--seed", "ends once", "--json", "sample.json"], { cwd: folder });
    const words = ["replay", "sample.json", "--impl", "./ends-once.mjs"];
    const { status, code } = await runCommand(words, { cwd: folder });
    expect([status, code]).toEqual([3, "IMPLEMENTATION_ENDED_LATE"]);
    expect((await runCommand(words, { cwd: folder })).status).toBe(0);
  });
});

describe("a run without a store", () => {
  const withoutStore = [...FAULTY, "--seed", "bare", "--no-store"];
  let bare: string;
  beforeAll(() => {
    bare = inFolder("bare");
    mkdirSync(bare);
  });

  test("leaves nothing on the disk, and neither does any command that it prints", async () => {
    const { status, stdout } = await runCommand(withoutStore, { cwd: bare });
    expect(status).toBe(1);
    const commands = [...stdout.matchAll(/npx rmrr-conformance (run .*)$/gm)].map(([, words]) => words!.split(" "));
    // That of a failure, and that of the run.
    expect(commands.length).toBeGreaterThan(1);
    for (const words of commands) {
      expect(words).toContain("--no-store");
      expect((await runCommand(words, { cwd: bare })).status).toBe(1);
    }
    expect(stdout).not.toContain("stored:");
    expect(readdirSync(bare)).toEqual([]);
  });

  test("judges no stored failure either, although it is in the folder", async () => {
    await runCommand(FAULTY, { cwd: bare });
    const kept = readdirSync(join(bare, "rmrr-failures"));
    expect(kept.length).toBeGreaterThan(0);
    const reference = ["run", "--impl", "reference", ...withoutStore.slice(3)];
    const { stdout } = await runCommand([...reference, "--report", "bare.jsonl"], { cwd: bare });
    expect(stdout).toContain("conforms (exit status 0)");
    const { lines } = readRecord(join(bare, "bare.jsonl"));
    expect(lines.filter((line) => line.line === "stream" && line.stream === "stored")).toEqual([]);
    expect(readdirSync(join(bare, "rmrr-failures"))).toEqual(kept);
  });
});

describe("a known divergence", () => {
  test("is known and no failure, until it is fixed", async () => {
    const store = inFolder("diverging");
    await runCommand([...FAULTY, "--store", store], { cwd: folder });
    const [file] = readdirSync(store);
    const stored = JSON.parse(readFileSync(join(store, file!), "utf8")) as { rule: string };
    const known = inFolder("known.json");
    const divergence = {
      requirement: "coverage/exact-range",
      rule: stored.rule,
      when: [],
      reason: "The limit has always been exclusive here.",
      scenario: join(store, file!),
    };
    writeFileSync(known, JSON.stringify({ format: "rmrr-conformance/known-divergences/1", divergences: [divergence] }));
    const diverging = await runCommand([...FAULTY, "--known", known, "--no-stored"], { cwd: folder });
    expect(diverging.stdout).toContain("KNOWN  coverage/exact-range");
    expect(diverging.stdout.replaceAll(/\s+/g, " ")).toContain("The limit has always been exclusive here.");
    expect(diverging.status).toBe(0);
    const fixed = await runCommand(
      ["run", "--impl", "reference", ...FAULTY.slice(3), "--known", known, "--no-stored"],
      { cwd: folder },
    );
    expect(fixed.stdout).toContain("UNEXPECTED-PASS  coverage/exact-range");
    expect(fixed.status).toBe(1);
  });
});

describe("an implementation that hangs", () => {
  test("in one case of many: one hang with its scenario, all other cases judged", async () => {
    const name = "hangs-once.mjs";
    // It works by hand: what counts is that the run survives.
    writeFileSync(
      inFolder(name),
      `export const implementation = {
        name: "hangs once",
        start: (platform) => ({
          hasRmrr() { if (platform.functions.length === 5) for (;;); return false; },
        }),
      };`,
    );
    const record = inFolder("hang.jsonl");
    const { status } = await runCommand(
      [
        "run",
        "--impl",
        `./${name}`,
        "--only",
        "coverage/has-rmrr",
        "--runs",
        "40",
        "--case-timeout",
        "300",
        "--report",
        record,
        "--seed",
        "hang",
      ],
      { cwd: folder },
    );
    expect(status).toBe(1);
    const { lines, complete } = readRecord(record);
    expect(complete).toBe(true);
    const hangs = lines.filter((line) => line.line === "failure" && line.outcome === "hang");
    expect(hangs).toHaveLength(1);
    // What takes longer than 300 ms may come to its end within the limit that nobody asked for.
    expect(hangs[0]).toMatchObject({ replay: expect.stringContaining(" --case-timeout 300") as string });
    const requirement = lines.find((line) => line.line === "requirement");
    expect(requirement).toMatchObject({ outcome: "hang", cases: 40 });
  });
});

describe("an interruption", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "by %s ends the run at once, tells, and keeps whole lines",
    async (signal) => {
      const record = inFolder(`${signal}.jsonl`);
      const { child, finished } = startCommand(
        ["run", "--impl", "reference", "--runs", "1000000", "--report", record],
        { cwd: folder },
      );
      await new Promise<void>((resolve) => child.stdout!.once("data", () => resolve()));
      child.kill(signal);
      const { status, stderr, code } = await finished;
      expect(status).toBe(signal === "SIGINT" ? 130 : 143);
      expect(code).toBeUndefined();
      expect(stderr).toContain("interrupted: there is no verdict");
      expect(stderr).toContain(record);
      const { lines, complete } = readRecord(record, { evenIfTruncated: true });
      expect(complete).toBe(false);
      expect(lines.map(({ line }) => line)).toContain("header");
    },
  );
});

describe("a reader that goes away", () => {
  test("changes neither the record nor the exit status, and nobody complains", async () => {
    const record = inFolder("pipe.jsonl");
    const { child, finished } = startCommand([...FAULTY, "--report", record, "--store", inFolder("pipe")], {
      cwd: folder,
    });
    child.stdout!.destroy();
    const { status, stderr } = await finished;
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(readRecord(record).complete).toBe(true);
  });

  test("early, as head does, is no error of a list", async () => {
    const { child, finished } = startCommand(["list"]);
    child.stdout!.destroy();
    const { status, stderr } = await finished;
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("an implementation that keeps the process alive", () => {
  test("does not keep the command from ending", async () => {
    writeFileSync(
      inFolder("timer.mjs"),
      'setInterval(() => {}, 1000); export const implementation = { name: "timer", start: () => ({ hasRmrr: () => false }) };',
    );
    const { status } = await runCommand(
      ["run", "--impl", "./timer.mjs", "--runs", "5", "--only", "coverage/has-rmrr", "--store", inFolder("timer")],
      { cwd: folder },
    );
    expect(status).not.toBeNull();
  });
});
