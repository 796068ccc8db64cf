/** Every sequence of steps that is no longer than another one: what is gone through over each small platform. */

import type { PlanStep } from "../../../generators/plan.ts";
import { smallRegions } from "../../../generators/small-world/merge-world.ts";
import { PAGE_SIZE } from "../../../model/region.ts";

export type StepKind = PlanStep["do"];

const MOST_INSERTS = 3;

/** A sequence of steps in the making, and how many steps of a scenario it comes to. */
interface Draft {
  readonly steps: readonly PlanStep[];
  readonly cost: number;
  readonly live: readonly number[];
  readonly lists: number;
  readonly asked: boolean;
  /** It ends with a put that would come all the same. */
  readonly inVain: boolean;
}

const MADE = 99;
/** Every list of so many regions. */
const REGIONS = Array.from({ length: MOST_INSERTS + 1 }, (_, count) => smallRegions(count));
const APERTURE = { start: 0n, end: (1n << 39n) - 1n };

/** More sequences of steps than these are not listed. */
const MOST_HISTORIES = 200_000;

/** What sequences are made of. */
export interface StepBounds {
  /** The kinds of steps that may occur; a question occurs at most once. */
  readonly kinds: ReadonlySet<StepKind>;
  /** Of each kind, so many at most; without it, any number. */
  readonly atMost?: ReadonlyMap<StepKind, number>;
}

/** A sequence of steps, and the functions that they are about. */
export interface History {
  readonly steps: readonly PlanStep[];
  /** A bit for each function that is asked, or comes, or goes; a group has all. */
  readonly about: number;
  /** A bit for each function that may as well be absent in the beginning, as it comes or goes. */
  readonly comings: number;
}

/** Who may be asked: the functions, and behind them other devices, which neither come nor go, and are no bridges. */
export interface Askable {
  readonly functions: number;
  readonly others: number;
}

/**
 * Every sequence of steps over so many functions that comes to no more than so many steps of a scenario; undefined if
 * they are too many to be listed.
 */
export function historiesOf(askable: Askable, bounds: StepBounds, most: number): readonly History[] | undefined {
  const found: History[] = [];
  const start: Draft = { steps: [], cost: 1, live: [], lists: 0, asked: false, inVain: false };
  const goOn = (draft: Draft): void => {
    if (found.length > MOST_HISTORIES || draft.cost > most || insertsIn(draft.steps) > MOST_INSERTS) return;
    if (!draft.inVain) found.push(historyOf(draft.steps, askable.functions + askable.others));
    for (const next of nextDrafts(draft, askable)) if (isWithin(next.steps, bounds)) goOn(next);
  };
  goOn(start);
  return found.length > MOST_HISTORIES ? undefined : found;
}

function isWithin(steps: readonly PlanStep[], { kinds, atMost }: StepBounds): boolean {
  const { do: last } = steps.at(-1)!;
  if (!kinds.has(last)) return false;
  return atMost === undefined || steps.filter((step) => step.do === last).length <= (atMost.get(last) ?? 0);
}

function historyOf(steps: readonly PlanStep[], devices: number): History {
  let about = 0;
  let comings = 0;
  for (const step of steps) {
    if ("device" in step) about |= 1 << step.device;
    if ("bridge" in step) about |= 1 << step.bridge;
    if ("group" in step) about = (1 << devices) - 1;
    if (step.do === "add" || step.do === "remove") comings |= 1 << step.device;
  }
  return { steps, about, comings };
}

/** How many scenarios a history makes over one platform. */
export function countScenarios({ steps, comings }: History): number {
  return REGIONS[insertsIn(steps)]!.count * 2 ** bitsOf(comings).length;
}

/** The indexes of the bits that are set. */
export function bitsOf(mask: number): readonly number[] {
  return [0, 1, 2, 3].filter((bit) => ((mask >> bit) & 1) === 1);
}

function nextDrafts(draft: Draft, { functions, others }: Askable): readonly Draft[] {
  const { steps, cost, live, lists, asked } = draft;
  const next: Draft[] = [];
  const add = (step: PlanStep, more: number, change: Partial<Draft> = {}): void => {
    next.push({ ...draft, inVain: false, ...change, steps: [...steps, step], cost: cost + more });
  };
  const devices = Array.from({ length: functions + others }, (_, index) => index);
  const bridges = devices.slice(0, functions);
  for (const device of devices) {
    add({ do: "get", device, list: lists }, 3, { live: [...live, lists], lists: lists + 1 });
    if (device < functions) {
      add({ do: "add", device }, 1);
      add({ do: "remove", device }, 1);
    }
    if (asked) continue;
    for (const predicate of ["has-rmrr", "relaxable", "locked"] as const) {
      add({ do: "ask", predicate, device }, 1, { asked: true });
    }
    for (const bridge of bridges) add({ do: "ask", predicate: "downstream", device, bridge }, 1, { asked: true });
  }
  const withMade = live.includes(MADE) ? {} : { live: [...live, MADE] };
  const ofMade = live.includes(MADE) ? 1 : 3;
  for (const list of live) {
    // At the end, the first list is put first anyway; but something may come behind its put.
    const inVain = list === live[0];
    add({ do: "put", list }, 0, { live: live.filter((other) => other !== list), inVain });
    for (const kind of ["read", "scribble", "empty"] as const) add({ do: kind, list }, 1);
    if (list !== MADE) add({ do: "insert-all-of", list: MADE, source: list }, ofMade, withMade);
  }
  // Which region it is comes later.
  const region = { start: 0n, end: 0n, type: "direct", protection: 3 } as const;
  add({ do: "insert", list: MADE, region }, ofMade, withMade);
  if (devices.length > 0) {
    add({ do: "group", group: 0, list: lists }, 3, { live: [...live, lists], lists: lists + 1 });
    add({ do: "show", group: 0 }, 1);
    add({ do: "map", group: 0 }, 1);
    for (const mappings of [[], [{ start: PAGE_SIZE, end: 2n * PAGE_SIZE - 1n }]]) {
      add({ do: "attach", group: 0, aperture: APERTURE, mappings }, 1);
    }
  }
  for (const first of [1, 2, 3]) add({ do: "fail-allocations", first, count: 1 }, 1);
  return next;
}

function insertsIn(steps: readonly PlanStep[]): number {
  return steps.filter((step) => step.do === "insert").length;
}

/** The steps with every choice of regions for their insertions. */
export function* withRegions(steps: readonly PlanStep[]): Generator<readonly PlanStep[]> {
  const count = insertsIn(steps);
  if (count === 0) return yield steps;
  const choices = REGIONS[count]!;
  for (let index = 0; index < choices.count; index++) {
    const regions = [...choices.at(index)];
    yield steps.map((step) => (step.do === "insert" ? { ...step, region: regions.shift()! } : step));
  }
}
