/** Anything that a record keeps of a run that is to be gone on with, for laws of the wire. */

import * as fc from "fast-check";
import type { JudgedAnswer, KeptProblem, KeptTally } from "../../model/judged.ts";
import type { CaseOrigin, RecordLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { OUTCOMES, type Witness } from "../../model/verdict.ts";

export interface Parts {
  readonly anyText: fc.Arbitrary<string>;
  readonly anyOrigin: fc.Arbitrary<CaseOrigin>;
  readonly anyScenario: fc.Arbitrary<Scenario>;
  readonly anyTrace: fc.Arbitrary<Trace>;
  readonly anyWitness: fc.Arbitrary<Witness>;
}

const count = fc.nat();
const plain = { noNullPrototype: true } as const;

/** The lines of shards, and of runs that did not come to their end. */
export function anyKeptLine(parts: Parts): fc.Arbitrary<RecordLine> {
  const { anyText } = parts;
  const environment = fc.record(
    { node: anyText, platform: anyText, architecture: anyText, started: anyText },
    { ...plain },
  );
  return fc.oneof(
    fc.record(
      {
        line: fc.constant("shard" as const),
        shard: fc.integer({ min: 1 }),
        of: fc.integer({ min: 1 }),
        environment,
      },
      { ...plain, requiredKeys: ["line", "shard", "of"] },
    ),
    fc.record(
      {
        line: fc.constant("asked" as const),
        command: fc.array(anyText),
        module: anyText,
        tables: fc.array(
          fc.record({ name: anyText, bytes: fc.uint8Array().map((bytes) => new Uint8Array(bytes)) }, plain),
          { maxLength: 3 },
        ),
        known: fc.array(fc.record({ requirement: anyText, when: fc.array(anyText) }, plain), { maxLength: 2 }),
        stored: fc.array(fc.record({ name: anyText, text: anyText }, plain), { maxLength: 3 }),
        problems: fc.array(anyProblemOf(parts), { maxLength: 2 }),
      },
      { ...plain, requiredKeys: ["line", "command", "tables", "known", "stored", "problems"] },
    ),
    anyJudgedLine(parts),
  ) as fc.Arbitrary<RecordLine>;
}

/** The lines of what a judge has answered, of every kind. */
export function anyJudgedLine(parts: Parts): fc.Arbitrary<RecordLine> {
  return anyAnswer(parts, anyProblemOf(parts)).map((answer) => ({ line: "judged" as const, ...answer }));
}

function anyProblemOf({ anyText }: Parts): fc.Arbitrary<KeptProblem> {
  return fc.record({ code: anyText, cause: anyText, nextStep: anyText }, plain);
}

function anyAnswer(parts: Parts, anyProblem: fc.Arbitrary<KeptProblem>): fc.Arbitrary<JudgedAnswer> {
  const { anyText, anyOrigin, anyScenario, anyTrace, anyWitness } = parts;
  const key = {
    key: anyText,
    outcome: fc.constantFrom("hang", "fail", "error", "known"),
    rule: anyText,
    divergence: count,
  };
  const verdict = fc.record(
    {
      requirement: anyText,
      outcome: fc.constantFrom(...OUTCOMES),
      witnesses: fc.array(anyWitness, { maxLength: 2 }),
    },
    plain,
  );
  const failure = fc.record(
    { ...key, requirement: anyText, witness: anyWitness },
    { ...plain, requiredKeys: ["key", "outcome", "rule", "witness"] },
  );
  const judged = fc.record(
    { trace: anyTrace, verdicts: fc.array(verdict, { maxLength: 2 }), failures: fc.array(failure, { maxLength: 2 }) },
    plain,
  );
  const tallied = fc.record(
    {
      ...key,
      requirements: fc.array(anyText),
      occurrences: fc.integer({ min: 1 }),
      first: count,
      witness: anyWitness,
      trace: anyTrace,
    },
    { ...plain, requiredKeys: ["key", "outcome", "rule", "requirements", "occurrences", "first"] },
  );
  const tally = fc.record(
    {
      course: count,
      from: count,
      to: count,
      hung: count,
      died: count,
      skipped: count,
      ended: fc.constantFrom("died", "hung", "counted"),
      counts: fc.array(count),
      situations: fc.array(count),
      failures: fc.array(tallied, { maxLength: 2 }),
    },
    { ...plain, requiredKeys: ["course", "from", "to", "hung", "died", "skipped", "counts", "situations", "failures"] },
  ) as unknown as fc.Arbitrary<KeptTally>;
  const found = fc.record({ trace: anyTrace, witness: anyWitness }, plain);
  const shrunk = fc.record(
    {
      scenario: anyScenario,
      found: fc.option(found, { nil: undefined }),
      tried: count,
      taken: count,
      cut: fc.boolean(),
    },
    plain,
  );
  return fc.oneof(
    fc.record({ what: fc.constant("scenario" as const), origin: anyOrigin, judged }, plain),
    fc.record({ what: fc.constant("cases" as const), tally }, plain),
    fc.record({ what: fc.constant("least" as const), course: count, index: count, key: anyText, shrunk }, plain),
    fc.record({ what: fc.constant("stored" as const), file: anyText }, plain),
    fc.record({ what: fc.constant("problem" as const), problem: anyProblem }, plain),
  ) as unknown as fc.Arbitrary<JudgedAnswer>;
}
