/**
 * Judges starts that ran out of memory: the answers after those that reported success all the same, the answers after
 * later starts that had enough memory, and what became of their objects.
 *
 * A mistake that also occurs after a start with enough memory is not caused by the shortage, and is left to the
 * requirements that it breaks. So a device is judged only if there is another answer about it to compare with, and only
 * by what that other answer got right.
 */

import type { ObjectIdentity } from "../model/trace.ts";
import { lacksMemory } from "./lacks-memory.ts";
import type { GetDifferences } from "./get-differences.ts";
import { memoryFaults } from "./list-history.ts";
import { shownRegions } from "./list-comparison.ts";
import type { MemoryFaultKind } from "./memory-fault.ts";
import type { ObservedGet, Observations } from "./observations.ts";
import type { AskFact } from "./scenario-facts.ts";
import type { StartFault } from "./start-fault.ts";
import { type Start, startBefore, starts } from "./starts.ts";

export interface StartHistory {
  readonly faults: readonly StartFault[];
  /** A start ran out of memory, and its consequences could be observed. */
  readonly seen: boolean;
}

export function startHistory(observed: Observations): StartHistory {
  return observed.derive(judgeStarts);
}

function judgeStarts(observed: Observations): StartHistory {
  const failed = starts(observed).filter(({ step }) => ranOutOfMemory(observed, step));
  if (failed.length === 0) return { faults: unfoundedReports(observed), seen: false };
  const answers = new Answers(observed);
  const faults = [...answers.faults(), ...unfoundedReports(observed), ...objectFaults(observed, failed)];
  return {
    faults: faults.sort((left, right) => left.step - right.step),
    seen: answers.seen || observed.trace.observesMemory,
  };
}

/** An implementation whose memory is not observed can still report that it ran out of it. */
function ranOutOfMemory(observed: Observations, step: number): boolean {
  if (step < 0) return false;
  const result = observed.result(step);
  return lacksMemory(result) || (result.status === "no-memory" && !observed.trace.observesMemory);
}

/**
 * Starts that report `no-memory` although none of their allocations failed. If memory is not observed, this is certain
 * only once `no-memory` has been reported more often than allocations were told to fail.
 */
function unfoundedReports(observed: Observations): readonly StartFault[] {
  const faults: StartFault[] = [];
  let ordered = 0;
  let said = 0;
  for (const [step, what] of observed.facts.scenario.steps.entries()) {
    const result = observed.result(step);
    if (what.do === "fail-allocations") ordered += what.count;
    if (result.status === "no-memory") said++;
    if (what.do !== "restart" || result.status !== "no-memory") continue;
    const isUnfounded = observed.trace.observesMemory ? !lacksMemory(result) : said > ordered;
    if (isUnfounded) faults.push({ kind: "no-memory-afterwards", step, expected: "ok", received: "no-memory" });
  }
  return faults;
}

/** In which role a start's answers are compared with those after other starts. */
type Moment = "at-start" | "afterwards";

/** A start with enough memory that follows a failed one is compared with the starts before that one. */
function momentOf({ kind, afterFailure }: Start): Moment | undefined {
  if (kind === "short") return "at-start";
  return kind === "whole" && afterFailure ? "afterwards" : undefined;
}

class Answers {
  seen = false;
  readonly #observed: Observations;

  constructor(observed: Observations) {
    this.#observed = observed;
  }

  faults(): readonly StartFault[] {
    const { asks } = this.#observed.facts;
    return [
      ...this.#observed.gets.flatMap((get) => this.#judgeGet(get)),
      ...asks.flatMap((ask) => this.#judgeAsk(ask)),
    ];
  }

  /** Whether a step serves as a model: its start, and for `afterwards` every earlier one, had enough memory. */
  #isModel(step: number, moment: Moment): boolean {
    const { kind, afterFailure } = startBefore(this.#observed, step);
    return kind === "whole" && (moment === "at-start" || !afterFailure);
  }

  #judgeGet({ get, view, differences }: ObservedGet): readonly StartFault[] {
    const moment = momentOf(startBefore(this.#observed, get.step));
    if (moment === undefined || view !== "whole") return [];
    const models = this.#observed.gets.filter(
      (other) => other.view === "whole" && other.get.index === get.index && this.#isModel(other.get.step, moment),
    );
    if (models.length === 0) return [];
    this.seen = true;
    if (differences === undefined) return [];
    const about = { step: get.step, device: get.label, list: get.list };
    const received = shownRegions(this.#observed.result(get.step).regions!);
    const lost = differences.missing.find(({ range }) =>
      models.some(({ differences: other }) => !other?.missing.some((missing) => missing.range === range)),
    );
    if (lost !== undefined) {
      const [naming] = lost.namings;
      const { rmrr, scope } = naming!.scope;
      const expected = [this.#observed.facts.coverage.ranges.at(lost.range)];
      return [{ kind: `lost-${moment}`, ...about, rmrr, scope, expected, received }];
    }
    const isChanged = hasWrongRegions(differences) && models.some((other) => !hasWrongRegions(other.differences));
    return isChanged ? [{ kind: `changed-${moment}`, ...about, received }] : [];
  }

  #judgeAsk({ step, ask, index, present }: AskFact): readonly StartFault[] {
    const moment = momentOf(startBefore(this.#observed, step));
    const answer = this.#observed.answerTo(step);
    if (moment === undefined || answer === undefined || ask.predicate !== "has-rmrr" || !present) return [];
    const { asks, coverage } = this.#observed.facts;
    if (coverage.of(index).required === 0) return [];
    const wasRight = asks.some(
      (other) =>
        other.ask.predicate === "has-rmrr" &&
        other.index === index &&
        other.present &&
        this.#isModel(other.step, moment) &&
        this.#observed.answerTo(other.step) === true,
    );
    if (!wasRight) return [];
    this.seen = true;
    return answer ? [] : [{ kind: `denied-${moment}`, step, device: ask.device, expected: true, received: false }];
  }
}

/** Whether some region is wrong; missing regions do not count. */
function hasWrongRegions(differences: GetDifferences | undefined): boolean {
  if (differences === undefined) return false;
  const { inexact, extra, wrongTypes, wrongProtections, windows } = differences;
  return inexact.length + extra.length + wrongTypes.length + wrongProtections.length + windows.length > 0;
}

/** The faults of objects that a start allocates or frees. */
const OF_OBJECTS: ReadonlySet<MemoryFaultKind> = new Set([
  "leaked",
  "left-after-tear-down",
  "left-after-failed-start",
  "touched-after-free",
  "freed-again",
  "freed-unknown",
]);

/** Faults of objects allocated or freed by a start that ran out of memory, of kinds that no other object has. */
function objectFaults(observed: Observations, failed: readonly Start[]): readonly StartFault[] {
  const involved = new Set<ObjectIdentity>();
  for (const { step } of failed) {
    for (const event of observed.result(step).events ?? []) if ("object" in event) involved.add(event.object);
  }
  const usual = new Set<MemoryFaultKind>();
  const found: StartFault[] = [];
  for (const { kind, step, object, message } of memoryFaults(observed)) {
    if (object === undefined || !OF_OBJECTS.has(kind)) continue;
    if (involved.has(object)) found.push({ kind, step, object, ...(message === undefined ? {} : { message }) });
    else usual.add(kind);
  }
  return found.filter(({ kind }) => !usual.has(kind as MemoryFaultKind));
}
