/**
 * The tallies of a course, as far as it is judged.
 *
 * They are joined as they arrive, so that a run of any length holds one per course. They are split only where a case
 * ended that counts towards giving up the course, because a merged run must stop there.
 */

import { ConformanceError } from "../../model/conformance-error.ts";
import type { FailureTally, KeptTally, Tally } from "../../model/judged.ts";

export class CourseTallies {
  readonly #tallies: Tally[] = [];

  /** In the order of their cases. */
  get all(): readonly Tally[] {
    return this.#tallies;
  }

  /** Adds the tally of the cases that follow. @returns the part to be recorded */
  add(tally: Tally): KeptTally {
    const kept = abridged(tally, (key) => this.#find(key) !== undefined);
    const last = this.#tallies.at(-1);
    if (last === undefined || last.ended !== undefined || last.to !== tally.from) this.#tallies.push(tally);
    else this.#tallies[this.#tallies.length - 1] = joined(last, tally);
    return kept;
  }

  /** Adds a recorded tally. @throws ConformanceError `RECORD_UNREADABLE` if a failure was never recorded in full */
  restore(kept: KeptTally): void {
    const failures = kept.failures.map((failure): FailureTally => {
      const { witness, trace } = failure;
      if (witness !== undefined && trace !== undefined) return { ...failure, witness, trace };
      const earlier = this.#find(failure.key);
      if (earlier !== undefined) return { ...failure, witness: earlier.witness, trace: earlier.trace };
      throw new ConformanceError(
        "RECORD_UNREADABLE",
        `the failure ${JSON.stringify(failure.key)} is counted before it is described`,
        "name an unmodified record written by `run --report`",
      );
    });
    this.add({ ...kept, failures });
  }

  /** All of them, as they are recorded. */
  kept(): readonly KeptTally[] {
    const told = new Set<string>();
    return this.#tallies.map((tally) => {
      const kept = abridged(tally, (key) => told.has(key));
      for (const { key } of tally.failures) told.add(key);
      return kept;
    });
  }

  #find(key: string): FailureTally | undefined {
    for (const { failures } of this.#tallies) {
      const found = failures.find((failure) => failure.key === key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** A trace may be as large as its platform, so each failure's is recorded once. */
function abridged(tally: Tally, isTold: (key: string) => boolean): KeptTally {
  const failures = tally.failures.map((failure) => {
    if (!isTold(failure.key)) return failure;
    const { witness: _, trace: __, ...rest } = failure;
    return rest;
  });
  return { ...tally, failures };
}

/** One tally for the cases of two, the second following the first. */
function joined(first: Tally, second: Tally): Tally {
  const failures = new Map(first.failures.map((failure) => [failure.key, failure]));
  for (const failure of second.failures) {
    const before = failures.get(failure.key);
    failures.set(
      failure.key,
      before === undefined
        ? failure
        : {
            ...before,
            requirements: [...new Set([...before.requirements, ...failure.requirements])],
            occurrences: before.occurrences + failure.occurrences,
          },
    );
  }
  return {
    course: first.course,
    from: first.from,
    to: second.to,
    hung: first.hung + second.hung,
    died: first.died + second.died,
    skipped: first.skipped + second.skipped,
    ...(second.ended === undefined ? {} : { ended: second.ended }),
    counts: added(first.counts, second.counts),
    situations: added(first.situations, second.situations),
    failures: [...failures.values()],
  };
}

function added(counts: readonly number[], others: readonly number[]): number[] {
  return counts.map((count, index) => count + others[index]!);
}
