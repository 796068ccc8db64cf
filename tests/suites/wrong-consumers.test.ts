/**
 * What is made of a group's regions fails a requirement if and only if it is not what follows page by page and
 * address by address: right results, changed a little, against a second judge.
 */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { AddressRange } from "../../model/region.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import type { MappedRange, StepResult } from "../../model/trace.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { dueRegions, NaiveSubject } from "../oracle/naive-subject.ts";
import { endpoint, endpointScope, rmrr, scenario, XHCI } from "../reference/hand-made.ts";

const PAGE = 0x1000n;
/** The small world: sixteen pages from the first on; the interrupt window lies far above. */
const PAGES = 16;

interface Reserved {
  readonly from: number;
  readonly length: number;
  readonly nic: boolean;
}

const anyReserved = (): fc.Arbitrary<Reserved> =>
  fc.record({ from: fc.nat(PAGES - 4), length: fc.integer({ min: 1, max: 4 }), nic: fc.boolean() });

const anyRange = (): fc.Arbitrary<AddressRange> =>
  fc
    .tuple(fc.nat(PAGES + 2), fc.integer({ min: 0, max: 5 }))
    .map(([from, length]) => ({ start: BigInt(from) * PAGE, end: BigInt(from + length) * PAGE - 1n }));

/** A USB controller, and a network card if it is to be there, in one group. */
function scenarioOf(reserved: readonly Reserved[], withNic: boolean, ...steps: readonly Step[]): Scenario {
  const functions = [endpoint("usb", "0:14.0", { classCode: XHCI }), endpoint("nic", "0:2.0")];
  const structures = reserved.map(({ from, length, nic }) => {
    const start = BigInt(from) * PAGE;
    return rmrr(start, start + BigInt(length) * PAGE - 1n, endpointScope(0, nic ? "2.0" : "14.0"));
  });
  return scenario({ functions, groups: { all: withNic ? ["usb", "nic"] : ["usb"] }, structures }, ...steps);
}

/** The right result of the first step, as the second judge has it, with some ranges changed. */
function changedResult<Range extends AddressRange>(
  right: readonly Range[],
  changes: readonly Change[],
  plain: (range: AddressRange) => Range,
): readonly Range[] {
  const ranges = [...right];
  for (const { what, at, range } of changes) {
    const index = ranges.length === 0 ? 0 : at % ranges.length;
    if (what === "add") ranges.push(plain(range));
    else if (ranges.length > 0 && what === "drop") ranges.splice(index, 1);
    else if (ranges.length > 0 && what === "replace") ranges[index] = { ...ranges[index]!, ...range };
  }
  return ranges;
}

interface Change {
  readonly what: "add" | "drop" | "replace" | "nothing";
  readonly at: number;
  readonly range: AddressRange;
}

const anyChange = (): fc.Arbitrary<Change> =>
  fc.record({ what: fc.constantFrom("add", "drop", "replace", "nothing"), at: fc.nat(), range: anyRange() });

function failures(judged: Scenario, first: StepResult): readonly string[] {
  const right = new NaiveSubject(judged, LINUX_PROFILE, () => false, false).trace();
  const trace = { ...right, steps: [first, ...right.steps.slice(1)] };
  return judgeCase(REQUIREMENTS, judged, trace, LINUX_PROFILE)
    .filter(({ outcome }) => outcome === "fail")
    .map(({ requirement }) => requirement.id);
}

function firstOf(asked: Scenario): StepResult {
  return new NaiveSubject(asked, LINUX_PROFILE, () => false, false).trace().steps[0]!;
}

/** The pages of the small world that have an address of these ranges. */
function pagesOf(ranges: readonly AddressRange[]): readonly number[] {
  return Array.from({ length: PAGES + 16 }, (_, page) => page).filter((page) =>
    ranges.some(({ start, end }) => start <= end && start < BigInt(page + 1) * PAGE && end >= BigInt(page) * PAGE),
  );
}

function sum(ranges: readonly AddressRange[]): number {
  return ranges.reduce((pages, range) => pages + pagesOf([range]).length, 0);
}

const anyCase = (): fc.Arbitrary<readonly [readonly Reserved[], boolean, readonly Change[]]> =>
  fc.tuple(fc.array(anyReserved(), { maxLength: 4 }), fc.boolean(), fc.array(anyChange(), { maxLength: 2 }));

const RUNS = lawRuns(3000);

describe("a DMA domain", () => {
  test("maps every page that it has to, no other, and none twice, or fails", () => {
    fc.assert(
      fc.property(anyCase(), ([reserved, withNic, changes]) => {
        const asked = scenarioOf(reserved, withNic, { do: "map", group: "all" });
        const right = firstOf(asked);
        const mapped = changedResult<MappedRange>(right.mapped!, changes, (range) => ({ ...range, protection: 3 }));
        const isRight =
          pagesOf(mapped).join() === pagesOf(right.mapped!).join() && sum(mapped) === pagesOf(mapped).length;
        expect(failures(asked, { ...right, mapped }).length === 0).toBe(isRight);
      }),
      { numRuns: RUNS, seed: 61 },
    );
  });

  test("keeps every address of a region from being handed out, or fails", () => {
    fc.assert(
      fc.property(anyCase(), ([reserved, withNic, changes]) => {
        const asked = scenarioOf(reserved, withNic, { do: "map", group: "all" });
        const right = firstOf(asked);
        const dmaHoles = changedResult<AddressRange>(right.dmaHoles!, changes, (range) => range);
        const kept = pagesOf(dmaHoles);
        const window = right.dmaHoles!.at(-1)!;
        const isRight =
          pagesOf(right.dmaHoles!).every((page) => kept.includes(page)) &&
          dmaHoles.some(({ start, end }) => start <= window.start && window.end <= end);
        expect(failures(asked, { ...right, dmaHoles }).length === 0).toBe(isRight);
      }),
      { numRuns: RUNS, seed: 62 },
    );
  });
});

describe("the assignment of a group", () => {
  test("gives exactly what of the aperture is not kept, once, and is refused where it has to be, or fails", () => {
    fc.assert(
      fc.property(
        anyCase(),
        anyRange().filter(({ start, end }) => start <= end),
        fc.option(
          anyRange().filter(({ start, end }) => start <= end),
          { nil: undefined },
        ),
        fc.boolean(),
        ([reserved, withNic, changes], aperture, mapping, refuse) => {
          const step: Step = { do: "attach", group: "all", aperture, mappings: mapping === undefined ? [] : [mapping] };
          const asked = scenarioOf(reserved, withNic, step);
          const isLocked =
            withNic && dueRegions(asked.platform, "nic", LINUX_PROFILE).must.some(({ type }) => type === "direct");
          const right = firstOf(asked);
          expect(right.status).toBe(isLocked ? "refused" : "ok");
          // A mapping beyond the aperture may be a reason to refuse, and may not.
          const isOpen = mapping !== undefined && (mapping.start < aperture.start || mapping.end > aperture.end);
          if (refuse) {
            const failed = failures(asked, { status: "refused" }).length > 0;
            expect(failed).toBe(!isLocked && !isOpen);
            return;
          }
          const usable = changedResult<AddressRange>(right.usable ?? [aperture], changes, (range) => range);
          const isRight =
            !isLocked &&
            pagesOf(usable).join() === pagesOf([aperture]).join() &&
            sum(usable) === pagesOf(usable).length &&
            usable.every(({ start, end }) => start <= end);
          expect(failures(asked, { status: "ok", usable }).length === 0).toBe(isRight);
        },
      ),
      { numRuns: RUNS, seed: 63 },
    );
  });
});
