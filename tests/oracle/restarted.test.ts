/** What the other histories make of a start in their midst: what was before it counts no more, nor what is while there is none. */

import { expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { allocationFaults } from "../../oracle/allocation-history.ts";
import { failedRequests } from "../../oracle/failed-requests.ts";
import { referenceCounts } from "../../oracle/function-references.ts";
import { plannedFailures } from "../../oracle/planned-failures.ts";
import { get } from "../reference/hand-made.ts";
import { add, historyOf, late, remove } from "./lifecycle-happenings.ts";
import {
  DONE,
  frees,
  kinds,
  makesOther,
  meanwhile,
  mergeAll,
  NIC_AND_DISK,
  put,
  shows,
  STARVED,
} from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const restart: Step = { do: "restart" };
const fail: Step = { do: "fail-allocations", first: 1, count: 1 };
const OFF: StepResult = meanwhile({ status: "no-memory" }, STARVED);
const nic = get("nic", "a");

test("a failure that a start may have used up fails no request for certain", () => {
  const planned = (...steps: Step[]): number =>
    plannedFailures(
      observed(
        NIC_AND_DISK,
        steps.map((step): Happening => [step, DONE]),
      ).facts,
    ).length;
  expect([planned(fail, nic), planned(fail, restart, nic)]).toEqual([1, 0]);
});

test("a request that is made while there is no start has not run out of memory", () => {
  const starved: Happening = [nic, meanwhile({ status: "no-memory", regions: [] }, STARVED)];
  const failed = (...happenings: Happening[]): number =>
    failedRequests(observed(NIC_AND_DISK, happenings, {}, true)).size;
  expect([failed(starved), failed([restart, DONE], starved), failed([restart, OFF], starved)]).toEqual([1, 1, 0]);
});

test("a request that lacks memory while there is no start lacks nothing that was there before", () => {
  const starved: Happening = [nic, meanwhile({ status: "no-memory", regions: [] }, STARVED)];
  const again: Happening = [get("nic", "b"), { status: "no-memory", regions: [] }];
  const faults = (between: StepResult): readonly string[] =>
    allocationFaults(observed(NIC_AND_DISK, [starved, [put("a"), DONE], [restart, between], again], {}, true)).map(
      ({ kind }) => kind,
    );
  expect(faults(DONE)).toEqual(["no-memory-afterwards"]);
  expect(faults(OFF)).toEqual([]);
});

test("what a device gave before a start, another start need not give", () => {
  const gets = (list: string, result: StepResult): Happening[] => [
    [get("nic", list), result],
    [put(list), DONE],
  ];
  expect(kinds(...gets("a", shows(1)), ...gets("b", shows()))).toContain("later-get-differs 2");
  expect(kinds(...gets("a", shows(1)), [restart, DONE], ...gets("b", shows()))).not.toContain("later-get-differs 3");
});

test("a function added after a failed start need not be covered before the next start", () => {
  const group: Happening = [mergeAll("g"), shows()];
  const ofChanges = (between: StepResult): readonly string[] =>
    historyOf(late, [[restart, between], [add("nic"), DONE], group]).faults.map(({ kind }) => kind);
  expect(ofChanges(DONE)).toEqual(["group-lacks-arrival"]);
  expect(ofChanges(OFF)).toEqual([]);
});

test("what a start keeps for functions is not measured by what the one before kept", () => {
  const happenings: readonly Happening[] = [
    [nic, meanwhile(shows(), makesOther(1))],
    [remove("nic"), meanwhile(DONE, frees(1))],
    [add("nic"), meanwhile(DONE, makesOther(2))],
    [restart, meanwhile(DONE, frees(2), makesOther(3), makesOther(4))],
    [restart, meanwhile(DONE, frees(3, 4), makesOther(5), makesOther(6), makesOther(7))],
    [remove("nic"), meanwhile(DONE, frees(5))],
    [add("nic"), meanwhile(DONE, makesOther(8))],
  ];
  expect(referenceCounts(observed(NIC_AND_DISK, happenings, {}, true)).kept).toEqual([]);
});
