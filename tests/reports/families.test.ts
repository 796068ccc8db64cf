/** The HTML report of a failure of every family, in a browser, and what the figures of some of them show. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { parse as parseJunit } from "junit2json";
import { encodeTable } from "../../model/dmar/encode.ts";
import type { FailureLine, RequirementLine } from "../../model/record.ts";
import { renderHtml } from "../../reports/html/render-html.ts";
import { renderJunit } from "../../reports/junit/render-junit.ts";
import { renderKtap } from "../../reports/ktap/render-ktap.ts";
import { familyOf, type RunReport } from "../../reports/record/run-report.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { ROOT } from "../support/built.ts";
import { hasKunit, kunitTool } from "../support/kunit.ts";
import { CHROMIUM, startChromium } from "../support/chromium.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";
import { exampleReport } from "./example-report.ts";
import { drawnVariants, failureOf } from "./family-failures.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const HAS_XMLLINT = spawnSync("xmllint", ["--version"]).status === 0;

const failures = new Map<string, FailureLine>();
beforeAll(async () => {
  for (const variant of drawnVariants()) failures.set(variant.name, await failureOf(variant));
});

function reportOf(of: readonly FailureLine[]): string {
  return renderHtml({ ...exampleReport({ outcomes: ["fail"] }), failures: of });
}

/** Of one failure, without the spaces that lay it out. */
function pageOf(name: string): string {
  const failure = failures.get(name);
  if (failure === undefined) throw new Error(`${name} is not drawn`);
  return reportOf([failure]).replaceAll(/\s+/g, " ");
}

/** The strips of a page, as a screen reader has them. */
function stripsOf(page: string): string[] {
  return [
    ...page.matchAll(/role="img" aria-label="((?:regions|mapped|kept out|aperture|expected|usable): [^"]*)"/g),
  ].map(([, label = ""]) => label);
}

