/**
 * Small PCI hierarchies with marks. Those that differ only in numbers are counted once.
 *
 * A bus has the devices 0 and 1, each with the functions 0 and 1. Exchanging the two devices of a bus with everything
 * below them, or the two functions of a device if both are present or both absent, gives a hierarchy that looks
 * different but is the same to the specification, which identifies a function by its path. So each such class has one
 * member here. Marks are the future paths of scopes. They take part in every exchange, and lead to functions, through
 * them, or where there are none.
 *
 * Nothing is listed: sets are built from sets (numbered.ts), so that a hierarchy is found by its number.
 */

import { mapped, NOTHING, type Numbered, only, product, each, union, unorderedPairs } from "./numbered.ts";

/** A path with this many hops left to go down. */
export interface Mark {
  readonly id: number;
  readonly hops: number;
}

/** A place for a function on a bus; `kind` is `ABSENT`, `BRIDGE`, or the index of a class of endpoints. */
export interface SmallSlot {
  readonly kind: number;
  /** What is below: functions only below a bridge, but marks anywhere. */
  readonly below: SmallBus | undefined;
  /** Marks that end here. */
  readonly ends: readonly number[];
}

/** The slots 00.0, 00.1, 01.0 and 01.1. */
export type SmallBus = readonly SmallSlot[];

export const ABSENT = -2;
export const BRIDGE = -1;

const NO_MARKS: readonly Mark[] = [];
const EMPTY_SLOT: SmallSlot = { kind: ABSENT, below: undefined, ends: [] };
const EMPTY_DEVICE: readonly SmallSlot[] = [EMPTY_SLOT, EMPTY_SLOT];

/** The amounts in some part of a hierarchy. */
interface Content {
  readonly functions: number;
  readonly marks: readonly Mark[];
}

export class SmallTrees {
  readonly #classes: number;
  readonly #symmetric: boolean;
  readonly #buses = new Map<string, Numbered<SmallBus>>();
  readonly #devices = new Map<string, Numbered<readonly SmallSlot[]>>();
  readonly #present = new Map<string, Numbered<SmallSlot>>();
  readonly #absent = new Map<string, Numbered<SmallSlot>>();

  /**
   * @param classes how many classes of endpoints there are
   * @param symmetric whether those that differ only in numbers are counted once; otherwise each is counted
   */
  constructor(classes: number, symmetric = true) {
    this.#classes = classes;
    this.#symmetric = symmetric;
  }

  /** A bus with this many functions on and below it, and these marks going down from it. */
  bus(functions: number, marks: readonly Mark[]): Numbered<SmallBus> {
    return remembered(this.#buses, functions, marks, () => {
      if (functions === 0 && marks.length === 0) return only([...EMPTY_DEVICE, ...EMPTY_DEVICE]);
      return this.twoOf(
        { functions, marks },
        (content) => this.#device(content.functions, content.marks),
        (one, other) => [...one, ...other],
      );
    });
  }

  /** Two parts of a kind, between which the content is divided, in no order. */
  twoOf<Part, Whole>(
    content: Content,
    partOf: (content: Content) => Numbered<Part>,
    join: (one: Part, other: Part) => Whole,
  ): Numbered<Whole> {
    const parts: Numbered<Whole>[] = [];
    for (const [one, other] of divisions(content)) {
      const order = this.#symmetric ? compareContents(one, other) : -1;
      if (order > 0) continue;
      parts.push(order === 0 ? unorderedPairs(partOf(one), join) : product(partOf(one), partOf(other), join));
    }
    return union(parts);
  }

  #device(functions: number, marks: readonly Mark[]): Numbered<readonly SmallSlot[]> {
    return remembered(this.#devices, functions, marks, () => {
      if (functions === 0 && marks.length === 0) return only(EMPTY_DEVICE);
      const both = (one: SmallSlot, other: SmallSlot): readonly SmallSlot[] => [one, other];
      const content = { functions, marks };
      if (functions === 0) return this.twoOf(content, (part) => this.#absentSlot(part.marks), both);
      // Function 1 without function 0 is not a device.
      const withFirst = divisions(content)
        .filter(([, second]) => second.functions === 0)
        .map(([first, second]) =>
          product(this.#presentSlot(first.functions, first.marks), this.#absentSlot(second.marks), both),
        );
      const withBoth = this.twoOf(content, (part) => this.#presentSlot(part.functions, part.marks), both);
      return union([...withFirst, withBoth]);
    });
  }

  /** A function and everything below it. */
  #presentSlot(functions: number, marks: readonly Mark[]): Numbered<SmallSlot> {
    if (functions === 0) return NOTHING;
    return remembered(this.#present, functions, marks, () => {
      const { ends, further } = afterOneHop(marks);
      const kinds = each(Array.from({ length: this.#classes }, (_, index) => index));
      const endpoint =
        functions > 1
          ? NOTHING
          : product(kinds, this.#below(0, further), (kind, below): SmallSlot => ({ kind, below, ends }));
      const bridge = mapped(this.bus(functions - 1, further), (below): SmallSlot => ({ kind: BRIDGE, below, ends }));
      return union([endpoint, bridge]);
    });
  }

  #absentSlot(marks: readonly Mark[]): Numbered<SmallSlot> {
    if (marks.length === 0) return only(EMPTY_SLOT);
    return remembered(this.#absent, 0, marks, () => {
      const { ends, further } = afterOneHop(marks);
      return mapped(this.#below(0, further), (below): SmallSlot => ({ kind: ABSENT, below, ends }));
    });
  }

  /** What is below a function without a bus: nothing, although paths may continue. */
  #below(functions: number, marks: readonly Mark[]): Numbered<SmallBus | undefined> {
    return marks.length === 0 ? only(undefined) : this.bus(functions, marks);
  }
}

function remembered<Item>(
  known: Map<string, Numbered<Item>>,
  functions: number,
  marks: readonly Mark[],
  make: () => Numbered<Item>,
): Numbered<Item> {
  const key = `${functions}/${marks.map(({ id, hops }) => `${id}:${hops}`).join()}`;
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = make()));
  return found;
}

function afterOneHop(marks: readonly Mark[]): { readonly ends: readonly number[]; readonly further: readonly Mark[] } {
  if (marks.length === 0) return { ends: [], further: NO_MARKS };
  return {
    ends: marks.filter(({ hops }) => hops === 1).map(({ id }) => id),
    further: marks.filter(({ hops }) => hops > 1).map(({ id, hops }) => ({ id, hops: hops - 1 })),
  };
}

/** Every way of dividing functions and marks between two. */
function divisions({ functions, marks }: Content): readonly (readonly [Content, Content])[] {
  const found: (readonly [Content, Content])[] = [];
  for (let second = 0; second <= functions; second++) {
    for (let chosen = 0; chosen < 1 << marks.length; chosen++) {
      found.push([
        { functions: functions - second, marks: marks.filter((_, index) => ((chosen >> index) & 1) === 0) },
        { functions: second, marks: marks.filter((_, index) => ((chosen >> index) & 1) === 1) },
      ]);
    }
  }
  return found;
}

/** Negative if the first comes first: it has more functions, or as many and the earlier mark. 0: they are equal. */
function compareContents(one: Content, other: Content): number {
  if (one.functions !== other.functions) return other.functions - one.functions;
  return (one.marks[0]?.id ?? Infinity) === (other.marks[0]?.id ?? Infinity)
    ? 0
    : (one.marks[0]?.id ?? Infinity) - (other.marks[0]?.id ?? Infinity);
}
