/** A whole record, sorted by kind of line: what every renderer but the terminal's reads. */

import { ConformanceError } from "../../model/conformance-error.ts";
import type {
  EnvironmentLine,
  FailureLine,
  FooterLine,
  HeaderLine,
  RecordLine,
  RequirementLine,
  ShardLine,
  SituationLine,
  StreamLine,
} from "../../model/record.ts";

export interface RunReport {
  readonly environment: EnvironmentLine | undefined;
  readonly header: HeaderLine;
  /** The shard that the record is of; left out for a whole run, put together or not. */
  readonly part: ShardLine | undefined;
  readonly streams: readonly StreamLine[];
  /** Empty if situations were not counted. */
  readonly situations: readonly SituationLine[];
  readonly requirements: readonly RequirementLine[];
  readonly failures: readonly FailureLine[];
  readonly footer: FooterLine;
}

/** The requirements of one family, in the order of the record. */
export interface Family {
  readonly name: string;
  readonly requirements: readonly RequirementLine[];
}

/** @throws ConformanceError `RECORD_TRUNCATED` if header or footer are not there */
export function runReport(lines: readonly RecordLine[]): RunReport {
  const header = lines.find((line) => line.line === "header");
  const footer = lines.find((line) => line.line === "footer");
  if (header === undefined || footer === undefined) {
    throw new ConformanceError(
      "RECORD_TRUNCATED",
      `the record has no ${header === undefined ? "header" : "footer"}`,
      "Run it again; a report is made of whole records only",
    );
  }
  return {
    environment: lines.find((line) => line.line === "environment"),
    header,
    part: lines.find((line) => line.line === "shard" && line.environment === undefined) as ShardLine | undefined,
    streams: lines.filter((line) => line.line === "stream"),
    situations: lines.filter((line) => line.line === "situation"),
    requirements: lines.filter((line) => line.line === "requirement"),
    failures: lines.filter((line) => line.line === "failure"),
    footer,
  };
}

/** `coverage` of `coverage/endpoint`. */
export function familyOf(id: string): string {
  const slash = id.indexOf("/");
  return slash < 0 ? id : id.slice(0, slash);
}

export function familiesOf(requirements: readonly RequirementLine[]): readonly Family[] {
  const families = new Map<string, RequirementLine[]>();
  for (const requirement of requirements) {
    const name = familyOf(requirement.id);
    const known = families.get(name);
    if (known === undefined) families.set(name, [requirement]);
    else known.push(requirement);
  }
  return [...families].map(([name, members]) => ({ name, requirements: members }));
}

/** The failures behind a requirement's outcome. */
export function failuresOf(report: RunReport, id: string): readonly FailureLine[] {
  return report.failures.filter(({ requirements }) => requirements.includes(id));
}

/** Failures of cases that triggered nothing before they hung or died: no requirement shows them. */
export function failuresOfNoRequirement(report: RunReport): readonly FailureLine[] {
  const judged = new Set(report.requirements.map(({ id }) => id));
  return report.failures.filter(({ requirements }) => !requirements.some((id) => judged.has(id)));
}

/**
 * Why a run is not green, where neither a requirement nor a case says so: something could not be read, stored or judged,
 * or nothing was observed. Undefined if one does, and for a run that is green. Whoever reads results one by one would
 * otherwise find nothing but good ones.
 */
export function troubleOfRun(report: RunReport): string | undefined {
  const { exitStatus, problems = [] } = report.footer;
  if (exitStatus === 0 || report.requirements.some(isBad)) return undefined;
  if (failuresOfNoRequirement(report).some(({ outcome }) => outcome !== "known")) return undefined;
  return problems.length === 0 ? "nothing was observed" : `the run had problems: ${problems.join(", ")}`;
}

/** Whether the requirement keeps the run from being green. */
export function isBad({ outcome, missed }: RequirementLine): boolean {
  return missed === true || ["hang", "fail", "error", "unexpected-pass"].includes(outcome);
}
