/** The lists of a scenario: how each is created, what is done with it, and how long it lives. */

import type { Scenario } from "../model/scenario.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

export interface ListLife {
  readonly label: string;
  /** `got` from a device, `made` by inserting, or `group`: merged by the implementation. */
  readonly origin: "got" | "made" | "group";
  /** The get that created it, if it is a `got` list of a device of the platform. */
  readonly get?: GetFact;
  readonly from: number;
  /** The step that puts it, or the number of steps if none does. */
  readonly until: number;
  /** Steps in which its caller overwrites or empties it, those that insert into it, and those that read it. */
  readonly writes: readonly number[];
  readonly inserts: readonly number[];
  readonly reads: readonly number[];
}

interface OpenLife {
  label: string;
  origin: ListLife["origin"];
  get?: GetFact;
  from: number;
  until: number;
  writes: number[];
  inserts: number[];
  reads: number[];
}

/** The lives of all lists, in the order of their creation. */
export function listLives(facts: ScenarioFacts): readonly ListLife[] {
  return facts.derive(findListLives);
}

/**
 * Whether a list should contain a region: that of a device with an RMRR or the interrupt window, or one made by
 * inserting.
 */
export function isDueSomething({ origin, get }: ListLife, { profile }: ScenarioFacts): boolean {
  if (origin !== "got") return true;
  return get !== undefined && get.present && (get.coverage.required > 0 || profile.msiWindow === "yes");
}

function findListLives(facts: ScenarioFacts): readonly ListLife[] {
  return livesOf(facts.scenario, facts.gets);
}

function livesOf({ steps }: Scenario, gets: readonly GetFact[]): readonly ListLife[] {
  const lives: OpenLife[] = [];
  const open = new Map<string, OpenLife>();
  const begin = (label: string, origin: ListLife["origin"], from: number): OpenLife => {
    const life: OpenLife = { label, origin, from, until: steps.length, writes: [], inserts: [], reads: [] };
    lives.push(life);
    open.set(label, life);
    return life;
  };
  let nextGet = 0;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]!;
    switch (step.do) {
      case "get": {
        const life = begin(step.list, "got", index);
        if (gets[nextGet]?.step === index) life.get = gets[nextGet++]!;
        break;
      }
      case "group":
        begin(step.list, "group", index);
        break;
      case "insert":
      case "insert-all-of":
        (open.get(step.list) ?? begin(step.list, "made", index)).inserts.push(index);
        break;
      case "scribble":
      case "empty":
        open.get(step.list)?.writes.push(index);
        break;
      case "read":
        open.get(step.list)?.reads.push(index);
        break;
      case "put": {
        const life = open.get(step.list);
        if (life !== undefined) life.until = index;
        open.delete(step.list);
        break;
      }
      default:
    }
  }
  return lives;
}
