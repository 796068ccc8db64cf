/** Lines of a record on the wire: one JSON text per line. */

import {
  RECORD_FORMAT,
  type AskedLine,
  type Diagnosis,
  type Enumeration,
  type EnvironmentLine,
  type FailureLine,
  type FooterLine,
  type HeaderLine,
  type RecordLine,
  type RecordedOptions,
  type RequirementLine,
  type SituationLine,
  type ShardLine,
  type StreamLine,
} from "../record.ts";
import { OUTCOMES, type Outcome } from "../verdict.ts";
import { judgedAnswerToWire, readJudgedAnswer, readProblem } from "./judged-wire.ts";
import { readOrigin } from "./origin-wire.ts";
import { readScenario, scenarioToWire } from "./scenario-wire.ts";
import { readTrace, traceToWire } from "./trace-wire.ts";
import { readWitness, witnessToWire } from "./witness-wire.ts";
import { describeValue, type Unchecked, WireReader } from "./wire-reader.ts";
import type { RecordLineWire } from "./wire-types.ts";
import { bytesToWire, type Mutable } from "./write-values.ts";

const MOST = Number.MAX_SAFE_INTEGER;
const LEVELS = ["must", "policy", "robust"] as const;
const FAILURE_OUTCOMES = ["hang", "fail", "error", "unexpected-pass", "known"] as const;
const EXIT_STATUSES = [0, 1, 3] as const;

/** The line as plain data for JSON. It shares unchanged parts with the line, so do not modify it. */
export function recordLineToWire(line: RecordLine): RecordLineWire {
  switch (line.line) {
    case "failure":
      return {
        ...line,
        witness: witnessToWire(line.witness),
        scenario: scenarioToWire(line.scenario),
        trace: traceToWire(line.trace),
      };
    case "asked":
      return { ...line, tables: line.tables.map(({ name, bytes }) => ({ name, bytes: bytesToWire(bytes) })) };
    case "judged":
      return { line: line.line, ...judgedAnswerToWire(line) };
    default:
      return line;
  }
}

/**
 * Reads a line of a record from an untrusted value.
 *
 * @throws ConformanceError `WIRE_…`, as {@link traceFromWire} does; `WIRE_FORMAT` for a header of another format than
 * {@link RECORD_FORMAT}.
 */
export function recordLineFromWire(value: unknown): RecordLine {
  const at = new WireReader("record line");
  const raw = at.object(value);
  const line = at.text(raw.line, "line") as RecordLine["line"];
  switch (line) {
    case "environment":
      return readEnvironment(raw, at);
    case "header":
      return readHeader(raw, at);
    case "shard":
      return readShard(raw, at);
    case "stream":
      return readStream(raw, at);
    case "situation":
      return readSituation(raw, at);
    case "requirement":
      return readRequirement(raw, at);
    case "failure":
      return readFailure(raw, at);
    case "asked":
      return readAsked(raw, at);
    case "judged":
      return { line, ...readJudgedAnswer(raw, at) };
    case "footer":
      return readFooter(raw, at);
    default:
      line satisfies never;
      return at.fail("WIRE_CHOICE", "line", `there is no line ${describeValue(line)}`);
  }
}

function readEnvironment(raw: Unchecked, at: WireReader): EnvironmentLine {
  return { line: "environment", ...readHost(raw, at) };
}

function readHost(raw: Unchecked, at: WireReader): Omit<EnvironmentLine, "line"> {
  return {
    node: at.text(raw.node, "node"),
    platform: at.text(raw.platform, "platform"),
    architecture: at.text(raw.architecture, "architecture"),
    started: at.text(raw.started, "started"),
  };
}

function readHeader(raw: Unchecked, at: WireReader): HeaderLine {
  if (raw.format !== RECORD_FORMAT) {
    at.fail("WIRE_FORMAT", "format", `the record is not of the format ${RECORD_FORMAT}`);
  }
  return {
    line: "header",
    format: RECORD_FORMAT,
    suiteVersion: at.text(raw.suiteVersion, "suiteVersion"),
    specification: at.text(raw.specification, "specification"),
    profile: at.text(raw.profile, "profile"),
    either: at.texts(raw.either, "either"),
    seed: at.text(raw.seed, "seed"),
    options: readOptions(raw.options, at),
    storeDigest: at.text(raw.storeDigest, "storeDigest"),
    implementation: readImplementation(raw.implementation, at),
  };
}

