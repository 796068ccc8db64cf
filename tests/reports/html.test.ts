import { readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ISA_WINDOW, type RegionType } from "../../model/region.ts";
import { renderHtml } from "../../reports/html/render-html.ts";
import { renderMatrixHtml } from "../../reports/html/render-matrix-html.ts";
import type { RunReport } from "../../reports/record/run-report.ts";
import { describeTable } from "../../reports/table/describe-table.ts";
import { CHROMIUM, startChromium } from "../support/chromium.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";
import { exampleReport, HOSTILE_TEXTS } from "./example-report.ts";
import { largeFailure } from "./large-failure.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [1440, 390] as const;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

describe("the HTML report as text", () => {
  const text = renderHtml(exampleReport());

  test("names no address that a browser would fetch", () => {
    expect(text).not.toMatch(/(?:src|href)="(?!#|data:,")/);
    expect(text).not.toMatch(/url\(|@import|https?:/);
  });

  test("has a policy that lets in what it brings along and nothing else", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'$/,
    );
    expect(text).not.toMatch(/ (?:style|on\w+)="/);
  });

  test("tells what became of a function by words and shape, not by colour alone", () => {
    const { markup } = treeOf(renderHtml(reportOf()));
    expect(markup).toContain("missing [0x7b000000, 0x7b7fffff]");
    expect(markup).toContain('class="shape missing"');
    expect(markup).toContain("covered, as it has to be");
    expect(markup).toContain("in scope, not asked");
    expect(markup).toMatch(/>hop 0<\/text\s*>/);
  });

  test("has a line for each line of the table in words", () => {
    const report = renderHtml(reportOf());
    const [, inWords = ""] = /aria-label="The DMAR table of failure 1"[^>]*>([^<]*)</.exec(report) ?? [];
    const lines = describeTable(EXAMPLE_FAILURE.scenario.platform.dmar, (_tone, words) => words);
    expect(inWords.trim().split("\n")).toHaveLength(lines.join("\n").trim().split("\n").length);
  });

  test("leaves out most of a large hierarchy, and nothing that matters", () => {
    const { markup, functions } = treeOf(renderHtml(reportOf(largeFailure(24))));
    expect(functions).toBeLessThan(20);
    // Nothing of the first bridge of the bus, which is not concerned.
    expect(markup).not.toContain("leaf0-");
    expect(markup).toContain("leaf120-23 ");
    expect(markup).toContain("bridge120 ");
    expect(markup).toMatch(/… [\d,]+ more functions/);
    const left = [...markup.matchAll(/… ([\d,]+) more functions?/g)].map(([, count = ""]) =>
      Number(count.replaceAll(",", "")),
    );
    expect(left.reduce((sum, count) => sum + count, functions)).toBe(5000);
  });

  test("shows a window that may be there, and is, as what may be there", () => {
    const { scenario, trace, witness } = EXAMPLE_FAILURE;
    const [first, ...others] = trace.steps;
    const [msi] = trace.steps[1]!.regions!;
    const isa = { object: 9, ...ISA_WINDOW, protection: 3 };
    const withType = (type: RegionType): string =>
      renderHtml(
        reportOf({
          ...EXAMPLE_FAILURE,
          witness: { rule: witness.rule, step: 0, device: "isa" },
          scenario: { ...scenario, steps: [{ do: "get", device: "isa", list: "A" }, ...scenario.steps.slice(1)] },
          trace: { ...trace, steps: [{ ...first!, regions: [{ ...isa, type }, msi!] }, ...others] },
        }),
      );
    expect(withType("direct-relaxable")).not.toContain("not expected: [0x0, 0xffffff]");
    expect(withType("direct-relaxable")).not.toContain("of another type than expected: [0x0, 0xffffff]");
    expect(withType("direct")).toContain("of another type than expected: [0x0, 0xffffff] direct #9");
  });

  test("marks an object that two live lists share, wherever it shows", () => {
    const { trace } = EXAMPLE_FAILURE;
    const [first, second, ...others] = trace.steps;
    const shared = [{ ...second!.regions![0]!, object: 2 }];
    const steps = [first!, { ...second!, regions: shared }, ...others];
    const plain = renderHtml(reportOf());
    const marked = renderHtml(reportOf({ ...EXAMPLE_FAILURE, trace: { ...trace, steps } }));
    expect(plain).not.toContain("shared with");
    expect(marked.match(/#2 ∩ shared with (A|B)</g)).toHaveLength(2);
  });
});

describe.skipIf(CHROMIUM === undefined)("the HTML report in a browser (chromium)", () => {
  let folder: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "rmrr-html-"));
    browser = await startChromium();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await browser.close();
  });

  /** Opens a report from a file; what the page asks for or complains of is collected. */
  async function open(
    html: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; requests: string[]; complaints: string[]; close(): Promise<void> }> {
    const file = join(folder, "report.html");
    writeFileSync(file, html);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    await page.goto(pathToFileURL(file).href);
    return { page, requests, complaints, close: () => context.close() };
  }

  test.each(SCHEMES.flatMap((scheme) => WIDTHS.map((width) => [width, scheme] as const)))(
    "at %i pixels, %s: no scrolling sideways, no request, no complaint, no violation that axe finds",
    async (width, colorScheme) => {
      const viewport = { width, height: 900 };
      const { page, requests, complaints, close } = await open(renderHtml(exampleReport()), { viewport, colorScheme });
      await page.evaluate(() => {
        const { document } = globalThis as unknown as {
          document: { querySelectorAll(of: string): Iterable<{ open: boolean }> };
        };
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<{ violations: Violation[] }>("axe.run()");
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target, nodes[0]?.failureSummary])).toEqual([]);
      expect(requests.filter((url) => !url.startsWith("data:"))).toHaveLength(1);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test.each(SCHEMES)("a wide matrix scrolls in itself and not the page, %s", async (colorScheme) => {
    const reports = Array.from({ length: 9 }, () => exampleReport());
    const { page, complaints, close } = await open(renderMatrixHtml(reports), {
      viewport: { width: 390, height: 900 },
      colorScheme,
    });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await page.evaluate("document.querySelector('.scroll').scrollWidth")).toBeGreaterThan(390);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<{ violations: Violation[] }>("axe.run('#matrix')");
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target, nodes[0]?.failureSummary])).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test("is used by keyboard: skip link, failure to failure, folding, copying", async () => {
    const { page, close } = await open(renderHtml(exampleReport()));
    const focused = (): Promise<string> =>
      page.evaluate("document.activeElement.id || document.activeElement.textContent");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the failures");
    await page.keyboard.press("j");
    expect(await focused()).toBe("failure-1");
    await page.keyboard.press("j");
    expect(await focused()).toBe("failure-2");
    await page.keyboard.press("k");
    expect(await focused()).toBe("failure-1");
    const button = page.locator("#failure-1 button");
    for (let tabs = 0; tabs < 10 && (await focused()) !== "Copy"; tabs++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => button.textContent()).toMatch(/Copied/);
    const folded = page.locator("details.family").last();
    await folded.locator("summary").focus();
    const before = await folded.getAttribute("open");
    await page.keyboard.press("Enter");
    expect((await folded.getAttribute("open")) === null).toBe(before !== null);
    await close();
  });

  test("can be read without its script", async () => {
    const { page, close } = await open(renderHtml(exampleReport()), { javaScriptEnabled: false });
    expect(await page.locator("article svg.tree").first().isVisible()).toBe(true);
    expect(await page.locator("article .steps").first().isVisible()).toBe(true);
    await close();
  });

  test.each(HOSTILE_TEXTS)("lets %s do nothing", async (_what, said) => {
    const { page, requests, complaints, close } = await open(renderHtml(exampleReport({ said })), {
      viewport: { width: 390, height: 800 },
    });
    const harmless = await open(renderHtml(exampleReport()));
    const elements =
      "JSON.stringify([...document.querySelectorAll('script,style,img,iframe,object,link,meta,b')].map((e) => e.tagName))";
    expect(await page.evaluate(elements)).toBe(await harmless.page.evaluate(elements));
    expect(await page.title()).not.toBe("taken");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(requests.filter((url) => !url.startsWith("data:"))).toHaveLength(1);
    expect(complaints).toEqual([]);
    await close();
    await harmless.close();
  });

  test("of a hierarchy of 5,000 functions opens in less than 2 seconds and shows what matters first", async () => {
    const html = renderHtml(reportOf(largeFailure(24)));
    const started = performance.now();
    const { page, close } = await open(html, { viewport: { width: 1440, height: 1000 } });
    await page.locator("#failure-1 .shape.missing").first().waitFor({ state: "visible" });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(html.length).toBeLessThan(200_000);
    await close();
  });

  test("prints every family unfolded", async () => {
    const { page, close } = await open(renderHtml(exampleReport()));
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("details.family:not([open])").count()).toBe(0);
    await close();
  });
});

function reportOf(failure: typeof EXAMPLE_FAILURE = EXAMPLE_FAILURE): RunReport {
  return { ...exampleReport({ outcomes: ["fail"] }), failures: [failure] };
}

/** The first tree of a report and the number of functions that it draws. */
function treeOf(html: string): { readonly markup: string; readonly functions: number } {
  const markup = /<svg\s+class="tree"\s+width="\d{3,}".*?<\/svg>/s.exec(html)?.[0] ?? "";
  return { markup, functions: markup.match(/class="node function/g)?.length ?? 0 };
}
