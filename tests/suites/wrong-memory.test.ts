import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, Trace, TraceEvent } from "../../model/trace.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { NaiveSubject } from "../oracle/naive-subject.ts";

function failures(scenario: Scenario, trace: Trace): readonly string[] {
  return judgeCase(REQUIREMENTS, scenario, trace, LINUX_PROFILE)
    .filter(({ outcome }) => outcome === "fail")
    .flatMap(({ requirement, witnesses }) => witnesses.map(({ rule }) => `${requirement.id} ${rule}`));
}

/** Where something of a kind stands in a trace: step and index in it. */
function places(
  trace: Trace,
  count: (result: StepResult, step: number) => readonly number[],
): readonly (readonly [number, number])[] {
  return trace.steps.flatMap((result, step) => count(result, step).map((index) => [step, index] as const));
}

const isAllocation = (event: TraceEvent): boolean => event.event === "alloc";
const isFreeBySubject = (event: TraceEvent): boolean => event.event === "free" && event.by === "implementation";

function eventPlaces(trace: Trace, isMeant: (event: TraceEvent) => boolean): readonly (readonly [number, number])[] {
  return places(trace, ({ events = [] }) => events.flatMap((event, index) => (isMeant(event) ? [index] : [])));
}

function withEvents(
  trace: Trace,
  step: number,
  change: (events: readonly TraceEvent[]) => readonly TraceEvent[],
): Trace {
  const result = trace.steps[step]!;
  return { ...trace, steps: trace.steps.with(step, { ...result, events: change(result.events ?? []) }) };
}

function withRegions(
  trace: Trace,
  step: number,
  change: (regions: readonly ObservedRegion[]) => readonly ObservedRegion[],
): Trace {
  const result = trace.steps[step]!;
  return { ...trace, steps: trace.steps.with(step, { ...result, regions: change(result.regions ?? []) }) };
}

/** Streams in which memory is all that goes wrong with it; what comes and goes, and fails, has rules of its own. */
const MEMORY_STREAMS = STREAMS.filter(({ name }) => ["hierarchy", "ownership", "merge"].includes(name));

/** Checks for many cases of these streams that a change to the trace of a right subject is noticed. */
function isNoticed(
  seed: number,
  find: (trace: Trace, scenario: Scenario) => readonly (readonly [number, number])[],
  change: (trace: Trace, step: number, index: number) => Trace,
): void {
  for (const { name, scenarios } of MEMORY_STREAMS) {
    fc.assert(
      fc.property(scenarios(), fc.nat(), (scenario, which) => {
        const trace = new NaiveSubject(scenario, LINUX_PROFILE, () => false).trace();
        const found = find(trace, scenario);
        if (found.length === 0) return;
        const [step, index] = found[which % found.length]!;
        expect(failures(scenario, trace)).toEqual([]);
        expect(failures(scenario, change(trace, step, index)), `${name}, step ${step}`).not.toEqual([]);
      }),
      { numRuns: lawRuns(120), seed },
    );
  }
}

describe("whatever goes wrong with memory is noticed", () => {
  test("a region that is freed too late or not at all", () => {
    isNoticed(
      71,
      (trace) => eventPlaces(trace, isFreeBySubject),
      (trace, step, index) => withEvents(trace, step, (events) => events.toSpliced(index, 1)),
    );
  });

  test("a region that is freed twice", () => {
    isNoticed(
      72,
      (trace) => eventPlaces(trace, isFreeBySubject),
      (trace, step, index) => withEvents(trace, step, (events) => [...events, events[index]!]),
    );
  });

  test("a region that was never allocated", () => {
    isNoticed(
      73,
      (trace) => eventPlaces(trace, isAllocation),
      (trace, step, index) => withEvents(trace, step, (events) => events.toSpliced(index, 1)),
    );
  });

  test("a region that nobody holds", () => {
    isNoticed(
      74,
      (trace) => eventPlaces(trace, isAllocation),
      (trace, step) =>
        withEvents(trace, step, (events) => [
          ...events,
          { event: "alloc", object: "forgotten", kind: "region", maySleep: true, atomic: false },
        ]),
    );
  });

  test("a touch of what was freed", () => {
    isNoticed(
      75,
      (trace) => eventPlaces(trace, isFreeBySubject),
      (trace, step, index) =>
        withEvents(trace, step, (events) => {
          const freed = events[index]!;
          return "object" in freed ? [...events, { event: "touch-after-free", object: freed.object }] : events;
        }),
    );
  });

  test("a list that is not as it was left: a region more, less, changed, moved, or another object", () => {
    const changes: readonly ((regions: readonly ObservedRegion[], index: number) => readonly ObservedRegion[])[] = [
      (regions, index) => regions.toSpliced(index, 1),
      (regions, index) => regions.with(index, { ...regions[index]!, end: regions[index]!.end ^ 1n }),
      (regions, index) => regions.with(index, { ...regions[index]!, protection: regions[index]!.protection ^ 1 }),
      (regions, index) => regions.with(index, { ...regions[index]!, object: "another" }),
      (regions, index) => [...regions, { ...regions[index]!, object: "another" }],
    ];
    for (const [at, change] of changes.entries()) {
      isNoticed(
        76 + at,
        (trace, { steps }) =>
          places(trace, ({ regions = [] }, step) =>
            steps[step]!.do === "read" ? regions.map((_, index) => index) : [],
          ),
        (trace, step, index) => withRegions(trace, step, (regions) => change(regions, index)),
      );
    }
  });

  test("an object that two lists share, or that stands twice in one", () => {
    isNoticed(
      90,
      (trace, { steps }) =>
        places(trace, ({ regions = [] }, step) => (steps[step]!.do === "get" ? regions.map((_, index) => index) : [])),
      (trace, step, index) => {
        const earlier = trace.steps.slice(0, step).flatMap(({ regions = [] }) => regions);
        const { object } = earlier.at(-1) ?? trace.steps[step]!.regions![index]!;
        return withRegions(trace, step, (regions) => [...regions, { ...regions[index]!, object }]);
      },
    );
  });
});
