import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { COMMAND } from "../support/built.ts";
import { runCommand, type Finished } from "../support/run-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-errors-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs a command in the folder and checks that it complains as every command does. */
async function complaint(arguments_: readonly string[], status: 2 | 3): Promise<Finished> {
  const finished = await runCommand(arguments_, { cwd: folder });
  // One paragraph: what is wrong with a code, and what to do. Nobody is helped by our stack.
  expect(finished.stderr).toMatch(/^error [A-Z_]+: .+\.\nnext: .+\.\n$/);
  expect(finished.stderr).not.toMatch(/\n\s+at /);
  expect(finished.status).toBe(status);
  return finished;
}

describe("wrong usage", () => {
  test.each([
    [["--frobnicate"], "UNKNOWN_OPTION"],
    [["run", "--impl", "reference", "--sed", "x"], "UNKNOWN_OPTION"],
    [["frobnicate"], "UNKNOWN_COMMAND"],
    [["list", "surplus"], "TOO_MANY_ARGUMENTS"],
    [["decode"], "MISSING_ARGUMENT"],
    [["run", "--impl"], "MISSING_OPTION_VALUE"],
    [["run"], "MISSING_OPTION"],
    [["run", "--impl", "reference", "--runs", "0"], "INVALID_VALUE"],
    [["run", "--impl", "reference", "--runs", "1e3"], "INVALID_VALUE"],
    [["run", "--impl", "reference", "--runs", "many"], "INVALID_VALUE"],
    [["run", "--impl", "reference", "--case-timeout", "-1"], "INVALID_VALUE"],
    [["run", "--impl", "reference", "--profile", "linx"], "UNKNOWN_PROFILE"],
    [["run", "--impl", "reference", "--level", "mus"], "UNKNOWN_LEVEL"],
    [["run", "--impl", "reference", "--level", "must", "polcy"], "UNKNOWN_LEVEL"],
    [["run", "--impl", "reference", "--exhaustive", "--runs", "10"], "CONFLICTING_OPTIONS"],
    [["run", "--impl", "reference", "--exhaustive", "--runs", "1000"], "CONFLICTING_OPTIONS"],
    [["run", "--impl", "reference", "--seed", "x", "--exhaustive"], "CONFLICTING_OPTIONS"],
    [["run", "--impl", "reference", "--exhaustive", "--table", "a.bin"], "CONFLICTING_OPTIONS"],
    [["run", "--impl", "reference", "--only", "coverage/end-point"], "UNKNOWN_REQUIREMENT"],
    [["run", "--impl", "reference", "--only", "nothing/*"], "UNKNOWN_REQUIREMENT"],
    [["run", "--impl", "faulty/bridge-covers-only-itsself"], "UNKNOWN_FAULTY"],
    [["list", "--only", "covrage/endpoint"], "UNKNOWN_REQUIREMENT"],
    [["list", "--only", "coverage/endpoint", "--level", "robust"], "UNKNOWN_REQUIREMENT"],
    [["sample", "--stream", "hierachy"], "UNKNOWN_STREAM"],
    [["sample", "--stream", "small-merges", "--index", "1000000"], "NO_SUCH_CASE"],
    [["completion", "tcsh"], "UNKNOWN_SHELL"],
  ])("%j is %s", async (arguments_, code) => {
    expect((await complaint(arguments_, 2)).code).toBe(code);
  });

  test.each([
    [["rum"], "run"],
    [["run", "--imp", "x"], "--impl"],
    [["run", "--impl", "reference", "--profile", "linux-5.4"], "linux-5.3"],
    [["list", "--only", "coverage/end-point"], "coverage/endpoint"],
    [["run", "--impl", "reference", "--level", "must", "polcy"], "policy"],
    [["sample", "--stream", "hierachy"], "hierarchy"],
    [["run", "--impl", "faulty/bridge-covers-only-itsself"], "bridge-covers-only-itself"],
  ])("%j is answered with what was meant", async (arguments_, meant) => {
    expect((await complaint(arguments_, 2)).stderr.toLowerCase()).toContain(`did you mean ${meant}?`);
  });

  test("no command at all is no success", async () => {
    expect((await complaint([], 2)).code).toBe("MISSING_COMMAND");
  });

  test.each([
    [["report"], "rmrr-conformance report --help"],
    [["report", "merge"], "rmrr-conformance report merge --help"],
    [["run", "--frobnicate"], "rmrr-conformance run --help"],
    [["frobnicate"], "rmrr-conformance --help"],
    [["run", "reference"], "--impl"],
  ])("%j is answered with what to type: %s", async (arguments_, words) => {
    const [, next = ""] = (await complaint(arguments_, 2)).stderr.split("\nnext: ");
    expect(next).toContain(words);
  });

  test("all faulty implementations are named to who does not know any", async () => {
    const { stderr } = await complaint(["run", "--impl", "faulty/"], 2);
    expect(FAULTY.filter(({ name }) => !stderr.includes(`faulty/${name}`))).toEqual([]);
  });
});