function readOptions(value: unknown, at: WireReader): RecordedOptions {
  const raw = at.object(value, "options");
  at.enter("options");
  const options: Mutable<RecordedOptions> = {
    runs: at.integer(raw.runs, "runs", 0, MOST),
    only: at.texts(raw.only, "only"),
    tables: at.each(raw.tables, "tables", (element) => {
      const table = at.object(element);
      return { name: at.text(table.name, "name"), digest: at.text(table.digest, "digest") };
    }),
    stored: at.flag(raw.stored, "stored"),
  };
  if (raw.exhaustive !== undefined) options.exhaustive = at.mark(raw.exhaustive, "exhaustive");
  if (raw.allowUnobserved !== undefined) options.allowUnobserved = at.texts(raw.allowUnobserved, "allowUnobserved");
  if (raw.caseTimeout !== undefined) options.caseTimeout = at.integer(raw.caseTimeout, "caseTimeout", 1, MOST);
  if (raw.situations !== undefined) options.situations = at.mark(raw.situations, "situations");
  at.leave();
  return options;
}

/** As {@link recordLineFromWire}, for the member `implementation` of another value. */
export function readImplementation(value: unknown, at: WireReader): HeaderLine["implementation"] {
  const raw = at.object(value, "implementation");
  at.enter("implementation");
  const implementation: Mutable<HeaderLine["implementation"]> = { name: at.text(raw.name, "name") };
  if (raw.version !== undefined) implementation.version = at.text(raw.version, "version");
  if (raw.language !== undefined) implementation.language = at.text(raw.language, "language");
  if (raw.homepage !== undefined) implementation.homepage = at.text(raw.homepage, "homepage");
  at.leave();
  return implementation;
}

function readShard(raw: Unchecked, at: WireReader): ShardLine {
  const line: Mutable<ShardLine> = {
    line: "shard",
    shard: at.integer(raw.shard, "shard", 1, MOST),
    of: at.integer(raw.of, "of", 1, MOST),
  };
  if (raw.environment === undefined) return line;
  const host = at.object(raw.environment, "environment");
  at.enter("environment");
  line.environment = readHost(host, at);
  at.leave();
  return line;
}

function readAsked(raw: Unchecked, at: WireReader): AskedLine {
  return {
    line: "asked",
    command: at.texts(raw.command, "command"),
    ...(raw.module === undefined ? {} : { module: at.text(raw.module, "module") }),
    tables: at.each(raw.tables, "tables", (element) => {
      const table = at.object(element);
      return { name: at.text(table.name, "name"), bytes: at.bytes(table.bytes, "bytes") };
    }),
    known: at.each(raw.known, "known", (element) => at.object(element)),
    stored: at.each(raw.stored, "stored", (element) => {
      const file = at.object(element);
      return { name: at.text(file.name, "name"), text: at.text(file.text, "text") };
    }),
    problems: at.each(raw.problems, "problems", (element) => readProblem(at.object(element), at)),
  };
}

function readStream(raw: Unchecked, at: WireReader): StreamLine {
  const line: Mutable<StreamLine> = {
    line: "stream",
    stream: at.text(raw.stream, "stream"),
    cases: at.integer(raw.cases, "cases", 0, MOST),
    hung: at.integer(raw.hung, "hung", 0, MOST),
    died: at.integer(raw.died, "died", 0, MOST),
    skipped: at.integer(raw.skipped, "skipped", 0, MOST),
  };
  if (raw.notJudged !== undefined) line.notJudged = at.integer(raw.notJudged, "notJudged", 0, MOST);
  if (raw.reason !== undefined) line.reason = at.text(raw.reason, "reason");
  if (raw.enumeration !== undefined) line.enumeration = readEnumeration(raw.enumeration, at);
  return line;
}

function readEnumeration(value: unknown, at: WireReader): Enumeration {
  const raw = at.object(value, "enumeration");
  at.enter("enumeration");
  const enumeration = {
    bound: at.text(raw.bound, "bound"),
    leftOut: at.text(raw.leftOut, "leftOut"),
    symmetry: at.text(raw.symmetry, "symmetry"),
    beforeSymmetry: at.integer(raw.beforeSymmetry, "beforeSymmetry", 0, MOST),
  };
  at.leave();
  return enumeration;
}

function readSituation(raw: Unchecked, at: WireReader): SituationLine {
  const line: Mutable<SituationLine> = {
    line: "situation",
    name: at.text(raw.name, "name"),
    stream: at.text(raw.stream, "stream"),
    cases: at.integer(raw.cases, "cases", 0, MOST),
    held: at.integer(raw.held, "held", 0, MOST),
  };
  if (raw.leastShare !== undefined) line.leastShare = at.share(raw.leastShare, "leastShare");
  return line;
}

