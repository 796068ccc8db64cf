/**
 * Which list of a group comes out short because a member's own list did, where nothing says so: a word for a known
 * divergence of Linux.
 *
 * The list of a group takes, member by member, an allocation for each region of the member's list and then one for
 * each that is inserted. Of the former nobody reports that they failed, of the latter it is reported; so a failure
 * that reaches the latter is none of this, and if it is kept quiet all the same, that is another fault.
 */

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
  const { steps } = facts.scenario;
  let failing: Failing | undefined;
  for (const [index, step] of steps.entries()) {
    if (step.do === "fail-allocations") failing = { from: step.first, until: step.first + step.count - 1 };
    // What other steps allocate is not known here.
    else if (step.do !== "group" && step.do !== "read") failing = undefined;
    if (step.do !== "group" || failing === undefined) continue;
    const members = presentMembers(facts, step.group, index);
    if (
      losesOf(
        failing,
        members.map((member) => listOf(facts, member, hasIsaWindow)),
      ) === "in-silence"
    )
      return true;
  }
  return false;
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
  return [...counts, ...(hasIsaWindow && isIsaBridge(facts.device(member)) ? [1] : []), 1];
}

/** Makes the list of a group, and counts the failing allocations down. */
function losesOf(failing: Failing, lists: readonly (readonly number[])[]): "nothing" | "in-silence" | "reported" {
  let lost = false;
  const fails = (): boolean => {
    failing.from--;
    failing.until--;
    return failing.from <= 0 && failing.until >= 0;
  };
  for (const counts of lists) {
    let got = 0;
    for (const count of counts) {
      // Where one scope of an RMRR gets no memory, the others are not looked at.
      for (let scope = 0; scope < count; scope++) {
        if (fails()) {
          lost = true;
          break;
        }
        got++;
      }
    }
    for (let region = 0; region < got; region++) if (fails()) return "reported";
  }
  return lost ? "in-silence" : "nothing";
}
