/** What `sample` prints and writes. */

import { createHash } from "node:crypto";
import { deriveSeed } from "../../generators/seed.ts";
import { STREAMS, tableScenarios } from "../../generators/streams.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { drawScenario } from "../../reports/drawing/draw-scenario.ts";
import { paintLines } from "../../reports/drawing/drawn-line.ts";
import { escapeText } from "../../reports/text/escape-text.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import { CaseSource } from "../../runner/case-source.ts";
import type { SampleOptions } from "../commands/sample.ts";
import { oneOf } from "../option-values.ts";
import { randomSeed } from "../random-seed.ts";
import { readWholeTable } from "./read-table.ts";
import { writeFile } from "./write-file.ts";

/** @throws ConformanceError `UNKNOWN_STREAM`, `TABLE_…`, `FILE_NOT_WRITABLE` */
export function sampleCase(options: SampleOptions): string {
  const seed = options.seed ?? randomSeed();
  const { scenario, origin } = drawCase(options, seed);
  if (options.aml !== undefined) writeFile(options.aml, scenario.platform.dmar);
  if (options.json !== undefined) {
    writeFile(options.json, `${JSON.stringify(scenarioToWire(scenario), undefined, 2)}\n`);
  }
  const paint = painter(wantsColour(process.stdout));
  const sections = drawScenario(scenario).map(
    ({ title, lines }) => `${paint("title", title)}\n${paintLines(lines, paint)}\n`,
  );
  return `${paint("title", origin)}, seed ${escapeText(seed, 200)}\n\n${sections.join("\n")}`;
}

function drawCase({ stream: name, index, table }: SampleOptions, seed: string): { scenario: Scenario; origin: string } {
  if (table !== undefined) {
    const dmar = readWholeTable(table);
    // As the runner does: by the bytes and not by the name, so that a renamed table keeps its cases.
    const digest = createHash("sha256").update(dmar).digest("hex");
    const source = new CaseSource(tableScenarios(dmar), deriveSeed(seed, "table", digest));
    return { scenario: source.at(index).value, origin: `case ${index} around ${escapeText(table, 200)}` };
  }
  const names = STREAMS.map((stream) => stream.name);
  const known = oneOf(names, "UNKNOWN_STREAM", "stream")(name);
  const stream = STREAMS[names.findIndex((each) => each === known)]!;
  const source = new CaseSource(stream.scenarios(), deriveSeed(seed, stream.name));
  return { scenario: source.at(index).value, origin: `case ${index} of the stream ${stream.name}` };
}
