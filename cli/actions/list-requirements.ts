/** What `list` prints. */

import { escapeText } from "../../reports/text/escape-text.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import { wrapText } from "../../reports/text/wrap-text.ts";
import type { Requirement } from "../../suites/requirement.ts";
import { selectedRequirements } from "../selected-requirements.ts";
import type { ListOptions } from "../commands/list.ts";
import { outputWidth } from "../output-width.ts";

/** @throws ConformanceError `UNKNOWN_REQUIREMENT` */
export function listRequirements(options: ListOptions): string {
  const requirements = selectedRequirements(options.only ?? [], options.level);
  return options.json === true ? asJson(requirements) : asText(requirements);
}

function asJson(requirements: readonly Requirement[]): string {
  const plain = requirements.map(({ id, level, statement, source, when, streams }) => ({
    id,
    level,
    statement,
    source,
    when,
    streams,
  }));
  return `${JSON.stringify(plain, undefined, 2)}\n`;
}

function asText(requirements: readonly Requirement[]): string {
  const paint = painter(wantsColour(process.stdout));
  const width = outputWidth(120);
  let family = "";
  const lines: string[] = [];
  for (const { id, level, statement, source } of requirements) {
    const ownFamily = id.slice(0, id.indexOf("/"));
    if (ownFamily !== family) lines.push(...(family === "" ? [] : [""]), paint("title", ownFamily));
    family = ownFamily;
    lines.push(`  ${paint("title", id)}  ${level}  ${paint("quiet", source)}`);
    lines.push(wrapText(escapeText(statement, 1000), width, "      "));
  }
  return `${lines.join("\n")}\n`;
}
