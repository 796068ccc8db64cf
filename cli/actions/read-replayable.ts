/** What can be replayed: stored failures, scenarios, and the failures of a record. */

import { readFileSync, statSync } from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { RECORD_FORMAT } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scenarioFromWire } from "../../model/wire/scenario-wire.ts";
import { isMissingFile, whyUnread } from "../../model/unread-file.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { storedFailureFromText } from "../../runner/stored-failure.ts";

/** One scenario to judge again. */
export interface Replayable {
  /** What it was judged for; empty to judge it by all requirements that it triggers. */
  readonly requirements: readonly string[];
  readonly scenario: Scenario;
}

/** A stored scenario of 65,536 functions has 20 MB; what is larger than this is something else. */
const MOST_BYTES = 256 * 1024 * 1024;

const NEXT = "Give a stored failure, a scenario written by `sample --json`, or a record written by `run --report`";

/**
 * The scenarios that a file holds, at least one.
 *
 * @throws ConformanceError `REPLAY_NOT_FOUND`, `REPLAY_UNREADABLE`, `REPLAY_NOTHING`, `SCENARIO_INVALID`,
 * `STORED_FAILURE_…`, `RECORD_…`, `WIRE_…`
 */
export function readReplayable(path: string): readonly Replayable[] {
  const text = readText(path);
  const replayables = isRecord(text) ? fromRecord(path) : [fromJson(path, text)];
  for (const { scenario } of replayables) checkPlatform(path, scenario);
  return replayables;
}

function readText(path: string): string {
  try {
    if (statSync(path).size > MOST_BYTES) {
      throw new ConformanceError("REPLAY_UNREADABLE", `${path} is larger than any scenario`, NEXT);
    }
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof ConformanceError) throw error;
    throw new ConformanceError(
      isMissingFile(error) ? "REPLAY_NOT_FOUND" : "REPLAY_UNREADABLE",
      whyUnread(path, error),
      NEXT,
    );
  }
}

function isRecord(text: string): boolean {
  return text.startsWith('{"line":') || text.slice(0, 4096).includes(`"format":"${RECORD_FORMAT}"`);
}

function fromRecord(path: string): Replayable[] {
  const { lines } = readRecord(path, { evenIfTruncated: true });
  const failures = lines.filter((line) => line.line === "failure");
  if (failures.length > 0) return failures.map(({ requirements, scenario }) => ({ requirements, scenario }));
  throw new ConformanceError("REPLAY_NOTHING", `the record ${path} contains no failure`, NEXT);
}

function fromJson(path: string, text: string): Replayable {
  const value = parse(path, text);
  const isObject = typeof value === "object" && value !== null;
  if (isObject && "platform" in value) return { requirements: [], scenario: scenarioFromWire(value) };
  // Whatever names a format may be a stored failure of another version, which says so itself.
  if (isObject && "format" in value) return storedFailureFromText(text, path);
  throw new ConformanceError("REPLAY_UNREADABLE", `${path} does not contain a scenario`, NEXT);
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConformanceError("REPLAY_UNREADABLE", `${path} is not JSON`, NEXT);
  }
}

/** A verdict on a platform that cannot be would say nothing. */
function checkPlatform(path: string, scenario: Scenario): void {
  const faults = validatePlatform(scenario.platform);
  const [first] = faults;
  if (first === undefined) return;
  const others = faults.length === 1 ? "" : ` (and ${faults.length - 1} more faults)`;
  throw new ConformanceError(
    "SCENARIO_INVALID",
    `the platform in ${path} is impossible: ${first.message.replace(/\.$/, "")}${others}`,
    "Correct the scenario, or start from one that `rmrr-conformance sample --json` writes",
  );
}
