/**
 * The world of short histories: every sequence of a few steps over up to three functions.
 *
 * How many histories continue from a state depends on few things, so they are counted once for each such kind of state,
 * and a history is found by its number, step by step.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { CLASS_CODE_BRIDGE } from "../class-vocabulary.ts";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  NO_TAIL,
  type Plan,
  planFunction,
  placeOnRoot,
  type PlanRmrr,
  planScope,
  type PlanStep,
} from "../plan.ts";
import { alphabetsOfLength } from "./history-alphabets.ts";
import { HISTORY_RANGES, type HistoryState, type Layout, MADE, type Move, movesFrom } from "./history-moves.ts";
import { type Numbered, union } from "./numbered.ts";
import { SMALL_CLASS_CODES } from "./small-platforms.ts";
import type { SmallWorld } from "./small-world.ts";

const MOST_FUNCTIONS = 3;
const MOST_STEPS = 5;

/** Where functions are, what they are, and how many RMRRs name all of them. */
interface Scene {
  readonly layout: Layout;
  readonly classCodes: readonly number[];
  readonly rmrrs: number;
}

const [NIC, USB, DISPLAY] = SMALL_CLASS_CODES as [number, number, number];

const SCENES: readonly Scene[] = [
  { layout: "beside", classCodes: [NIC, USB, DISPLAY], rmrrs: 1 },
  { layout: "below", classCodes: [CLASS_CODE_BRIDGE, NIC, USB], rmrrs: 1 },
  { layout: "beside", classCodes: [USB, USB, USB], rmrrs: 2 },
];

/** What can happen in a state, and how many histories continue from each possibility. */
interface Fork {
  readonly state: HistoryState;
  readonly moves: readonly Move[];
  readonly counts: readonly number[];
}

/** Every history of exactly this many steps that mentions every function, individually or as a group. */
class Histories implements Numbered<Plan> {
  readonly count: number;
  readonly #scene: Scene;
  readonly #start: HistoryState;
  readonly #steps: number;
  readonly #symmetric: boolean;
  readonly #counts = new Map<string, number>();
  readonly #way: Fork[] = [];