function readRequirement(raw: Unchecked, at: WireReader): RequirementLine {
  const line: Mutable<RequirementLine> = {
    line: "requirement",
    id: at.text(raw.id, "id"),
    level: at.choice(raw.level, "level", LEVELS),
    outcome: at.choice(raw.outcome, "outcome", OUTCOMES),
    triggered: at.integer(raw.triggered, "triggered", 0, MOST),
    cases: at.integer(raw.cases, "cases", 0, MOST),
    counts: readCounts(raw.counts, "counts", at),
  };
  if (raw.reason !== undefined) line.reason = at.text(raw.reason, "reason");
  if (raw.missed !== undefined) line.missed = at.mark(raw.missed, "missed");
  return line;
}

function readCounts(value: unknown, name: string, at: WireReader): Partial<Record<Outcome, number>> {
  const raw = at.object(value, name);
  const counts: Partial<Record<Outcome, number>> = {};
  at.enter(name);
  for (const outcome of OUTCOMES) {
    if (raw[outcome] !== undefined) counts[outcome] = at.integer(raw[outcome], outcome, 0, MOST);
  }
  at.leave();
  return counts;
}

function readFailure(raw: Unchecked, at: WireReader): FailureLine {
  return {
    line: "failure",
    outcome: at.choice(raw.outcome, "outcome", FAILURE_OUTCOMES),
    requirements: at.texts(raw.requirements, "requirements"),
    rule: at.text(raw.rule, "rule"),
    origin: readOrigin(raw.origin, at),
    occurrences: at.integer(raw.occurrences, "occurrences", 0, MOST),
    witness: readWitness(raw.witness, at, "witness"),
    scenario: readScenario(raw.scenario, at, "scenario"),
    trace: readTrace(raw.trace, at, "trace"),
    shrinking: readShrinking(raw.shrinking, at),
    ...(raw.diagnosis === undefined ? {} : { diagnosis: readDiagnosis(raw.diagnosis, at) }),
    ...(raw.divergence === undefined ? {} : { divergence: readDivergence(raw.divergence, at) }),
    ...(raw.returned === undefined ? {} : { returned: readReturned(raw.returned, at) }),
    replay: at.text(raw.replay, "replay"),
  };
}

function readShrinking(value: unknown, at: WireReader): FailureLine["shrinking"] {
  const raw = at.object(value, "shrinking");
  at.enter("shrinking");
  const shrinking = {
    tried: at.integer(raw.tried, "tried", 0, MOST),
    taken: at.integer(raw.taken, "taken", 0, MOST),
    cut: at.flag(raw.cut, "cut"),
  };
  at.leave();
  return shrinking;
}

function readDiagnosis(value: unknown, at: WireReader): Diagnosis {
  const raw = at.object(value, "diagnosis");
  at.enter("diagnosis");
  const diagnosis = {
    faults: at.each(raw.faults, "faults", (element) => {
      const { name, description, mendedBy } = at.object(element);
      return {
        name: at.text(name, "name"),
        description: at.text(description, "description"),
        ...(mendedBy === undefined ? {} : { mendedBy: at.text(mendedBy, "mendedBy") }),
      };
    }),
    shared: at.integer(raw.shared, "shared", 0, MOST),
    examined: at.integer(raw.examined, "examined", 0, MOST),
  };
  at.leave();
  return diagnosis;
}

function readDivergence(value: unknown, at: WireReader): NonNullable<FailureLine["divergence"]> {
  const raw = at.object(value, "divergence");
  at.enter("divergence");
  const reason = at.text(raw.reason, "reason");
  const divergence = raw.link === undefined ? { reason } : { reason, link: at.text(raw.link, "link") };
  at.leave();
  return divergence;
}

function readReturned(value: unknown, at: WireReader): NonNullable<FailureLine["returned"]> {
  const raw = at.object(value, "returned");
  at.enter("returned");
  const returned = {
    reason: at.text(raw.reason, "reason"),
    ...(raw.link === undefined ? {} : { link: at.text(raw.link, "link") }),
    release: at.text(raw.release, "release"),
    ...(raw.change === undefined ? {} : { change: at.text(raw.change, "change") }),
  };
  at.leave();
  return returned;
}

function readFooter(raw: Unchecked, at: WireReader): FooterLine {
  const exitStatus = at.integer(raw.exitStatus, "exitStatus", 0, 3) as FooterLine["exitStatus"];
  if (!EXIT_STATUSES.includes(exitStatus)) {
    at.fail("WIRE_RANGE", "exitStatus", `${exitStatus} is the exit status of no run`);
  }
  const line: Mutable<FooterLine> = {
    line: "footer",
    exitStatus,
    requirements: readCounts(raw.requirements, "requirements", at),
    cases: at.integer(raw.cases, "cases", 0, MOST),
    seed: at.text(raw.seed, "seed"),
  };
  if (raw.problems !== undefined) line.problems = at.texts(raw.problems, "problems");
  return line;
}
