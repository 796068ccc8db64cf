/**
 * Every example of the documentation, executed in the order of its page in a project of a user's.
 *
 * - ```` ```js driver.js ```` is a file, and is written;
 * - ```` ```sh ```` is run line by line; `# exit status 1` behind a line says how it ends, 0 if nothing is said;
 * - ```` ```text ```` behind it is what it prints: each line is found in the output, in this order, where `...`
 *   at its end stands for anything, and lines in between may be left out;
 * - ```` ```sh checkout ```` needs a checkout or a kernel tree, and is left to the tests of the package.
 */

import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/built.ts";
import { userProject, type UserProject } from "../support/user-project.ts";
import { fencedBlocks, type FencedBlock } from "./fenced-blocks.ts";

/** The protocol has tests of its own, which hold its examples to the schemas. */
const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .sort()
    .map((name) => `docs/${name}`),
].filter((page) => page.endsWith(".md") && !page.startsWith("docs/protocol") && !page.startsWith("docs/linux"));

const FILES = new Set(["js", "ts", "json", "perl"]);

const EXAMPLES = PAGES.map(
  (page) => [page, fencedBlocks(readFileSync(join(ROOT, page), "utf8")).filter(isExecuted)] as const,
);

/** Adapters may be in languages that are not there, or not whole. */
const HAS_PERL = spawnSync("perl", ["-MJSON::PP", "-e", "1"]).status === 0;

describe.each(EXAMPLES.filter(([, blocks]) => blocks.length > 0))("the examples of %s", (_page, blocks) => {
  const lacksLanguage = blocks.some(({ language }) => language === "perl") && !HAS_PERL;
  let project: UserProject;
  let output = "";
  beforeAll(() => {
    project = userProject();
  });
  afterAll(() => project.remove());

  for (const block of blocks) {
    test.skipIf(lacksLanguage)(`line ${block.line}: ${block.language} ${block.note}`, () => {
      if (FILES.has(block.language)) writeFileSync(join(project.folder, block.note), block.content);
      else if (block.language === "sh") output = runLines(block, project.folder);
      else expectLines(block, output);
    });
  }
});

describe("the examples in files", () => {
  let project: UserProject;
  beforeAll(() => {
    project = userProject();
  });
  afterAll(() => project.remove());

  test("of the folder examples/vitest pass under vitest", () => {
    cpSync(join(ROOT, "examples", "vitest"), project.folder, { recursive: true });
    const { status, stdout, stderr } = spawnSync("npx", ["vitest", "run"], {
      cwd: project.folder,
      encoding: "utf8",
      env: { ...process.env, RMRR_RUNS: "200", RMRR_SEED: "examples" },
    });
    expect(status, stdout + stderr).toBe(0);
  });
});

function isExecuted({ language, note }: FencedBlock): boolean {
  if (language === "text") return note !== "picture";
  return (FILES.has(language) && note !== "") || (language === "sh" && note !== "checkout");
}

function runLines({ content }: FencedBlock, cwd: string): string {
  let output = "";
  for (const line of content.split("\n").filter((each) => each.trim() !== "")) {
    const [, command = "", wanted = "0"] = /^(.*?)(?:\s+# exit status (\d+))?$/.exec(line) ?? [];
    const { status, stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", command], { cwd, encoding: "utf8" });
    expect(status, `${command}\n${stdout}${stderr}`).toBe(Number(wanted));
    output += stdout;
  }
  return output;
}

function expectLines({ content }: FencedBlock, output: string): void {
  const lines = output.split("\n");
  let from = 0;
  for (const wanted of content.split("\n").filter((each) => each.trim() !== "")) {
    const isFound = (line: string): boolean => matches(line, wanted);
    const found = lines.slice(from).findIndex(isFound);
    expect(
      found,
      `${JSON.stringify(wanted)} is not printed, or not at its place, in\n${output}`,
    ).toBeGreaterThanOrEqual(0);
    from += found + 1;
  }
}

/** Columns may be wider than in the page; `...` stands for any text. */
function matches(line: string, wanted: string): boolean {
  const parts = wanted.trim().split(/\s*\.\.\.\s*/);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = line.trim().indexOf(part, at);
    if (found < 0 || (index === 0 && found > 0)) return false;
    at = found + part.length;
  }
  return parts.at(-1) === "" || at === line.trim().length || !wanted.includes("...");
}
