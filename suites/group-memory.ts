/**
 * Which list of a group comes out short because a member's own list did, where nothing says so: a word for a known
 * divergence of Linux.
 *
 * The list of a group takes, member by member, an allocation for each region of the member's list and then one for
 * each that is inserted. Of the former nobody reports that they failed, of the latter it is reported; so a failure
 * that reaches the latter is none of this, and if it is kept quiet all the same, that is another fault.
 */

import type { Step } from "../model/scenario.ts";
import { isIsaBridge } from "../oracle/device-class.ts";
import { presentMembers } from "../oracle/member-addresses.ts";
import { FORBIDDEN } from "../oracle/named-scope.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";

/** The allocations of memory that fail, counted from here, both included. */
interface Failing {
  from: number;
  until: number;
}

/** Whether memory runs out for the list of a member, and not for what is inserted into that of its group. */
export function losesMembersRegionsInSilence(facts: ScenarioFacts): boolean {
  // The window of an ISA bridge depends on how a kernel was configured.
  return [false, true].some((hasIsaWindow) => losesInSilence(facts, hasIsaWindow));
}

function losesInSilence(facts: ScenarioFacts, hasIsaWindow: boolean): boolean {
  let failing: Failing | "somewhere" | undefined;
  const listsOf = (members: readonly number[]): readonly (readonly number[])[] =>
    members.map((member) => listOf(facts, member, hasIsaWindow));
  for (const [index, step] of facts.scenario.steps.entries()) {
    if (step.do === "fail-allocations") {
      failing = { from: step.first, until: step.first + step.count - 1 };
      continue;
    }
    if (failing === undefined) continue;
    if (failing === "somewhere") {
      if (step.do === "group") return true;
    } else if (step.do === "group" || step.do === "show") {
      const lost = losesOf(failing, listsOf(presentMembers(facts, step.group, index)));
      if (lost === "in-silence" && step.do === "group") return true;
    } else if (step.do === "get") {
      const get = facts.getAt(index);
      if (get === undefined) continue;
      const { index: device, present } = get;
      // Of a function that is not there nobody knows but the windows.
      regionsGot(failing, (present ? listOf : windowsOf)(facts, device, hasIsaWindow));
    } else if (step.do === "insert") {
      fails(failing);
    } else if (!ALLOCATES_NOTHING.has(step.do) || isAboutAssignment(step)) {
      failing = "somewhere";
    }
  }
  return false;
}

/** Steps for which nobody asks for memory; of all others that are not counted it is not known how much they take. */
const ALLOCATES_NOTHING: ReadonlySet<Step["do"]> = new Set(["read", "put", "scribble", "empty", "ask", "remove"]);

/** Since Linux 6.6, whether a device is locked is found out by taking it. */
function isAboutAssignment(step: Step): boolean {
  return step.do === "ask" && step.predicate === "locked";
}

/** How many regions the list of a member has, by the RMRR or window that they come from. */
function listOf(facts: ScenarioFacts, member: number, hasIsaWindow: boolean): readonly number[] {
  // A function that several scopes of an RMRR name is remembered once; one that is below another is found by both.
  const targetsOfRmrrs = new Map<number, Set<number>>();
  for (const { scope, strength } of facts.coverage.of(member).namings) {
    if (strength === FORBIDDEN) continue;
    const targets = targetsOfRmrrs.get(scope.rmrr) ?? new Set<number>();
    targetsOfRmrrs.set(scope.rmrr, targets.add(scope.target));
  }
  // RMRRs are walked from the last of the table to the first.
  const counts = [...targetsOfRmrrs].sort(([left], [right]) => right - left).map(([, { size }]) => size);
  return [...counts, ...windowsOf(facts, member, hasIsaWindow)];
}

function windowsOf(facts: ScenarioFacts, member: number, hasIsaWindow: boolean): readonly number[] {
  return hasIsaWindow && isIsaBridge(facts.device(member)) ? [1, 1] : [1];
}

/** Makes the list of a group, and counts the failing allocations down. */
function losesOf(failing: Failing, lists: readonly (readonly number[])[]): "nothing" | "in-silence" | "reported" {
  let lost = false;
  for (const counts of lists) {
    const got = regionsGot(failing, counts);
    lost ||= got < counts.reduce((sum, count) => sum + count, 0);
    for (let region = 0; region < got; region++) if (fails(failing)) return "reported";
  }
  return lost ? "in-silence" : "nothing";
}

/** How many regions the list of a member gets. */
function regionsGot(failing: Failing, counts: readonly number[]): number {
  let got = 0;
  for (const count of counts) {
    // Where one scope of an RMRR gets no memory, the others are not looked at.
    for (let scope = 0; scope < count && !fails(failing); scope++) got++;
  }
  return got;
}

/** Whether the next allocation fails. */
function fails(failing: Failing): boolean {
  failing.from--;
  failing.until--;
  return failing.from <= 0 && failing.until >= 0;
}
