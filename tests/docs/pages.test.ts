import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { SUITE_VERSION } from "../../model/suite-version.ts";
import { printedSections, withSection } from "../../scripts/doc-pages.ts";
import { createProgram } from "../../cli/program.ts";
import { ROOT } from "../support/built.ts";

const PAGES = [
  "README.md",
  "CHANGELOG.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

function read(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

describe("pages", () => {
  test.each(printedSections().map((section) => [section.page, section] as const))(
    "%s is as the data is: npm run docs",
    (page, section) => {
      expect(read(page)).toBe(withSection(read(page), section));
    },
  );

  test.each(PAGES)("%s links to what exists", (page) => {
    for (const [, target = ""] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(ROOT, file)), `${page} links to ${target}`).toBe(true);
      if (anchor === undefined) continue;
      const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => slug(heading));
      expect(headings, `${page} links to ${target}`).toContain(anchor);
    }
  });

  test("are all linked from the README", () => {
    for (const page of PAGES.filter((each) => each.startsWith("docs/")))
      expect(read("README.md")).toContain(`](${page})`);
  });

  test("the README names every command, and its first screen the two to begin with", () => {
    for (const { name } of createProgram().commands.map((command) => ({ name: command.name() }))) {
      expect(read("README.md")).toMatch(new RegExp(`^\\| \`${name}[ \`]`, "m"));
    }
    const firstScreen = read("README.md").split("\n").slice(0, 24).join("\n");
    expect(firstScreen).toContain("npm ci && npm run conformance");
    expect(firstScreen).toContain("npm ci && npm test");
  });

  test("the options of run are all explained", () => {
    const options = createProgram().commands.find((command) => command.name() === "run")!.options;
    const page = read("docs/plugging-in.md");
    for (const { long } of options) expect(page).toContain(`${long!}`);
  });

  test("the changelog has the version of the package", () => {
    expect(read("CHANGELOG.md")).toContain(`## [${SUITE_VERSION}]`);
  });
});

/** The anchor that a forge makes of a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}
