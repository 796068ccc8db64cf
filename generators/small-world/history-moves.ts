/**
 * What can happen next in a small history.
 *
 * Functions are identified by the order in which they are first mentioned, and lists by the order in which they are
 * created, so that histories that differ only in names are counted once. Functions are queried whether present or
 * absent; an implementation must survive it if one is added twice, or removed while absent.
 */

import { type AddressRange, PAGE_SIZE, PROTECTION_READ_WRITE, type RegionFields } from "../../model/region.ts";
import type { PlanStep } from "../plan.ts";
import { alphabetsWith, type StepKind } from "./history-alphabets.ts";

/** How functions are placed: on a root bus beside each other, or all others below the first. */
export type Layout = "beside" | "below";

export interface HistoryState {
  readonly layout: Layout;
  /** How many functions there are. */
  readonly functions: number;
  /** Whether each function mentioned so far is present; a bridge is known from the start. */
  readonly present: readonly boolean[];
  /** Whether a step was about the bridge itself. */
  readonly bridgeSpokenOf: boolean;
  /** The live lists, in the order in which they were created. */
  readonly lists: readonly number[];
  /** How many lists were obtained so far. */
  readonly got: number;
  /** Whether a step was about the group, and so about every function. */
  readonly grouped: boolean;
  /** The alphabets that contain every step so far, one bit each. */
  readonly alphabets: number;
}

export interface Move {
  readonly step: PlanStep;
  readonly next: HistoryState;
  /** The function that is absent at the start, as this step is the first to mention it. */
  readonly absentAtFirst?: number;
}

/** The list into which regions are inserted. */
export const MADE = 99;
const GROUP = 0;

/** A page, and sixteen pages from the same address. Drivers map page by page, and some histories map three times. */
export const HISTORY_RANGES: readonly AddressRange[] = [1n, 16n].map((pages) => ({
  start: PAGE_SIZE,
  end: (1n + pages) * PAGE_SIZE - 1n,
}));

const REGIONS: readonly RegionFields[] = [1n, 2n].map((page) => ({
  start: page * PAGE_SIZE,
  end: (page + 1n) * PAGE_SIZE - 1n,
  type: "direct",
  protection: PROTECTION_READ_WRITE,
}));

const APERTURE = { start: 0n, end: (1n << 39n) - 1n };
/** No mapping, and one page of the first range. */
const MAPPINGS = [[], [HISTORY_RANGES[0]!]] as const;

const MOST_FAILING = 3;
const PREDICATES = ["has-rmrr", "relaxable", "locked"] as const;

/**
 * Everything that can happen next, in a fixed order.
 *
 * @param isLast at the end every remaining list is put, the first one first, so putting that one is the same as doing
 * nothing
 */
export function movesFrom(state: HistoryState, isLast: boolean): readonly Move[] {
  const moves: Move[] = [];
  const add = (step: PlanStep, change: Partial<HistoryState>, absentAtFirst?: number): void => {
    const alphabets = state.alphabets & alphabetsWith(step.do);
    if (alphabets === 0) return;
    const next = { ...state, ...change, alphabets };
    moves.push(absentAtFirst === undefined ? { step, next } : { step, next, absentAtFirst });
  };
  const may = (kind: StepKind): boolean => (state.alphabets & alphabetsWith(kind)) !== 0;
  if (may("get") || may("ask") || may("add")) addAboutFunctions(state, add);
  addAboutLists(state, isLast, add);
  if (may("group") || may("show")) addAboutGroup(state, add);
  if (may("fail-allocations")) {
    for (let first = 1; first <= MOST_FAILING; first++) add({ do: "fail-allocations", first, count: 1 }, {});
  }
  return moves;
}

type Add = (step: PlanStep, change: Partial<HistoryState>, absentAtFirst?: number) => void;

function addAboutFunctions(state: HistoryState, add: Add): void {
  const { functions, present, layout, got } = state;
  for (let device = 0; device < Math.min(present.length + 1, functions); device++) {
    const isBridge = layout === "below" && device === 0;
    const isNew = device === present.length;
    // Below a bridge, every function not yet mentioned is present whenever the bridge is.
    const isThere = isNew ? layout === "beside" || present[0]! : present[device]!;
    const bridgeSpokenOf = state.bridgeSpokenOf || isBridge;
    /** The functions present after one is added or removed; everything below it is included. */
    const presentWith = (there: boolean): readonly boolean[] =>
      (isNew ? [...present, there] : present).map((was, index) => (isTakenAlong(layout, device, index) ? there : was));
    const asItIs = isNew ? presentWith(isThere) : present;
    const mayBeAbsentAtFirst = layout === "beside" ? isNew : isBridge && !state.bridgeSpokenOf && present.length === 1;
    for (const absent of mayBeAbsentAtFirst ? [undefined, device] : [undefined]) {
      const known = { present: absent === undefined ? asItIs : presentWith(false), bridgeSpokenOf };
      add({ do: "get", device, list: got }, { ...known, lists: [...state.lists, got], got: got + 1 }, absent);
      for (const predicate of PREDICATES) add({ do: "ask", predicate, device }, known, absent);
      // Nothing is added or removed below an absent bridge.
      if (layout === "below" && !isBridge && !asItIs[0]!) continue;
      for (const kind of ["add", "remove"] as const) {
        add({ do: kind, device }, { present: presentWith(kind === "add"), bridgeSpokenOf }, absent);
      }
    }
  }
}

/** A bridge is added and removed with everything below it. */
function isTakenAlong(layout: Layout, device: number, index: number): boolean {
  return index === device || (layout === "below" && device === 0);
}

function addAboutLists({ lists }: HistoryState, isLast: boolean, add: Add): void {
  const withMade = { lists: lists.includes(MADE) ? lists : [...lists, MADE] };
  for (const list of lists) {
    if (!isLast || list !== lists[0]) add({ do: "put", list }, { lists: lists.filter((other) => other !== list) });
    for (const kind of ["read", "scribble", "empty"] as const) add({ do: kind, list }, {});
    if (list !== MADE) add({ do: "insert-all-of", list: MADE, source: list }, withMade);
  }
  for (const region of REGIONS) add({ do: "insert", list: MADE, region }, withMade);
}

function addAboutGroup(state: HistoryState, add: Add): void {
  const grouped = true;
  add(
    { do: "group", group: GROUP, list: state.got },
    { grouped, lists: [...state.lists, state.got], got: state.got + 1 },
  );
  add({ do: "show", group: GROUP }, { grouped });
  add({ do: "map", group: GROUP }, { grouped });
  for (const mappings of MAPPINGS) add({ do: "attach", group: GROUP, aperture: APERTURE, mappings }, { grouped });
}
