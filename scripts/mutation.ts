/**
 * `npm run mutation [-- --room NAME | --mutate FILES] [--tests FILES]`: mutates all folders of mutation-rooms.ts, one
 * of them, or the given files (comma-separated paths or globs in one folder), and lists every mutant that no test
 * noticed, with the reason why none can if mutation-survivors.json has one. The tests of the folder judge or, with
 * `--tests`, only those given. The results of a file go into the table of docs/mutation.md if the whole file was
 * mutated.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { MUTATED_ROOMS } from "./mutation-rooms.ts";
import { type FileScore, withScores } from "./mutation-table.ts";

/** A mutant whose change no test could observe. */
interface KnownSurvivor {
  readonly file: string;
  /** The line as in the file, without surrounding whitespace; line numbers are not kept, because lines move. */
  readonly line: string;
  /** The replaced text, because one line may have several places for the same replacement. */
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The page with the table of scores. */
const TABLE = "docs/mutation.md";

const known: readonly KnownSurvivor[] = JSON.parse(readFileSync("mutation-survivors.json", "utf8"));
const {
  room: wanted,
  mutate,
  tests,
} = parseArgs({ options: { room: { type: "string" }, mutate: { type: "string" }, tests: { type: "string" } } }).values;

const confirmed = new Set<KnownSurvivor>();
const noticed = new Set<KnownSurvivor>();
const scores = new Map<string, FileScore>();
let mutants = 0;
let explained = 0;
let unexplained = 0;
const rooms = MUTATED_ROOMS.filter(
  ({ name, folder }) => (wanted ?? name) === name && (mutate === undefined || mutate.startsWith(folder)),
);
if (rooms.length === 0)
  throw new Error(`nothing to mutate; rooms: ${MUTATED_ROOMS.map(({ name }) => name).join(", ")}`);

for (const room of rooms) {
  const results = await new Stryker({
    plugins: ["./.build/scripts/mutation-runner.js"],
    testRunner: "resident",
    mutate: mutate?.split(",") ?? [`${room.folder}**/*.ts`],
    testFiles: tests?.split(",") ?? [...room.tests],
    jsonReporter: { fileName: `.mutation/${room.name}.json` },
  }).runMutationTest();
  for (const { fileName, location, replacement, mutatorName, status } of results) {
    const file = relative(process.cwd(), resolve(fileName)).replaceAll("\\", "/");
    if (status === "Ignored") continue;
    mutants++;
    let score = scores.get(file);
    if (score === undefined) scores.set(file, (score = { killed: 0, endless: 0, survived: 0 }));
    // Tests that a mutant makes run out of memory have noticed it.
    if (status === "Killed" || status === "RuntimeError") score.killed++;
    else if (status === "Timeout") score.endless++;
    else score.survived++;
    const lines = readFileSync(file, "utf8").split("\n");
    const line = (lines[location.start.line - 1] ?? "").trim();
    const original = textAt(lines, location);
    const reason = known.find(
      (each) =>
        each.file === file && each.line === line && each.original === original && each.replacement === replacement,
    );
    if (status === "Survived" || status === "NoCoverage") {
      if (reason === undefined) unexplained++;
      else {
        explained++;
        confirmed.add(reason);
      }
      console.log(`${file}:${location.start.line} ${mutatorName} ${status}\n  ${original}\n  becomes ${replacement}`);
      console.log(`  ${reason?.reason ?? "UNEXPLAINED: a test is missing, or a reason in mutation-survivors.json"}`);
    } else if (status === "Killed" && reason !== undefined) noticed.add(reason);
  }
}

const stale = [...noticed].filter((reason) => !confirmed.has(reason));
// A reason for a mutant that is now noticed would mislead readers.
for (const { file, line, replacement } of stale) console.log(`No longer survives: ${file}: ${line} -> ${replacement}`);
console.log(`${mutants} mutants, ${explained} known survivors, ${unexplained} unexplained, ${stale.length} stale`);
if (stale.length > 0) process.exitCode = 1;

if (mutate?.includes(":") !== true) writeFileSync(TABLE, withScores(readFileSync(TABLE, "utf8"), scores));

/** The text between two places, whose lines and columns start at 1. */
function textAt(
  lines: readonly string[],
  { start, end }: { readonly start: Position; readonly end: Position },
): string {
  const text = lines.slice(start.line - 1, end.line);
  text[text.length - 1] = text.at(-1)!.slice(0, end.column - 1);
  text[0] = text[0]!.slice(start.column - 1);
  return text.join("\n");
}
