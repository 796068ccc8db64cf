/**
 * Small platforms: every hierarchy of a size, with every way in which RMRRs of a shape can be laid over it.
 *
 * RMRRs and their scopes keep their order, because software reads a table from the front and so the order matters.
 * Segments may be exchanged like devices (small-trees.ts).
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY, type PathHop } from "../../model/dmar/table.ts";
import { type AddressRange, MAXIMUM_ADDRESS, PAGE_SIZE } from "../../model/region.ts";
import { CLASS_CODE_BRIDGE } from "../class-vocabulary.ts";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  NO_TAIL,
  type Place,
  type Plan,
  type PlanFunction,
  planFunction,
  placeOnRoot,
  type PlanRmrr,
  type PlanRoot,
  type PlanScope,
  planScope,
} from "../plan.ts";
import { each, lists, mapped, type Numbered, product } from "./numbered.ts";
import { ABSENT, BRIDGE, type Mark, type SmallBus, SmallTrees } from "./small-trees.ts";

/** The hops of each scope of each RMRR. */
export type TableShape = readonly (readonly number[])[];

/** The quantities by which platforms are counted. */
export interface PlatformBlock {
  readonly functions: number;
  readonly shape: TableShape;
}

/** The choices for the members of a block. */
export interface Vocabulary {
  /** Class codes of endpoints. */
  readonly classCodes: readonly number[];
  /** Each RMRR has any of these ranges, or the one at its own position in the list. */
  readonly ranges: readonly AddressRange[];
  readonly eachItsOwn: boolean;
}

/** Ethernet, xHCI and VGA. */
export const SMALL_CLASS_CODES: readonly number[] = [0x020000, 0x0c0330, 0x030000];

/** A page; 4 GiB from the same address; the last page of the address space. */
export const SMALL_RANGES: readonly AddressRange[] = [
  { start: PAGE_SIZE, end: 2n * PAGE_SIZE - 1n },
  { start: PAGE_SIZE, end: 2n ** 32n + PAGE_SIZE - 1n },
  { start: MAXIMUM_ADDRESS - PAGE_SIZE + 1n, end: MAXIMUM_ADDRESS },
];

interface SmallSegment {
  readonly bus: SmallBus;
  /** Indexes of the RMRRs concerned. */
  readonly rmrrs: readonly number[];
}

/** An RMRR without its scopes' paths. */
interface SmallTable {
  readonly types: readonly number[];
  readonly ranges: readonly AddressRange[];
}

/** The trees of each vocabulary, so that sets are built only once for all blocks. */
export class SmallPlatforms {
  readonly #symmetric: boolean;
  readonly #trees = new Map<number, SmallTrees>();

  /** @param symmetric whether platforms that differ only in numbers are counted once */
  constructor(symmetric = true) {
    this.#symmetric = symmetric;
  }

  /** Every platform of a block, without steps. */
  of({ functions, shape }: PlatformBlock, vocabulary: Vocabulary): Numbered<Plan> {
    const trees = this.#treesOf(vocabulary.classCodes.length);
    const scopes = numberScopes(shape);
    const segments = trees.twoOf(
      { functions, marks: shape.map((_, id) => ({ id, hops: 0 })) },
      (content): Numbered<SmallSegment> => {
        const rmrrs = content.marks.map(({ id }) => id);
        const marks = rmrrs.flatMap((rmrr) => scopes[rmrr]!);
        return mapped(trees.bus(content.functions, marks), (bus) => ({ bus, rmrrs }));
      },
      (one, other) => [one, other] as const,
    );
    return product(segments, tables(shape, vocabulary), (parts, table) =>
      planOfSegments(parts, shape, scopes, table, vocabulary.classCodes),
    );
  }

  #treesOf(classes: number): SmallTrees {
    let trees = this.#trees.get(classes);
    if (trees === undefined) this.#trees.set(classes, (trees = new SmallTrees(classes, this.#symmetric)));
    return trees;
  }
}

/** The scopes of each RMRR as marks, numbered through all RMRRs. */
function numberScopes(shape: TableShape): readonly (readonly Mark[])[] {
  let id = 0;
  return shape.map((scopes) => scopes.map((hops) => ({ id: id++, hops })));
}

const TYPES = each([SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY]);

function tables(shape: TableShape, { ranges, eachItsOwn }: Vocabulary): Numbered<SmallTable> {
  const chosen: Numbered<readonly AddressRange[]> = eachItsOwn ? each([ranges]) : lists(each(ranges), shape.length);
  return product(lists(TYPES, shape.flat().length), chosen, (types, own) => ({ types, ranges: own }));
}

function planOfSegments(
  segments: readonly [SmallSegment, SmallSegment],
  shape: TableShape,
  scopes: readonly (readonly Mark[])[],
  table: SmallTable,
  classCodes: readonly number[],
): Plan {
  const functions: PlanFunction[] = [];
  const named: PlanScope[] = [];
  const roots: PlanRoot[] = [];
  for (const { bus, rmrrs } of segments) {
    const root = roots.length;
    const before = functions.length;
    layOut(bus, placeOnRoot(root), placeOnRoot(root), NO_TAIL, classCodes, table.types, functions, named);
    // A second segment exists only if something is in it.
    if (root === 0 || functions.length > before || rmrrs.length > 0) {
      roots.push({ segment: root, gap: 0, spare: ALL_SPARE });
    }
  }
  const rmrrs = shape.map((_, index): PlanRmrr => {
    const { start, end } = table.ranges[index]!;
    const segment = segments[0].rmrrs.includes(index) ? 0 : 1;
    return {
      segment,
      base: start,
      limit: end,
      scopes: scopes[index]!.map(({ id }) => named[id]!),
      reserved: 0,
    };
  });
  return { ...EMPTY_PLAN, roots, functions, rmrrs };
}

/**
 * Adds the functions on and below a bus, and the scopes whose paths end there.
 *
 * @param place where the functions are, if there are any
 * @param at the last existing function on the way down, or the root bus
 * @param tail the hops after it
 */
function layOut(
  bus: SmallBus,
  place: Place,
  at: Place,
  tail: readonly PathHop[],
  classCodes: readonly number[],
  types: readonly number[],
  functions: PlanFunction[],
  named: PlanScope[],
): void {
  for (const [index, { kind, below, ends }] of bus.entries()) {
    if (kind === ABSENT && below === undefined && ends.length === 0) continue;
    const hop: PathHop = { device: index >> 1, function: index & 1 };
    let here = at;
    let behind = tail;
    if (kind === ABSENT) behind = [...tail, hop];
    else {
      here = functions.length;
      const isBridge = kind === BRIDGE;
      const classCode = isBridge ? CLASS_CODE_BRIDGE : classCodes[kind]!;
      functions.push(planFunction(place, hop.device, hop.function, classCode, isBridge ? 1 : 0, 0, 0));
    }
    for (const id of ends) named[id] = planScope(types[id]!, here, behind, 0, false);
    if (below !== undefined) layOut(below, here, here, behind, classCodes, types, functions, named);
  }
}
