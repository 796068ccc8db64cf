/** Who owns the regions that a get hands out: the caller, and nobody else (series 3/8). */

import type { Step } from "../model/scenario.ts";
import type { Witness } from "../model/verdict.ts";
import { memoryFaults } from "../oracle/list-history.ts";
import { listLives, type ListLife } from "../oracle/list-lives.ts";
import type { MemoryFaultKind } from "../oracle/memory-fault.ts";
import type { Observations } from "../oracle/observations.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { dependsOnLists, memoryWitnesses } from "./about-faults.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["ownership", "hierarchy", "merge", "table"] as const;

interface OwnershipRequirement extends Omit<Requirement, "streams" | "dependsOn" | "judge"> {
  readonly faults: ReadonlySet<MemoryFaultKind>;
  /** Kinds of steps of which at least one has to be seen. */
  readonly needs: readonly Step["do"][];
  /** Nothing can be said if the implementation does not account for its memory. */
  readonly needsMemory?: boolean;
}

function ownership({ faults, needs, needsMemory = false, ...rest }: OwnershipRequirement): Requirement {
  return {
    ...rest,
    streams: STREAMS,
    dependsOn: dependsOnLists,
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      if (needsMemory && !observed.trace.observesMemory) return "not-observable";
      const found = memoryWitnesses(memoryFaults(observed), faults);
      return found.length > 0 || sawAll(observed, needs) ? found : "not-observable";
    },
  };
}

/** True if of each of these kinds of steps at least one was carried out. */
function sawAll(observed: Observations, needs: readonly Step["do"][]): boolean {
  const { steps } = observed.facts.scenario;
  return needs.every((need) =>
    steps.some((step, index) => {
      if (step.do !== need) return false;
      const { status } = observed.result(index);
      return status !== "unsupported" && status !== "error";
    }),
  );
}

/** Regions that a list is due, at least. */
function dueIn(life: ListLife, { profile }: ScenarioFacts): number {
  if (life.origin !== "got") return 1;
  const { get } = life;
  if (get === undefined || !get.present) return 0;
  return get.coverage.required + (profile.msiWindow === "yes" ? 1 : 0);
}

/** True if two lists that hold something are alive at once; of the same device, if `ofOneDevice`. */
function someMeet(facts: ScenarioFacts, ofOneDevice: boolean): boolean {
  // Lives are in the order in which they begin, so an earlier one only has to last.
  const latestUntil = new Map<number, number>();
  for (const life of listLives(facts)) {
    if (dueIn(life, facts) === 0 || (ofOneDevice && life.get === undefined)) continue;
    const key = ofOneDevice ? life.get!.index : 0;
    const until = latestUntil.get(key);
    if (until !== undefined && until > life.from) return true;
    if (until === undefined || life.until > until) latestUntil.set(key, life.until);
  }
  return false;
}

/** True if a list holds something while or after another one is written to, and is seen then. */
function someOutliveWrites(facts: ScenarioFacts): boolean {
  const lives = listLives(facts).filter((life) => dueIn(life, facts) > 0);
  const byFirstWrite = lives.filter((life) => life.writes.length > 0).sort((a, b) => a.writes[0]! - b.writes[0]!);
  const [first, second] = byFirstWrite;
  if (first === undefined) return false;
  return lives.some((life) => {
    const write = life === first ? second?.writes[0] : first.writes[0];
    if (write === undefined) return false;
    if (life.from > write) return life.origin === "got";
    return (life.reads.at(-1) ?? -1) > write;
  });
}

/** True if the regions of a device that is due some are got twice. */
function someAskedTwice(facts: ScenarioFacts): boolean {
  const asked = new Set<number>();
  return listLives(facts).some((life) => {
    if (life.get === undefined || dueIn(life, facts) === 0) return false;
    if (asked.has(life.get.index)) return true;
    asked.add(life.get.index);
    return false;
  });
}

/** True if something was done between two looks at a list. */
function isLookedAtAgain(facts: ScenarioFacts, life: ListLife): boolean {
  const { steps } = facts.scenario;
  const looks = [life.from, ...life.reads, ...life.writes, ...life.inserts].sort((a, b) => a - b);
  return looks.some((look, i) => {
    if (steps[look]!.do !== "read") return false;
    for (let index = looks[i - 1]! + 1; index < look; index++) if (steps[index]!.do !== "read") return true;
    return false;
  });
}

export const OWNERSHIP: readonly Requirement[] = [
  ownership({
    id: "ownership/distinct-objects",
    level: "must",
    statement: "No region object is in two lists that are alive, or twice in one, and every list ends.",
    source: "series 3/8; intel_iommu_get_resv_regions",
    when: "two lists are alive at once, or one is due several regions",
    faults: new Set(["in-two-lists", "twice-in-one-list", "endless-list"]),
    needs: [],
    trigger: (facts) => listLives(facts).some((life) => dueIn(life, facts) > 1) || someMeet(facts, false),
  }),
  ownership({
    id: "ownership/fresh-per-get",
    level: "must",
    statement: "Two lists of one device that are alive at once hold equal sets of regions and share no object.",
    source: "series 3/8; intel_iommu_get_resv_regions",
    when: "two lists of one device are alive at once",
    faults: new Set(["shared-object", "unequal-lists"]),
    needs: ["get"],
    trigger: (facts) => someMeet(facts, true),
  }),
  ownership({
    id: "ownership/isolated-writes",
    level: "must",
    statement:
      "A caller that overwrites or empties its list changes no other list, looked at again, and nothing that a later get gives.",
    source: "series 3/8; intel_iommu_get_resv_regions",
    when: "a list is overwritten or emptied, and another one is looked at again or got afterwards",
    faults: new Set(["changed-by-write", "later-get-changed"]),
    needs: ["get"],
    trigger: someOutliveWrites,
  }),
  ownership({
    id: "ownership/put-frees-own",
    level: "must",
    statement: "Putting a list frees exactly the objects of that list, of every type, in whatever order lists are put.",
    source: "series 3/8; iommu_put_resv_regions",
    when: "a list that was got is put",
    faults: new Set(["not-freed", "freed-twice", "frees-other-list"]),
    needs: ["get", "put"],
    needsMemory: true,
    trigger: (facts) =>
      listLives(facts).some(
        (life) => life.origin === "got" && life.until < facts.scenario.steps.length && dueIn(life, facts) > 0,
      ),
  }),
  ownership({
    id: "ownership/undisturbed",
    level: "must",
    statement:
      "A list that nobody writes to stays as it was, object by object, whatever is got, put, inserted or asked meanwhile, and a device that is asked again gives the same.",
    source: "series 3/8; SPEC of reserved regions, memory and context",
    when: "a list is looked at again after something else was done, or a device is asked twice",
    faults: new Set(["changed", "later-get-differs"]),
    needs: ["get"],
    trigger: (facts) =>
      listLives(facts).some(
        (life) => life.origin === "got" && dueIn(life, facts) > 0 && isLookedAtAgain(facts, life),
      ) || someAskedTwice(facts),
  }),
];