  /** @param symmetric whether histories that differ only in the roles of functions are counted once */
  constructor(scene: Scene, functions: number, steps: number, symmetric: boolean) {
    this.#scene = scene;
    this.#steps = steps;
    this.#symmetric = symmetric;
    this.#start = {
      layout: scene.layout,
      functions,
      present: scene.layout === "below" ? [true] : [],
      bridgeSpokenOf: false,
      lists: [],
      got: 0,
      grouped: false,
      alphabets: alphabetsOfLength(steps),
    };
    this.count = this.#countFrom(this.#start, steps);
  }

  at(index: number): Plan {
    const steps: PlanStep[] = [];
    const absent = new Set<number>();
    let state = this.#start;
    let left = index;
    for (let depth = 0; depth < this.#steps; depth++) {
      const fork = this.#forkAt(depth, state);
      let chosen = 0;
      while (left >= fork.counts[chosen]!) left -= fork.counts[chosen++]!;
      const move = fork.moves[chosen]!;
      steps.push(move.step);
      if (move.absentAtFirst !== undefined) absent.add(move.absentAtFirst);
      state = move.next;
    }
    return planOf(this.#scene, this.#start.functions, absent, steps, state.grouped);
  }

  /** Neighbouring histories share most of their steps, so the last path is remembered. */
  #forkAt(depth: number, state: HistoryState): Fork {
    const known = this.#way[depth];
    if (known?.state === state) return known;
    const after = this.#steps - depth - 1;
    const moves = movesFrom(state, after === 0);
    const counts = moves.map(({ next }) => this.#countFrom(next, after));
    return (this.#way[depth] = { state, moves, counts });
  }

  /** How many functions could have played the roles of those mentioned; 0 if some function is never used. */
  #castings({ layout, functions, present, bridgeSpokenOf, grouped }: HistoryState): number {
    const alone = layout === "below" && functions === 1 && !bridgeSpokenOf;
    if (!grouped && (present.length < functions || alone)) return 0;
    if (this.#symmetric) return 1;
    // No other function can play the role of the bridge.
    const fixed = layout === "below" ? 1 : 0;
    return arrangements(present.length - fixed, functions - fixed);
  }

  #countFrom(state: HistoryState, left: number): number {
    if (left === 0) return this.#castings(state);
    const { present, bridgeSpokenOf, lists, grouped, alphabets } = state;
    const bits = [...present, bridgeSpokenOf, lists.includes(MADE), grouped].map(Number).join("");
    const key = `${left}/${bits}/${lists.length}/${alphabets}`;
    let count = this.#counts.get(key);
    if (count === undefined) {
      count = movesFrom(state, left === 1).reduce((sum, { next }) => sum + this.#countFrom(next, left - 1), 0);
      this.#counts.set(key, count);
    }
    return count;
  }
}

/** The number of ordered selections of some items out of this many. */
function arrangements(chosen: number, of: number): number {
  let ways = 1;
  for (let left = of; left > of - chosen; left--) ways *= left;
  return ways;
}

function planOf(
  { layout, classCodes, rmrrs }: Scene,
  count: number,
  absent: ReadonlySet<number>,
  steps: readonly PlanStep[],
  grouped: boolean,
): Plan {
  const root = placeOnRoot(0);
  const isBelow = (index: number): boolean => layout === "below" && index > 0;
  const functions = Array.from({ length: count }, (_, index) => ({
    ...planFunction(
      isBelow(index) ? 0 : root,
      isBelow(index) ? index - 1 : index,
      0,
      classCodes[index]!,
      layout === "below" && index === 0 ? 1 : 0,
      0,
      0,
    ),
    absent: absent.has(index),
  }));
  const named = layout === "below" ? [0] : functions.keys();
  const type = layout === "below" ? SCOPE_SUB_HIERARCHY : SCOPE_ENDPOINT;
  const scopes = [...named].map((at) => planScope(type, at, NO_TAIL, 0, false));
  return {
    ...EMPTY_PLAN,
    roots: [{ segment: 0, gap: 0, spare: ALL_SPARE }],
    functions,
    rmrrs: HISTORY_RANGES.slice(0, rmrrs).map(({ start, end }): PlanRmrr => ({
      segment: 0,
      base: start,
      limit: end,
      scopes,
      reserved: 0,
    })),
    groups: grouped ? [{ members: [...functions.keys()] }] : [],
    steps,
  };
}

/**
 * Every history of at most this many steps, the shortest first.
 *
 * @param symmetric whether histories that differ only in the roles of functions are counted once; otherwise they are
 * only counted
 */
export function shortHistories(mostSteps: number, symmetric: boolean): Numbered<Plan> {
  const parts: Histories[] = [];
  for (let steps = 1; steps <= mostSteps; steps++) {
    for (let functions = 1; functions <= MOST_FUNCTIONS; functions++) {
      for (const scene of SCENES) parts.push(new Histories(scene, functions, steps, symmetric));
    }
  }
  return union(parts);
}

export function historyWorld(): SmallWorld {
  return {
    name: "small-histories",
    heardAs: ["ownership", "allocation", "lifecycle", "group", "assignment"],
    bound:
      "1 to 3 functions: siblings of the classes 0200, 0c03 and 0300 under one RMRR; or a bridge, which the scope of " +
      "one RMRR names, with the others below it; or siblings of class 0c03 under two RMRRs. The first RMRR reserves a " +
      "page, the second 16 pages from the same address. 1 to 5 steps out of get, put, read, scribble, empty, add and " +
      "remove; or out of get, put, group, insert, inserting a whole list, and making the 1st, 2nd or 3rd allocation " +
      "fail; or up to 4 steps out of group, show, map, attach, add and remove; or up to 3 steps of any of these kinds " +
      "and predicates",
    leftOut:
      "longer histories that mix these kinds; inserting regions other than two adjacent pages; inserting into two " +
      "lists; groups of only some functions; several allocations that fail in a row",
    symmetry:
      "cases that differ only in which function plays which role (the bridge excepted) or in the names of lists",
    plans: shortHistories(MOST_STEPS, true),
    beforeSymmetry: shortHistories(MOST_STEPS, false).count,
  };
}
