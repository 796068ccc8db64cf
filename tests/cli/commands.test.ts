import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "../../cli/program.ts";
import { smallWorlds } from "../../generators/small-world/small-worlds.ts";
import { STREAMS } from "../../generators/streams.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { SUITE_VERSION } from "../../model/suite-version.ts";
import { scenarioFromWire } from "../../model/wire/scenario-wire.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { DRHD, RMRR, table } from "../dmar/hand-made-tables.ts";
import { runCommand } from "../support/run-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("help", () => {
  test("names every command, gives examples and the exit statuses", async () => {
    const { status, stdout } = await runCommand(["--help"]);
    expect(status).toBe(0);
    for (const command of ["run", "replay", "list", "sample", "decode", "completion"])
      expect(stdout).toContain(`  ${command} `);
    expect(stdout).toContain("Examples:");
    expect(stdout).toContain("Exit status:");
  });

  test.each(["run", "replay", "list", "sample", "decode", "completion"])("of %s has examples", async (command) => {
    const { status, stdout } = await runCommand([command, "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Examples:");
    expect(stdout).toContain(`rmrr-conformance ${command}`);
  });

  /** Every example that some help shows, as the arguments of `rmrr-conformance`. */
  function examples(): string[][] {
    const program = createProgram();
    const commands = [program, ...program.commands, ...program.commands.flatMap((command) => command.commands)];
    let shown = "";
    for (const command of commands) {
      command.configureOutput({ writeOut: (text) => (shown += text) });
      command.outputHelp();
    }
    const lines = [...shown.matchAll(/^ {2}(?:git bisect run )?rmrr-conformance (.+)$/gmu)].map(([, line]) => line!);
    // What stands behind a wide gap explains the example; what stands behind a pipe is another program, or a file.
    const typed = lines.map((line) => line.split(/ {2,}| [|>]/u)[0]!);
    return typed.map((line) => [...line.matchAll(/'([^']*)'|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare!));
  }

  test("shows examples that are understood", async () => {
    expect(examples().length).toBeGreaterThan(30);
    const streams = [...STREAMS, ...smallWorlds()].map(({ name }) => name);
    for (const words of examples()) {
      const program = createProgram();
      let stream: unknown;
      for (const command of [...program.commands, ...program.commands.flatMap((each) => each.commands)]) {
        if (command.commands.length === 0) command.action(() => void (stream = command.opts().stream));
      }
      await expect(program.parseAsync(words, { from: "user" }), words.join(" ")).resolves.toBe(program);
      if (stream !== undefined) expect(streams, words.join(" ")).toContain(stream);
    }
  });

  test("the version is that of the package", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect((await runCommand(["--version"])).stdout).toBe(`${version}\n`);
    expect(SUITE_VERSION).toBe(version);
  });
});

describe("list", () => {
  test("prints every requirement with level, source and statement", async () => {
    const { status, stdout } = await runCommand(["list"]);
    expect(status).toBe(0);
    const text = stdout.replaceAll(/\s+/g, " ");
    for (const { id, level, source, statement } of REQUIREMENTS) {
      expect(text).toContain(`${id} ${level} ${source} ${statement}`);
    }
  });

  test("selects by patterns and level, and prints JSON", async () => {
    const { stdout } = await runCommand(["list", "--only", "coverage/*", "--level", "policy", "--json"]);
    const listed = (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id);
    const wanted = REQUIREMENTS.filter(({ id, level }) => id.startsWith("coverage/") && level === "policy");
    expect(listed).toEqual(wanted.map(({ id }) => id));
    expect(listed.length).toBeGreaterThan(0);
  });
});

describe("sample", () => {
  test.each(STREAMS.map(({ name }) => name))(
    "draws a case of the stream %s, the same for the same seed",
    async (stream) => {
      const [first, again] = await Promise.all(
        [0, 1].map(() => runCommand(["sample", "--stream", stream, "--seed", "s", "--index", "3"])),
      );
      expect(first!.status).toBe(0);
      expect(first!.stdout).toBe(again!.stdout);
      for (const part of [`case 3 of the stream ${stream}, seed s`, "Hierarchy", "DMAR table", "Steps"]) {
        expect(first!.stdout).toContain(part);
      }
    },
  );

  test("writes the scenario and its table", async () => {
    const aml = join(folder, "table.aml");
    const json = join(folder, "scenario.json");
    const { status } = await runCommand(["sample", "--seed", "s", "--aml", aml, "--json", json]);
    expect(status).toBe(0);
    const scenario = scenarioFromWire(JSON.parse(readFileSync(json, "utf8")));
    expect(new Uint8Array(readFileSync(aml))).toEqual(scenario.platform.dmar);
  });

  test("draws a platform around a given table", async () => {
    const aml = join(folder, "given.aml");
    await runCommand(["sample", "--seed", "given", "--aml", aml]);
    const before = readFileSync(aml);
    for (const option of ["--aml", "--json"]) {
      const overwriting = await runCommand(["sample", "--table", aml, "--seed", "s", option, aml]);
      expect([overwriting.status, overwriting.code]).toEqual([2, "OUTPUT_IS_INPUT"]);
    }
    expect(readFileSync(aml)).toEqual(before);
    const { status, stdout } = await runCommand(["sample", "--table", aml, "--seed", "s"]);
    expect(status).toBe(0);
    const rmrrs = decodeTable(new Uint8Array(readFileSync(aml))).structures.filter(
      (found) => found.structure.kind === "rmrr",
    );
    expect(rmrrs.length).toBeGreaterThan(0);
    expect(stdout).toContain(`${rmrrs.length} RMRR`);
  });

  test("prints the random seed that it took", async () => {
    const { stdout } = await runCommand(["sample"]);
    const seed = /seed (\S+)$/m.exec(stdout)?.[1];
    expect((await runCommand(["sample", "--seed", seed!])).stdout).toBe(stdout);
  });
});

