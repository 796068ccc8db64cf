/**
 * `npm run matrix:linux -- TREE...`: judges kernel trees and writes docs/linux-matrix.md.
 *
 * Run it from the root of the repository, after `npm run build`. If a tree fails, the page is not written: either the
 * suite is wrong, or a divergence must be declared.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRecord } from "../reports/record/read-record.ts";
import { runReport, type RunReport } from "../reports/record/run-report.ts";
import { linuxMatrixPage } from "./linux-matrix-page.ts";

const PAGE = "docs/linux-matrix.md";
const SEED = "a";

function judged(tree: string, folder: string, name: string): RunReport {
  const record = join(folder, `${name}.jsonl`);
  const words = [
    "dist/cli/main.js",
    "run",
    "--linux",
    tree,
    "--seed",
    SEED,
    "--no-stored",
    "--store",
    folder,
    "--report",
    record,
  ];
  const { status } = spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${tree} ended with status ${status}; run it by itself: ${words.join(" ")}`);
  return runReport(readRecord(record).lines);
}

const trees = process.argv.slice(2);
if (trees.length === 0) {
  console.error("usage: npm run matrix:linux -- TREE...");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "rmrr-matrix-"));
try {
  const reports = trees.map((tree, index) => judged(tree, folder, String(index)));
  writeFileSync(PAGE, linuxMatrixPage(reports));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