describe("the figures", () => {
  test("are of every family that a fault of the shelf breaks", () => {
    const drawn = new Set([...failures.values()].flatMap(({ requirements }) => requirements.map(familyOf)));
    const broken = FAULTY.filter(({ killedBy }) => killedBy.outcome !== "hang").map(
      ({ killedBy }) => killedBy.requirement,
    );
    const judged = REQUIREMENTS.map(({ id }) => id).filter((id) => broken.includes(id));
    expect([...drawn].sort()).toEqual([...new Set(judged.map(familyOf))].sort());
    expect(drawn.size).toBeGreaterThan(7);
  });

  test("of a text of sysfs show the line that was due over the line that is there, and mark what differs", () => {
    expect(pageOf("text-end-exclusive")).toMatch(
      /expected<\/span> <code>0x0{8}fee00000 0x0{8}fe<mark>efffff<\/mark> msi<\/code>.*received<\/span> <code>0x0{8}fee00000 0x0{8}fe<mark>f00000<\/mark> msi<\/code>/,
    );
  });

  test("of a DMA domain show what is mapped and what is kept out, each below what the members have", () => {
    const unmapped = pageOf("nothing-mapped");
    expect(stripsOf(unmapped).slice(0, 2)).toEqual(["regions: [0x1000, 0x1fff] direct", "mapped: nothing"]);
    expect(unmapped).toContain("✗ not mapped, or not as a whole: [0x1000, 0x1fff] direct");
    const handedOut = pageOf("only-the-first-member-kept-from-dma");
    expect(stripsOf(handedOut)).toContain("kept out: [0xfee00000, 0xfeefffff]");
    expect(handedOut).toMatch(/✗ handed out for DMA, or some of it: \[0x1000, 0x1fff\] direct/);
    // What is right is not marked.
    expect(handedOut).not.toContain("✗ not mapped");
  });

  test("of an assignment show the aperture, what is in it, and what user space may map of it", () => {
    const usable = pageOf("last-byte-of-a-hole-usable");
    expect(stripsOf(usable).map((strip) => strip.split(":")[0])).toEqual(["aperture", "regions", "expected", "usable"]);
    expect(usable).toContain("▲ usable, and some of it must not be: [0xfeefffff, 0xfeefffff]");
    expect(pageOf("conflict-not-noticed")).toContain("▲ mapped already, into a region: [0xfee00000, 0xfee00fff]");
    const locked = pageOf("locked-devices-assigned");
    expect(locked).toContain("■ locks the group: [0x1000, 0x1fff] direct");
    expect(stripsOf(locked)).toContain("expected: refused");
  });

  test("of a get without memory mark nothing as missing that may be left out", () => {
    const page = pageOf("failed-get-unlinks-without-freeing");
    expect(page).toContain("no-memory; allocates");
    expect(page).not.toContain("✗ missing");
    expect(page).not.toContain("covered, as it has to be");
    expect(page).toContain("in scope, and out of memory when asked");
  });

  test("of a life cycle say when a function came and went", () => {
    expect(pageOf("removed-function-still-covered")).toContain("removed in step 0");
  });

  test("of a relation show the other scenario too", () => {
    const [name] = [...failures].find(([, { requirements }]) => familyOf(requirements[0]!) === "metamorphic")!;
    expect(pageOf(name)).toMatch(/<summary>The same when .*, which must be answered alike<\/summary>/);
  });

  test("of a broken table mark the byte, and say what is wrong by which section", () => {
    const { scenario } = EXAMPLE_FAILURE;
    const rmrr = { kind: "rmrr", reserved: 0, segment: 0, base: 0x1000n, limit: 0x1fffn, scopes: [] } as const;
    const drawn = (dmar: Uint8Array): string =>
      reportOf([{ ...EXAMPLE_FAILURE, scenario: { ...scenario, platform: { ...scenario.platform, dmar } } }]);
    const table = encodeTable({
      header: {
        revision: 1,
        oemId: "A",
        oemTableId: "B",
        oemRevision: 1,
        creatorId: "C",
        creatorRevision: 1,
        hostAddressWidth: 38,
        flags: 0,
      },
      structures: [rmrr],
    });
    table[0x32] = 0;
    table[0x33] = 0;
    const page = drawn(table).replaceAll(/\s+/g, " ");
    expect(page).toContain("What is wrong in the table");
    expect(page).toMatch(/0030 <mark>01<\/mark> 00 00 00/);
    expect(page).toMatch(
      /<code>0030<\/code> The structure(?:.|&#39;|&apos;)+?s Length is 0[^<]+ <span class="source">VT-d 8\.2/,
    );
    expect(reportOf([EXAMPLE_FAILURE])).not.toContain("What is wrong in the table");
  });
});

describe("other reports", () => {
  const all = (): RunReport => {
    const requirements = [...failures.values()].flatMap((failure) => failure.requirements);
    const lines = [...new Set(requirements)].map((id): RequirementLine => ({
      line: "requirement",
      id,
      level: "must",
      outcome: "fail",
      triggered: 500,
      cases: 500,
      counts: { fail: 500 },
    }));
    return { ...exampleReport({ outcomes: ["fail"] }), requirements: lines, failures: [...failures.values()] };
  };

  test.skipIf(!HAS_XMLLINT)("in JUnit XML are valid by our schema (xmllint)", () => {
    const schema = join(ROOT, "schemas", "junit.xsd");
    const { status, stderr } = spawnSync("xmllint", ["--noout", "--schema", schema, "-"], {
      input: renderJunit(all()),
    });
    expect([status, String(stderr).trim()]).toEqual([0, "- validates"]);
  });

  test("in JUnit XML are read back with the failures in their places", async () => {
    const xml = renderJunit(all());
    const parsed = await parseJunit(xml);
    if (parsed === undefined || parsed === null || !("testsuite" in parsed)) throw new Error("nothing was parsed");
    const cases = (parsed.testsuite ?? []).flatMap(({ testcase }) => testcase ?? []);
    expect(cases.filter(({ failure }) => failure !== undefined)).toHaveLength(all().requirements.length);
  });

  test.skipIf(!hasKunit())("as KTAP are read by kunit.py", () => {
    const { stdout } = spawnSync("python3", [kunitTool(), "parse", "--json"], {
      input: renderKtap(all()),
      encoding: "utf8",
    });
    expect(stdout).toContain(`"name": "${all().requirements[0]!.id.split("/")[0]}"`);
    expect(stdout).not.toContain("ERROR");
  });
});

describe.skipIf(CHROMIUM === undefined)("in a browser (chromium)", () => {
  let folder: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "rmrr-families-"));
    browser = await startChromium();
    writeFileSync(join(folder, "report.html"), reportOf([...failures.values()]));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await browser.close();
  });

  test.each([
    [1440, "light", "screen"],
    [1440, "dark", "screen"],
    [390, "light", "screen"],
    [390, "dark", "screen"],
    [794, "dark", "print"],
  ] as const)(
    "at %i pixels, %s, on %s: nothing scrolls sideways, nothing is fetched, nothing is inaccessible",
    async (width, colorScheme, media) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.emulateMedia({ media, colorScheme });
      await page.goto(pathToFileURL(join(folder, "report.html")).href);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      // Figures stay in the space that they have; what is preformatted scrolls in itself.
      const wide = `JSON.stringify([...document.querySelectorAll("article *:not(pre *)")]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && each.closest("pre,.scroll") === null)
      .map((each) => each.outerHTML.slice(0, 80)))`;
      expect(await page.evaluate(wide)).toBe("[]");
      if (media === "screen") {
        await page.evaluate(AXE);
        const { violations } = await page.evaluate<{
          violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
        }>("axe.run()");
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target, nodes[0]?.failureSummary])).toEqual([]);
      }
      expect(requests.filter((url) => !url.startsWith("data:"))).toHaveLength(1);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
