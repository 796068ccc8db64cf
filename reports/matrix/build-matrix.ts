/** Implementations by requirements: what a table of kernel versions is made of. */

import { describeCases } from "../text/describe-cases.ts";
import type { FailureLine, RequirementLine } from "../../model/record.ts";
import { failuresOf, failuresOfNoRequirement, type RunReport } from "../record/run-report.ts";
import { escapeText } from "../text/escape-text.ts";
import { implementationName, verdictOf } from "../text/outcome-in-words.ts";

export interface MatrixColumn {
  /** A letter or two: `A`, `B`, … `Z`, `AA`. */
  readonly key: string;
  readonly name: string;
  /** Profile, seed, cases, verdict. */
  readonly about: string;
}

export interface MatrixCell {
  /** Undefined where the run did not judge the requirement. */
  readonly requirement: RequirementLine | undefined;
  /** Numbers of witnesses, from 1. */
  readonly witnesses: readonly number[];
}

export interface MatrixRow {
  readonly id: string;
  readonly level: RequirementLine["level"];
  /** One a column. */
  readonly cells: readonly MatrixCell[];
}

export interface MatrixWitness {
  readonly number: number;
  readonly column: MatrixColumn;
  readonly failure: FailureLine;
}

export interface Matrix {
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
  readonly witnesses: readonly MatrixWitness[];
  /** Witnesses of cases that hung or died before any requirement could speak, by column. */
  readonly others: readonly MatrixWitness[];
}

/** Rows stand in the order of the first record that has them, columns in the order of the records. */
export function buildMatrix(reports: readonly RunReport[]): Matrix {
  const columns = reports.map((report, index) => columnOf(report, index));
  const witnesses: MatrixWitness[] = [];
  const numbers = new Map<FailureLine, number>();
  for (const [index, { failures }] of reports.entries()) {
    for (const failure of failures) {
      const number = witnesses.length + 1;
      witnesses.push({ number, column: columns[index]!, failure });
      numbers.set(failure, number);
    }
  }
  const others = new Set(reports.flatMap((report) => failuresOfNoRequirement(report)));
  const levels = new Map<string, RequirementLine["level"]>();
  const byId = reports.map((report) => new Map(report.requirements.map((line) => [line.id, line])));
  for (const lines of byId) for (const { id, level } of lines.values()) if (!levels.has(id)) levels.set(id, level);
  const rows = [...levels].map(([id, level]): MatrixRow => {
    const cells = reports.map((report, index): MatrixCell => {
      const found = failuresOf(report, id).map((failure) => numbers.get(failure)!);
      return { requirement: byId[index]!.get(id), witnesses: found };
    });
    return { id, level, cells };
  });
  return { columns, rows, witnesses, others: witnesses.filter(({ failure }) => others.has(failure)) };
}

function columnOf(report: RunReport, index: number): MatrixColumn {
  const { header } = report;
  const about = `profile ${escapeText(header.profile, 60)}, ${header.options.exhaustive === true ? "" : `seed ${escapeText(header.seed, 60)}, `}${describeCases(header.options)}, ${verdictOf(report)}`;
  return { key: letters(index), name: implementationName(header), about };
}

function letters(index: number): string {
  const last = String.fromCharCode(0x41 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