describe("a file that is not there", () => {
  test.each([
    [["decode", "nowhere"], "TABLE_NOT_FOUND"],
    [["run", "--impl", "nowhere"], "IMPLEMENTATION_NOT_FOUND"],
    [["run", "--impl", "reference", "--known", "nowhere"], "KNOWN_NOT_FOUND"],
    [["run", "--resume", "nowhere"], "RECORD_NOT_FOUND"],
    [["replay", "nowhere", "--impl", "reference"], "REPLAY_NOT_FOUND"],
    [["judge", "nowhere"], "RECORDING_NOT_FOUND"],
    [["report", "render", "nowhere"], "RECORD_NOT_FOUND"],
    [["report", "kill-matrix", "nowhere"], "KILL_MATRIX_NOT_FOUND"],
  ])("is said not to be there in the same words by every command: %j", async (arguments_, code) => {
    const { stderr } = await complaint(arguments_, 2);
    expect(stderr).toContain(`error ${code}: there is no file nowhere`);
  });
});

describe("an implementation that cannot be judged", () => {
  const unloadable: readonly [string, string, string, 2 | 3][] = [
    ["syntax.mjs", "export const implementation = {", "IMPLEMENTATION_UNLOADABLE", 2],
    ["throws.mjs", "throw new Error('no hardware');", "IMPLEMENTATION_UNLOADABLE", 2],
    ["rejects.mjs", "await Promise.reject(new Error('no hardware'));", "IMPLEMENTATION_UNLOADABLE", 2],
    ["exits.mjs", "process.exit(0);", "IMPLEMENTATION_UNLOADABLE", 2],
    ["imports.mjs", "import 'a-package-that-is-not-installed';", "IMPLEMENTATION_UNLOADABLE", 2],
    ["empty.mjs", "", "IMPLEMENTATION_INVALID", 2],
    ["other.mjs", "export const driver = {};", "IMPLEMENTATION_INVALID", 2],
    ["null.mjs", "export const implementation = null;", "IMPLEMENTATION_INVALID", 2],
    ["nameless.mjs", "export const implementation = { start: () => ({}) };", "IMPLEMENTATION_INVALID", 2],
    ["half-made.mjs", "export const implementation = { name: 'half made' };", "IMPLEMENTATION_INVALID", 2],
    [
      "profile.mjs",
      "export const implementation = { name: 'x', profile: 'lunix', start: () => ({}) };",
      "UNKNOWN_PROFILE",
      2,
    ],
    [
      "switch.mjs",
      "export const implementation = { name: 'x', either: ['odd'], start: () => ({}) };",
      "UNKNOWN_SWITCH",
      2,
    ],
  ];
  test.each(unloadable)("%s: %s", async (name, content, code, status) => {
    file(name, content);
    expect((await complaint(["run", "--impl", `./${name}`, "--runs", "5"], status)).code).toBe(code);
  });

  test("a file that is not there, a folder, and a name that is near one of ours", async () => {
    expect((await complaint(["run", "--impl", "./absent.js"], 2)).code).toBe("IMPLEMENTATION_NOT_FOUND");
    expect((await complaint(["run", "--impl", "."], 2)).code).toBe("IMPLEMENTATION_NOT_FOUND");
    expect((await complaint(["run", "--impl", "refrence"], 2)).stderr).toContain("did you mean reference?");
  });

  test.skipIf(Boolean((process.features as { typescript?: unknown }).typescript))(
    "TypeScript on a Node that does not run it",
    async () => {
      file("driver.ts", "export const implementation: object = {};");
      expect((await complaint(["run", "--impl", "./driver.ts"], 2)).code).toBe("IMPLEMENTATION_IS_TYPESCRIPT");
    },
  );

  test("a module that Node takes for CommonJS, as those of a new project are", async () => {
    mkdirSync(join(folder, "new-project"));
    file("new-project/package.json", '{ "type": "commonjs" }');
    file("new-project/driver.js", "export const implementation = { name: 'x', start: () => ({}) };");
    // Node warns of it too, in words of its own.
    const { status, stderr } = await runCommand(["run", "--impl", "./new-project/driver.js"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^error IMPLEMENTATION_UNLOADABLE: .+\.\nnext: Node takes it for CommonJS: .+"type": "module"/m,
    );
  });

  test("one that never ends at its import is given up", async () => {
    file("endless.mjs", "for (;;);");
    expect((await complaint(["run", "--impl", "./endless.mjs"], 2)).code).toBe("IMPLEMENTATION_LOADS_FOREVER");
  });

  test("one that offers nothing is not taken for one that conforms", async () => {
    file("nothing.mjs", "export const implementation = { name: 'nothing', start: () => ({}) };");
    const { status, stdout } = await runCommand(["run", "--impl", "./nothing.mjs", "--runs", "40"], { cwd: folder });
    expect(status).toBe(3);
    expect(stdout).toContain("could not be judged (exit status 3)");
  });

  test("one that throws in every method, or at its start, is an error and no verdict", async () => {
    file("throwing.mjs", "export const implementation = { name: 'x', start() { throw new Error('no memory map'); } };");
    const run = ["run", "--impl", "./throwing.mjs", "--runs", "20"];
    const { status, stdout } = await runCommand([...run, "--only", "coverage/*"], { cwd: folder });
    expect(status).toBe(3);
    expect(stdout).toContain("no memory map");
    // Over a broken table, that is what must not be.
    const broken = await runCommand([...run, "--only", "firmware/no-crash"], { cwd: folder });
    expect(broken.status).toBe(1);
    rmSync(join(folder, "rmrr-failures"), { recursive: true });
  });

  test("one that returns nonsense is an error that says which", async () => {
    file("nonsense.mjs", "export const implementation = { name: 'x', start: () => ({ hasRmrr: () => 'perhaps' }) };");
    const { status, stdout } = await runCommand(
      ["run", "--impl", "./nonsense.mjs", "--runs", "40", "--only", "coverage/has-rmrr"],
      { cwd: folder },
    );
    expect(status).toBe(3);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain('hasRmrr returned "perhaps" instead of true or false');
    rmSync(join(folder, "rmrr-failures"), { recursive: true });
  });
});

describe("a file that is no DMAR table", () => {
  const dmar = (length: number, total: number): Uint8Array => {
    const bytes = new Uint8Array(total);
    bytes.set(Buffer.from("DMAR"));
    new DataView(bytes.buffer).setUint32(4, length, true);
    return bytes;
  };
  test.each<[string, string | Uint8Array, string]>([
    ["empty.aml", "", "TABLE_EMPTY"],
    ["text.aml", "DMAR? No.", "TABLE_TRUNCATED"],
    ["facp.aml", `FACP${"\0".repeat(200)}`, "TABLE_NOT_DMAR"],
    ["acpidump.txt", "DMAR @ 0x0000000000000000\n    0000: 44 4D 41 52", "TABLE_NOT_DMAR"],
    ["disassembly.dsl", "/*\n * Intel ACPI Component Architecture\n", "TABLE_NOT_DMAR"],
    ["elf.aml", "\u007fELF", "TABLE_NOT_DMAR"],
    ["short.aml", dmar(400, 100), "TABLE_TRUNCATED"],
    ["header.aml", dmar(48, 20), "TABLE_TRUNCATED"],
  ])("%s", async (name, content, code) => {
    const path = file(name, content);
    expect((await complaint(["run", "--impl", "reference", "--table", path], 2)).code).toBe(code);
    expect((await complaint(["sample", "--table", path], 2)).code).toBe(code);
    const decoded = await runCommand(["decode", path]);
    // A truncated table is shown as far as it goes, with the fault named; all else is refused.
    if (code === "TABLE_TRUNCATED") expect(decoded.stdout).toContain("table-truncated");
    else expect(decoded.code).toBe(code);
  });

  test("of 100 MB is not read", async () => {
    const path = file("huge.aml", "DMAR");
    truncateSync(path, 100 * 1024 * 1024);
    const finished = await complaint(["decode", path], 2);
    expect(finished.code).toBe("TABLE_TOO_LARGE");
    rmSync(path);
  });

  test("that is not there, or a folder without any", async () => {
    mkdirSync(join(folder, "no-tables"));
    expect((await complaint(["decode", "absent.aml"], 2)).code).toBe("TABLE_NOT_FOUND");
    expect((await complaint(["decode", "."], 2)).code).toBe("TABLE_UNREADABLE");
    expect((await complaint(["run", "--impl", "reference", "--table", "no-tables"], 2)).code).toBe("TABLE_NOT_FOUND");
  });
});

describe("what cannot be replayed", () => {
  test.each<[string, string, string, 2 | 3]>([
    ["text.json", "no JSON", "REPLAY_UNREADABLE", 2],
    ["number.json", "3", "REPLAY_UNREADABLE", 2],
    ["nothing.json", "null", "REPLAY_UNREADABLE", 2],
    ["list.json", "[]", "REPLAY_UNREADABLE", 2],
    ["other.json", '{"name":"my-driver","version":"1.0.0"}', "REPLAY_UNREADABLE", 2],
    [
      "version.json",
      '{"format":"rmrr-conformance/stored-failure/99","suiteVersion":"9.0.0"}',
      "STORED_FAILURE_VERSION",
      3,
    ],
    ["scenario.json", '{"platform":{},"steps":[]}', "WIRE_MISSING", 3],
  ])("%s: %s", async (name, content, code, status) => {
    file(name, content);
    expect((await complaint(["replay", name, "--impl", "reference"], status)).code).toBe(code);
    expect(readFileSync(join(folder, name), "utf8")).toBe(content);
  });

  test("a file that is not there, and a platform that cannot be", async () => {
    expect((await complaint(["replay", "absent.json", "--impl", "reference"], 2)).code).toBe("REPLAY_NOT_FOUND");
    const path = join(folder, "sample.json");
    await runCommand(["sample", "--seed", "s", "--json", path]);
    const scenario = JSON.parse(readFileSync(path, "utf8")) as { platform: { functions: { label: string }[] } };
    for (const fn of scenario.platform.functions) fn.label = "same";
    writeFileSync(path, JSON.stringify(scenario));
    expect((await complaint(["replay", path, "--impl", "reference"], 2)).code).toBe("SCENARIO_INVALID");
  });
});

describe("places that cannot be written", () => {
  const isRoot = process.getuid?.() === 0;
  const judge = (...more: string[]): string[] => [
    "run",
    "--impl",
    "faulty/limit-exclusive",
    "--runs",
    "30",
    "--only",
    "coverage/exact-range",
    ...more,
  ];

  test("a report in a folder that is not there stops the run before it begins", async () => {
    const { code, stdout } = await complaint([...judge(), "--report", "absent/record.jsonl"], 2);
    expect(code).toBe("REPORT_NOT_WRITABLE");
    expect(stdout).toBe("");
  });

  test.each([
    ["--report", "REPORT_NOT_WRITABLE"],
    ["--traces", "TRACES_NOT_WRITABLE"],
  ])("a disk that is full in the middle of %s takes no verdict away", async (option, code) => {
    const asked = ["--only", "coverage/*", "--seed", "full", "--no-stored", option, `cut-off${option}`];
    const run = ["run", "--impl", "faulty/limit-exclusive", "--runs", "30", ...asked];
    const words = [COMMAND, ...run].map((word) => `'${word}'`).join(" ");
    // 4 KiB is more than a stored failure, and less than a record or a recording.
    const { status, stdout, stderr } = spawnSync("bash", ["-c", `ulimit -f 4 && exec '${process.execPath}' ${words}`], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr.match(/^error [A-Z_]+/gm)).toEqual([`error ${code}`]);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toContain("FAIL  coverage/exact-range");
    expect([status, stdout.includes("does not conform (exit status 1)")]).toEqual([1, true]);
  });

  test("a report in the place of another file", async () => {
    const path = file("precious.txt", "precious");
    expect((await complaint([...judge(), "--report", path], 2)).code).toBe("REPORT_NOT_A_RECORD");
    expect(readFileSync(path, "utf8")).toBe("precious");
  });

  test.skipIf(process.platform !== "linux")("a store where no folder can be made ends the run with its verdict", () => {
    const words = [COMMAND, ...judge(), "--store", "/proc/absent/failures"];
    // Not a command that is only awaited: Node 20 does not come back from there by itself.
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8", timeout: 60_000 });
    expect(stderr).toMatch(/^error STORE_UNWRITABLE:/m);
    expect(status).toBe(1);
  });

  test("a store that is a file: the failures are printed all the same, and it stays as it is", async () => {
    const path = file("store", "a file");
    const { status, stdout, code } = await runCommand([...judge(), "--store", path], { cwd: folder });
    expect(code).toMatch(/^STORE_UN/);
    expect(status).toBe(1);
    expect(stdout).toContain("FAIL  coverage/exact-range");
    expect(readFileSync(path, "utf8")).toBe("a file");
  });

  test.skipIf(isRoot)("a store without the right to write", async () => {
    const path = join(folder, "read-only");
    mkdirSync(path);
    chmodSync(path, 0o500);
    const { status, code } = await runCommand([...judge(), "--store", path], { cwd: folder });
    expect([status, code]).toEqual([1, "STORE_UNWRITABLE"]);
    expect(readdirSync(path)).toEqual([]);
  });

  test("a sample's files", async () => {
    expect((await complaint(["sample", "--aml", "absent/x.aml"], 2)).code).toBe("FILE_NOT_WRITABLE");
    expect((await complaint(["sample", "--json", "absent/x.json"], 2)).code).toBe("FILE_NOT_WRITABLE");
  });
});
