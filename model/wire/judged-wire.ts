/** A judge's answers on the wire. */

import type {
  CaseFailure,
  EndedCase,
  FoundFailure,
  JudgedAnswer,
  JudgedScenario,
  KeptProblem,
  KeptTally,
  NamedVerdict,
  ShrunkFailure,
} from "../judged.ts";
import { OUTCOMES } from "../verdict.ts";
import { readOrigin } from "./origin-wire.ts";
import { readScenario, scenarioToWire } from "./scenario-wire.ts";
import { readTrace, traceToWire } from "./trace-wire.ts";
import type { Unchecked, WireReader } from "./wire-reader.ts";
import type { FoundFailureWire, JudgedAnswerWire, JudgedScenarioWire } from "./wire-types.ts";
import { readWitness, witnessToWire } from "./witness-wire.ts";
import type { Mutable } from "./write-values.ts";

const MOST = Number.MAX_SAFE_INTEGER;
const ANSWERS = ["scenario", "cases", "least", "stored", "problem"] as const;
const CASE_OUTCOMES = ["hang", "fail", "error", "known"] as const;
const ENDINGS: readonly EndedCase["how"][] = ["died", "hung", "counted"];

export function judgedAnswerToWire(answer: JudgedAnswer): JudgedAnswerWire {
  switch (answer.what) {
    case "scenario":
      return { ...answer, judged: judgedScenarioToWire(answer.judged) };
    case "cases": {
      const failures = answer.tally.failures.map(({ witness, trace, ...failure }) => ({
        ...failure,
        ...(witness === undefined ? {} : { witness: witnessToWire(witness) }),
        ...(trace === undefined ? {} : { trace: traceToWire(trace) }),
      }));
      return { ...answer, tally: { ...answer.tally, failures } };
    }
    case "least": {
      const { scenario, found, ...rest } = answer.shrunk;
      const shrunk = {
        ...rest,
        scenario: scenarioToWire(scenario),
        ...(found === undefined ? {} : { found: foundToWire(found) }),
      };
      return { ...answer, shrunk };
    }
    case "stored":
    case "problem":
      return answer;
    default:
      return answer satisfies never;
  }
}

function judgedScenarioToWire({ trace, verdicts, failures }: JudgedScenario): JudgedScenarioWire {
  return {
    trace: traceToWire(trace),
    verdicts: verdicts.map((verdict) => ({ ...verdict, witnesses: verdict.witnesses.map(witnessToWire) })),
    failures: failures.map((failure) => ({ ...failure, witness: witnessToWire(failure.witness) })),
  };
}

function foundToWire({ trace, witness }: FoundFailure): FoundFailureWire {
  return { trace: traceToWire(trace), witness: witnessToWire(witness) };
}

/** Reads an answer from the members of an untrusted value. @throws ConformanceError `WIRE_…` */
export function readJudgedAnswer(raw: Unchecked, at: WireReader): JudgedAnswer {
  const what = at.choice(raw.what, "what", ANSWERS);
  switch (what) {
    case "scenario":
      return { what, origin: readOrigin(raw.origin, at), judged: within(raw, "judged", at, readJudgedScenario) };
    case "cases":
      return { what, tally: within(raw, "tally", at, readTally) };
    case "least":
      return {
        what,
        course: at.integer(raw.course, "course", 0, MOST),
        index: at.integer(raw.index, "index", 0, MOST),
        key: at.text(raw.key, "key"),
        shrunk: within(raw, "shrunk", at, readShrunk),
      };
    case "stored":
      return { what, file: at.text(raw.file, "file") };
    case "problem":
      return { what, problem: within(raw, "problem", at, readProblem) };
    default:
      return what satisfies never;
  }
}

export function readProblem(raw: Unchecked, at: WireReader): KeptProblem {
  return {
    code: at.text(raw.code, "code"),
    cause: at.text(raw.cause, "cause"),
    nextStep: at.text(raw.nextStep, "nextStep"),
  };
}

function readJudgedScenario(raw: Unchecked, at: WireReader): JudgedScenario {
  return {
    trace: readTrace(raw.trace, at, "trace"),
    verdicts: at.each(raw.verdicts, "verdicts", readVerdict),
    failures: at.each(raw.failures, "failures", readCaseFailure),
  };
}

function readVerdict(value: unknown, at: WireReader): NamedVerdict {
  const raw = at.object(value);
  return {
    requirement: at.text(raw.requirement, "requirement"),
    outcome: at.choice(raw.outcome, "outcome", OUTCOMES),
    witnesses: at.each(raw.witnesses, "witnesses", (witness) => readWitness(witness, at)),
  };
}

function readCaseFailure(value: unknown, at: WireReader): CaseFailure {
  const raw = at.object(value);
  return {
    ...readFailureKey(raw, at),
    ...(raw.requirement === undefined ? {} : { requirement: at.text(raw.requirement, "requirement") }),
    witness: readWitness(raw.witness, at, "witness"),
  };
}

function readFailureKey(raw: Unchecked, at: WireReader): Pick<CaseFailure, "key" | "outcome" | "rule" | "divergence"> {
  return {
    key: at.text(raw.key, "key"),
    outcome: at.choice(raw.outcome, "outcome", CASE_OUTCOMES),
    rule: at.text(raw.rule, "rule"),
    ...(raw.divergence === undefined ? {} : { divergence: at.integer(raw.divergence, "divergence", 0, MOST) }),
  };
}

function readTally(raw: Unchecked, at: WireReader): KeptTally {
  const count = (name: string): number => at.integer(raw[name], name, 0, MOST);
  const counts = (name: string): readonly number[] =>
    at.list(raw[name], name).map((each, index) => at.integer(each, `${name}[${index}]`, 0, MOST));
  return {
    course: count("course"),
    from: count("from"),
    to: count("to"),
    hung: count("hung"),
    died: count("died"),
    skipped: count("skipped"),
    ...(raw.ended === undefined ? {} : { ended: at.choice(raw.ended, "ended", ENDINGS) }),
    counts: counts("counts"),
    situations: counts("situations"),
    failures: at.each(raw.failures, "failures", readTalliedFailure),
  };
}

function readTalliedFailure(value: unknown, at: WireReader): KeptTally["failures"][number] {
  const raw = at.object(value);
  const failure: Mutable<KeptTally["failures"][number]> = {
    ...readFailureKey(raw, at),
    requirements: at.texts(raw.requirements, "requirements"),
    occurrences: at.integer(raw.occurrences, "occurrences", 1, MOST),
    first: at.integer(raw.first, "first", 0, MOST),
  };
  if (raw.witness !== undefined) failure.witness = readWitness(raw.witness, at, "witness");
  if (raw.trace !== undefined) failure.trace = readTrace(raw.trace, at, "trace");
  return failure;
}

function readShrunk(raw: Unchecked, at: WireReader): ShrunkFailure {
  const found =
    raw.found === undefined
      ? undefined
      : within(raw, "found", at, (inner) => ({
          trace: readTrace(inner.trace, at, "trace"),
          witness: readWitness(inner.witness, at, "witness"),
        }));
  return {
    scenario: readScenario(raw.scenario, at, "scenario"),
    found,
    tried: at.integer(raw.tried, "tried", 0, MOST),
    taken: at.integer(raw.taken, "taken", 0, MOST),
    cut: at.flag(raw.cut, "cut"),
  };
}

function within<Value>(
  raw: Unchecked,
  name: string,
  at: WireReader,
  read: (inner: Unchecked, at: WireReader) => Value,
): Value {
  const inner = at.object(raw[name], name);
  at.enter(name);
  const value = read(inner, at);
  at.leave();
  return value;
}
