/**
 * Finite sets whose members are numbered from 0, without being listed.
 *
 * Finding a member by its number takes as many operations as the set has parts. So the cases of an enumeration can be
 * divided among workers and resumed anywhere, and a set of millions takes no memory.
 */

export interface Numbered<Item> {
  readonly count: number;
  /** The member with this number, from 0 up to but not including `count`. */
  at(index: number): Item;
}

export const NOTHING: Numbered<never> = {
  count: 0,
  at(index): never {
    throw new RangeError(`there is no member ${index} of an empty set`);
  },
};

export function only<Item>(item: Item): Numbered<Item> {
  return { count: 1, at: () => item };
}

/** The items in their order. */
export function each<Item>(items: readonly Item[]): Numbered<Item> {
  return { count: items.length, at: (index) => items[index] as Item };
}

/** The concatenation of several sets. */
export function union<Item>(parts: readonly Numbered<Item>[]): Numbered<Item> {
  const filled = parts.filter(({ count }) => count > 0);
  if (filled.length === 0) return NOTHING;
  if (filled.length === 1) return filled[0]!;
  /** How many members precede each part. */
  const before: number[] = [];
  let count = 0;
  for (const part of filled) {
    before.push(count);
    count += part.count;
  }
  return {
    count,
    at(index) {
      let low = 0;
      let high = filled.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (before[middle]! <= index) low = middle;
        else high = middle - 1;
      }
      return filled[low]!.at(index - before[low]!);
    },
  };
}

/** Every member of one set with every member of the other; the latter changes fastest. */
export function product<One, Other, Item>(
  one: Numbered<One>,
  other: Numbered<Other>,
  join: (one: One, other: Other) => Item,
): Numbered<Item> {
  if (one.count === 0 || other.count === 0) return NOTHING;
  return {
    count: one.count * other.count,
    at: (index) => join(one.at(Math.floor(index / other.count)), other.at(index % other.count)),
  };
}

/** Two members of a set, in no order, possibly the same one twice. */
export function unorderedPairs<One, Item>(items: Numbered<One>, join: (one: One, other: One) => Item): Numbered<Item> {
  const { count } = items;
  return {
    count: (count * (count + 1)) / 2,
    at(index) {
      // The pairs whose greater member has the number k start at k(k + 1)/2.
      let greater = Math.floor((Math.sqrt(8 * index + 1) - 1) / 2);
      while ((greater * (greater + 1)) / 2 > index) greater--;
      while (((greater + 1) * (greater + 2)) / 2 <= index) greater++;
      return join(items.at(index - (greater * (greater + 1)) / 2), items.at(greater));
    },
  };
}

export function mapped<One, Item>(items: Numbered<One>, map: (item: One) => Item): Numbered<Item> {
  return { count: items.count, at: (index) => map(items.at(index)) };
}

/** Every list of this many members; the last one changes fastest. */
export function lists<Item>(items: Numbered<Item>, length: number): Numbered<readonly Item[]> {
  let found: Numbered<readonly Item[]> = only([]);
  for (let place = 0; place < length; place++) found = product(found, items, (before, item) => [...before, item]);
  return found;
}
