/**
 * Where a profile leaves open what the list of a device holds, and all of it is inserted into another list, it is for the
 * subject to choose what is merged: it may or may not be what a requirement is about.
 */

import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";

/** Requirements that may have seen nothing in a trace of this scenario, as complaints. */
export function complaintsOfOpenInsertions({ steps }: Scenario, profile: Profile): ReadonlySet<string> {
  if (profile === LINUX_PROFILE) return new Set();
  const got = new Set(steps.flatMap((step) => (step.do === "get" ? [step.list] : [])));
  const isOpen = steps.some((step) => step.do === "insert-all-of" && got.has(step.source));
  return new Set(isOpen ? ABOUT_WHAT_IS_MERGED.map((name) => `not-observable merge/${name} `) : []);
}

const ABOUT_WHAT_IS_MERGED: readonly string[] = [
  "order",
  "no-overlap",
  "types-apart",
  "adjacent",
  "any-order",
  "idempotent",
  "tie-order",
  "address-space-ends",
];
