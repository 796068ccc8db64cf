/**
 * The parts of the documentation that are printed from the data: the tables of requirements, of profiles, and of the
 * faults and notes of DMAR tables.
 *
 * What is written by hand stands around marked sections of a page; only what is between the marks is replaced.
 */

import { PROFILES, SWITCH_NAMES, type Profile, type SwitchName } from "../model/profile.ts";
import { FAULTY } from "../implementations/faulty/index.ts";
import type { KillMatrix } from "../model/kill-matrix.ts";
import { renderKillMatrixMarkdown } from "../reports/kill-matrix/render-kill-matrix-markdown.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import type { Requirement } from "../suites/requirement.ts";
import { faultRows, noteRows } from "./table-page.ts";

/** What a switch decides, for the profile table. */
const SWITCH_MEANINGS: Readonly<Record<SwitchName, string>> = {
  compareType: "whether the type of a region, `direct` or `direct-relaxable`, is compared",
  listOrder: "order of a group list",
  mergesAdjacent:
    "whether adjacent regions of one type are merged; `skipped`: the content of group lists is not judged",
  startBusFallback: "whether a one-hop scope whose start bus is not a root bus is matched by the present bus number",
  headerMismatch:
    "whether an endpoint scope that names a bridge, or a sub-hierarchy scope that names an endpoint, covers it",
  bridgeScopeOnEndpointHeader: "which functions with an endpoint header a sub-hierarchy scope may nevertheless name",
  namespaceScope: "whether a namespace scope names the device that an ANDD structure declares",
  vfInherit: "whether a scope that names its physical function, or whose path leads to it, covers a virtual function",
  relaxableClasses: "which classes of devices have relaxable regions",
  msiWindow: "whether every device gets [0xfee00000, 0xfeefffff]",
  isaWindow: "whether an ISA bridge gets [0, 0xffffff], and of which type",
  malformed: "what is done with an RMRR that is readable but faulty",
  overlap: "whether RMRRs may overlap",
};

/** A page, and the section of it that is printed. */
export interface PrintedSection {
  readonly page: string;
  readonly mark: string;
  readonly text: string;
}

export function printedSections(): readonly PrintedSection[] {
  return [
    { page: "docs/profiles.md", mark: "profiles", text: profileTables() },
    { page: "docs/requirements.md", mark: "requirements", text: requirementTables() },
    {
      page: "docs/tables.md",
      mark: "faults",
      text: table(["fault", "what it means", "section", "what it spoils"], faultRows()),
    },
    {
      page: "docs/tables.md",
      mark: "notes",
      text: table(["note", "weight", "what it means", "section", "in Linux"], noteRows()),
    },
  ];
}

/** What was measured last. */
export const KILL_MATRIX_JSON = "docs/kill-matrix.json";

export function killMatrixSection(matrix: KillMatrix): PrintedSection {
  return { page: "docs/kill-matrix.md", mark: "kill-matrix", text: renderKillMatrixMarkdown(matrix) };
}

/** The page with the section replaced. Throws if the page does not have the marks. */
export function withSection(content: string, { page, mark, text }: PrintedSection): string {
  const command = mark === "kill-matrix" ? mark : "docs";
  const begin = `<!-- ${mark}: printed by \`npm run ${command}\`, do not edit -->`;
  const end = `<!-- end of ${mark} -->`;
  const [before, rest] = content.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${page} lacks the marks of ${mark}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

function profileTables(): string {
  const names = PROFILES.map(({ name }) => `\`${name}\``);
  const descriptions = PROFILES.map(({ name, description }) => `- \`${name}\`: ${description}`);
  const rows = SWITCH_NAMES.map((name) => [
    `\`${name}\``,
    SWITCH_MEANINGS[name],
    ...PROFILES.map((profile) => profile[name]),
  ]);
  const expected = (profile: Profile): string =>
    profile.expectedLevels.join(", ") +
    (profile.notExpected.length === 0
      ? ""
      : `; except ${profile.notExpected.map((pattern) => `\`${pattern}\``).join(", ")}`);
  rows.push(["", "levels that must be observed", ...PROFILES.map(expected)]);
  return [...descriptions, "", table(["switch", "what it decides", ...names], rows)].join("\n");
}

function requirementTables(): string {
  const families = new Map<string, Requirement[]>();
  for (const requirement of REQUIREMENTS) {
    const family = requirement.id.slice(0, requirement.id.indexOf("/"));
    families.set(family, [...(families.get(family) ?? []), requirement]);
  }
  return [...families].map(([family, members]) => `## ${family}\n\n${members.map(entry).join("\n\n")}`).join("\n\n");
}

function entry({ id, level, statement, source, when, streams }: Requirement): string {
  const killers = FAULTY.filter(({ killedBy }) => killedBy.requirement === id).map(({ name }) => `\`${name}\``);
  const lines = [
    `**\`${id}\`** (${level}): ${statement}`,
    "",
    `- source: ${source}`,
    `- judged when ${when}; streams ${streams.join(", ")}`,
  ];
  if (killers.length > 0) lines.push(`- catches the faulty implementations ${killers.join(", ")}`);
  return lines.join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