describe("decode", () => {
  test("prints structures and faults, as text and as JSON", async () => {
    const aml = join(folder, "faulty.aml");
    await runCommand(["sample", "--seed", "s", "--aml", aml]);
    const bytes = new Uint8Array(readFileSync(aml));
    bytes[9] = (bytes[9]! + 1) & 0xff;
    writeFileSync(aml, bytes);
    const text = await runCommand(["decode", aml]);
    expect(text.status).toBe(0);
    expect(text.stdout).toMatch(/checksum-wrong +ACPI 5\.2\.6/);
    const { faults, structures } = JSON.parse((await runCommand(["decode", aml, "--json"])).stdout) as {
      faults: { code: string; section: string }[];
      structures: { offset: number; kind: string }[];
    };
    expect(faults.map(({ code }) => code)).toContain("checksum-wrong");
    expect(structures.map(({ offset }) => offset)).toEqual(decodeTable(bytes).structures.map(({ offset }) => offset));
  });

  test("is red for a table with a fault, and only if it is asked to check", async () => {
    const [right, wrong] = [join(folder, "right.aml"), join(folder, "wrong.aml")];
    const bytes = encodeTable(table(DRHD, RMRR));
    expect(findFaults(bytes)).toEqual([]);
    writeFileSync(right, bytes);
    bytes[9] = (bytes[9]! + 1) & 0xff;
    writeFileSync(wrong, bytes);
    for (const format of [[], ["--json"]]) {
      const status = async (...words: string[]): Promise<number | null> =>
        (await runCommand(["decode", ...words, ...format])).status;
      expect([await status(right), await status(right, "--check")]).toEqual([0, 0]);
      expect([await status(wrong), await status(wrong, "--check")]).toEqual([0, 1]);
    }
  });

  test("notes what breaks no format, and is not red for it", async () => {
    const noted = join(folder, "noted.aml");
    writeFileSync(noted, encodeTable(table({ ...DRHD, registerBase: 0n }, RMRR)));
    const text = await runCommand(["decode", noted, "--check"]);
    expect(text.status).toBe(0);
    expect(text.stdout).toContain("no fault");
    expect(text.stdout).toMatch(
      /^0x0038 +wrong +unit-registers-at-zero +VT-d 8\.3 .*\(Linux: dmar_validate_one_drhd\)$/m,
    );
    const { faults, notes } = JSON.parse((await runCommand(["decode", noted, "--json"])).stdout) as {
      faults: unknown[];
      notes: { code: string; weight: string }[];
    };
    expect(faults).toEqual([]);
    expect(notes.map(({ code, weight }) => [code, weight])).toContainEqual(["unit-registers-at-zero", "wrong"]);
  });
});

describe("decode of a table that is as large as one may be", () => {
  test("names every one of its 150,000 faults", async () => {
    const structures = 150_000;
    const bytes = new Uint8Array(48 + 4 * structures);
    bytes.set(Buffer.from("DMAR"));
    const view = new DataView(bytes.buffer);
    view.setUint32(4, bytes.length, true);
    for (let offset = 48; offset < bytes.length; offset += 4) view.setUint16(offset + 2, 4, true);
    const aml = join(folder, "large.aml");
    writeFileSync(aml, bytes);
    const { status, stdout } = await runCommand(["decode", aml]);
    expect(status).toBe(0);
    expect(stdout.split("\n").filter((line) => line.includes("structure-too-short"))).toHaveLength(structures);
  });
});

describe("completion", () => {
  test.each(["bash", "zsh", "fish"])("for %s knows commands, options and ids", async (shell) => {
    const { status, stdout } = await runCommand(["completion", shell]);
    expect(status).toBe(0);
    for (const word of [
      "replay",
      shell === "fish" ? "case-timeout" : "--case-timeout",
      REQUIREMENTS[0]!.id,
      "linux-5.3",
    ]) {
      expect(stdout).toContain(word);
    }
  });

  test.each([
    ["report mer", "merge"],
    ["report render --format kt", "ktap"],
    ["run --no-st", "--no-store"],
    ["completion fi", "fish"],
  ])("in bash, %s can become %s", async (typed, word) => {
    const { stdout } = await runCommand(["completion", "bash"]);
    const words = ["rmrr-conformance", ...typed.split(" ")].map((each) => `'${each}'`).join(" ");
    const asked = `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _rmrr_conformance; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const completed = spawnSync("bash", ["-c", `${stdout}\n${asked}`], { encoding: "utf8" });
    expect(completed.stdout.split("\n")).toContain(word);
  });
});

describe("output", () => {
  test("has no colour in a pipe, and has it where it is forced", async () => {
    const [plain, forced, refused] = await Promise.all([
      runCommand(["list"]),
      runCommand(["list"], { env: { FORCE_COLOR: "1" } }),
      runCommand(["list"], { env: { NO_COLOR: "1" } }),
    ]);
    expect(plain.stdout).not.toContain("\u001b");
    expect(forced.stdout).toContain("\u001b");
    expect(refused.stdout).toBe(plain.stdout);
  });

  test("leaves nothing behind in the working folder", () => {
    expect(existsSync("rmrr-failures")).toBe(false);
  });
});
