/** The findings in Linux: what the pages say is still so, and everything that a reader needs stands in them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import { readScenario } from "../../model/wire/scenario-wire.ts";
import { WireReader } from "../../model/wire/wire-reader.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { ROOT } from "../support/built.ts";
import { describeWithTree } from "./debian-tree.ts";
import { useLinux } from "./use-linux.ts";

const FOLDER = join(ROOT, "docs", "findings");
const NAMES = readdirSync(FOLDER);

interface Finding {
  readonly page: string;
  readonly text: string;
  /** What stands before the first section: trees and requirements. */
  readonly head: string;
  readonly scenarios: readonly string[];
  readonly requirements: readonly string[];
}

const FINDINGS: readonly Finding[] = NAMES.filter((name) => name.endsWith(".md") && name !== "README.md").map(
  (page) => {
    const text = readFileSync(join(FOLDER, page), "utf8");
    const head = text.split("\n## ", 1)[0]!;
    return {
      page,
      text,
      head,
      scenarios: [...new Set([...text.matchAll(/\]\(([a-z0-9-]+\.json)\)/g)].map(([, file]) => file!))],
      requirements: [...head.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, id]) => id!),
    };
  },
);

const IDS = REQUIREMENTS.map(({ id }) => id);

function scenarioIn(file: string): Scenario {
  return readScenario(JSON.parse(readFileSync(join(FOLDER, file), "utf8")), new WireReader("scenario"));
}

describe("a page of a finding", () => {
  test.each(FINDINGS.map((finding) => [finding.page, finding] as const))(
    "%s says what is expected by which rule, what is observed, where, and how to reproduce it",
    (_, { text, head, scenarios, requirements }) => {
      expect(head).toMatch(/^\*\*Trees:\*\* /m);
      expect(IDS).toEqual(expect.arrayContaining([...requirements]));
      expect(requirements.length).toBeGreaterThan(0);
      expect(text).toMatch(/^## Minimal scenarios?$/m);
      expect(text).toMatch(/^## Expected and observed$/m);
      expect(text).toMatch(/drivers\/[a-z/-]+\.c\b.*:\d+/s);
      expect(scenarios.length).toBeGreaterThan(0);
      for (const file of scenarios) {
        expect(text).toMatch(new RegExp(`^npx rmrr-conformance replay docs/findings/${file} --linux `, "m"));
      }
    },
  );

  test("is listed, and has all the scenarios that lie there", () => {
    const index = readFileSync(join(FOLDER, "README.md"), "utf8");
    for (const { page } of FINDINGS) expect(index).toContain(`](${page})`);
    expect(FINDINGS.flatMap(({ scenarios }) => scenarios).sort()).toEqual(
      NAMES.filter((name) => name.endsWith(".json")).sort(),
    );
  });
});

describeWithTree("linux-source-6.1 still shows", (tree) => {
  const execute = useLinux(tree);

  for (const finding of FINDINGS) {
    for (const file of finding.scenarios) {
      test(`what ${finding.page} says of ${file}, or does not have it`, async () => {
        const { head, requirements } = finding;
        const scenario = scenarioIn(file);
        const trace = await execute(scenario);
        const [trees = ""] = /^\*\*Trees:\*\*[^*]*/m.exec(head) ?? [];
        const violated = judgeCase(REQUIREMENTS, scenario, trace, LINUX_PROFILE)
          .filter(({ outcome }) => ["fail", "hang", "error"].includes(outcome))
          .map(({ requirement }) => requirement.id);
        const named = violated.filter((id) => requirements.includes(id));
        if (/\ball\b|6\.1\./.test(trees)) expect(named, `violated: ${violated.join(", ")}`).not.toEqual([]);
        else expect(named).toEqual([]);
      });
    }
  }
});
