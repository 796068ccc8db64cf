/** Which items of a list to leave out, largest chunks first: all, each half, each quarter, down to each single one. */

interface Chunk {
  readonly from: number;
  /** The end, exclusive. */
  readonly to: number;
}

/**
 * The chunks of a list of `count` items. Among chunks of one size, later items come first, because later items more
 * often depend on earlier ones than the other way round.
 */
export function* chunks(count: number): Generator<Chunk> {
  for (let size = count; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let to = count; to > 0; to -= size) yield { from: Math.max(0, to - size), to };
  }
}

/** A list without a chunk of it. */
export function without<Item>(items: readonly Item[], { from, to }: Chunk): readonly Item[] {
  return [...items.slice(0, from), ...items.slice(to)];
}
