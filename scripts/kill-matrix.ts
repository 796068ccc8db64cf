/**
 * `npm run kill-matrix`: measures which requirement detects which faulty implementation, after how many cases, and how
 * many the baseline needs; prints the result and writes it to docs/kill-matrix.json and docs/kill-matrix.md.
 *
 * `--seeds 50`, `--matrix-seeds 3`, `--cases 1000`, `--matrix-cases 1000`; `--only TEXT` selects the faults whose names
 * contain the text, and writes nothing. It takes minutes on one core.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureKillMatrix } from "../bench/kill-matrix/measure.ts";
import { renderKillMatrixText } from "../reports/kill-matrix/render-kill-matrix-text.ts";
import { KILL_MATRIX_JSON, killMatrixSection, withSection } from "./doc-pages.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "50" },
    "matrix-seeds": { type: "string", default: "3" },
    cases: { type: "string", default: "1000" },
    "matrix-cases": { type: "string", default: "1000" },
    only: { type: "string" },
  },
});
const seedsTo = (count: string): string[] => Array.from({ length: Number(count) }, (_, index) => `kill/${index + 1}`);
const { only } = values;
const started = performance.now();
const matrix = measureKillMatrix({
  seeds: seedsTo(values.seeds),
  matrixSeeds: seedsTo(values["matrix-seeds"]),
  cases: Number(values.cases),
  matrixCases: Number(values["matrix-cases"]),
  ...(only === undefined ? {} : { only: (name: string) => name.includes(only) }),
  tell: (what) => process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${what}\n`),
});
process.stdout.write(renderKillMatrixText(matrix));
if (only === undefined) {
  writeFileSync(KILL_MATRIX_JSON, `${JSON.stringify(matrix, undefined, 1)}\n`);
  const section = killMatrixSection(matrix);
  writeFileSync(section.page, withSection(readFileSync(section.page, "utf8"), section));
}
