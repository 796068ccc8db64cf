/** What `sample` prints and writes. */

import { basename } from "node:path";
import { ConformanceError } from "../../model/conformance-error.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { drawScenario } from "../../reports/drawing/draw-scenario.ts";
import { paintLines } from "../../reports/drawing/drawn-line.ts";
import { escapeText } from "../../reports/text/escape-text.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import { sha256 } from "../../runner/canonical-json.ts";
import { planCourses } from "../../runner/course.ts";
import { suite } from "../../runner/default-suite.ts";
import type { SampleOptions } from "../commands/sample.ts";
import { oneOf } from "../option-values.ts";
import { randomSeed } from "../random-seed.ts";
import { readWholeTable } from "./read-table.ts";
import { checkOutput, writeFile } from "./write-file.ts";

/** @throws ConformanceError `UNKNOWN_STREAM`, `NO_SUCH_CASE`, `TABLE_…`, `OUTPUT_IS_INPUT`, `FILE_NOT_WRITABLE` */
export function sampleCase(options: SampleOptions): string {
  const inputs = options.table === undefined ? [] : [options.table];
  checkOutput(options.aml, inputs, "--aml");
  checkOutput(options.json, inputs, "--json");
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
  return `${paint("title", origin)}\n\n${sections.join("\n")}`;
}

/** The case is drawn as a run draws it, so that it is the same case. */
function drawCase({ stream, index, table }: SampleOptions, seed: string): { scenario: Scenario; origin: string } {
  const tables = table === undefined ? [] : [{ name: basename(table), bytes: readWholeTable(table) }];
  const drawnFrom = `, seed ${escapeText(seed, 200)}`;
  const plan = {
    seed,
    runs: index + 1,
    only: [],
    tables: tables.map((each) => ({ ...each, digest: sha256(each.bytes) })),
  };
  const courses = planCourses(suite, plan);
  if (table !== undefined) {
    const around = courses.find((course) => course.kind === "table")!;
    return {
      scenario: around.source.at(index).value,
      origin: `case ${index} around ${escapeText(table, 200)}${drawnFrom}`,
    };
  }
  const drawn = courses.filter((course) => course.kind === "stream");
  // Small worlds take a second to put together, so nobody waits for them who does not want one.
  const isDrawn = drawn.some(({ name }) => name === stream);
  const streams = isDrawn ? drawn : [...drawn, ...planCourses(suite, { ...plan, exhaustive: true })];
  const known = oneOf(
    streams.map(({ name }) => name),
    "UNKNOWN_STREAM",
    "stream",
  )(stream);
  const chosen = streams.find(({ name }) => name === known)!;
  if (chosen.enumeration === undefined) {
    return { scenario: chosen.source.at(index).value, origin: `case ${index} of the stream ${known}${drawnFrom}` };
  }
  if (index >= chosen.cases) {
    throw new ConformanceError(
      "NO_SUCH_CASE",
      `the small world ${known} has only ${chosen.cases} cases, so there is no case ${index}`,
      `Give --index a number from 0 to ${chosen.cases - 1}`,
    );
  }
  return { scenario: chosen.source.at(index).value, origin: `case ${index} of the small world ${known}` };
}
