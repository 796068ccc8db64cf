import { describe, expect, test } from "vitest";
import { type AddressRange, MAXIMUM_ADDRESS } from "../../model/region.ts";
import { inexactRule, isCloser, standsInFor } from "../../oracle/inexact-range.ts";

const at = (start: bigint, end: bigint): AddressRange => ({ start, end });
const due = at(0x4000n, 0x7fffn);
/** Its addresses do not fit into 32 bits, nor does its length. */
const long = at(0x1_0000_4000n, 0x2_0000_7fffn);
const high = at(0x1_0000_4000n, 0x1_0000_7fffn);
/** Its end does not fit into 32 bits, its length does. */
const across = at(0xffff_f000n, 0x1_0000_0fffn);

describe("a range stands in for one that is due", () => {
  test("if it has its start, its end, or an address of it", () => {
    for (const range of [
      at(0x4000n, 0x4000n),
      at(0x7fffn, 0x7fffn),
      at(0x1000n, 0x4000n),
      at(0x7fffn, 0x9000n),
      at(0x5000n, 0x5fffn),
      at(0n, MAXIMUM_ADDRESS),
    ]) {
      expect(standsInFor(range, due)).toBe(true);
    }
  });

  test("even if it is none, as long as it has the start or the end", () => {
    expect(standsInFor(at(0x4000n, 0x3fffn), due)).toBe(true);
    expect(standsInFor(at(0x8000n, 0x7fffn), due)).toBe(true);
    expect(standsInFor(at(0x9000n, 0x8fffn), due)).toBe(false);
  });

  test("if it has the start or the end cut to 32 bits", () => {
    expect(standsInFor(at(0x4000n, 0x4fffn), high)).toBe(true);
    expect(standsInFor(at(0x7000n, 0x7fffn), high)).toBe(true);
    expect(standsInFor(at(0x4001n, 0x7ffen), high)).toBe(false);
    expect(standsInFor(at(0xf00n, 0xfffn), across)).toBe(true);
  });

  test("not if it only touches it", () => {
    expect(standsInFor(at(0x3000n, 0x3fffn), due)).toBe(false);
    expect(standsInFor(at(0x8000n, 0x8fffn), due)).toBe(false);
  });
});

describe("a range is closer to one that is due than to another", () => {
  test("if it has more ends in common with it, whatever the lengths", () => {
    const range = at(0x4000n, 0x4fffn);
    expect(isCloser(range, due, at(0x3000n, 0x3fffn))).toBe(true);
    expect(isCloser(range, at(0x3000n, 0x3fffn), due)).toBe(false);
    expect(isCloser(at(0x7000n, 0x7fffn), due, at(0x6000n, 0x6fffn))).toBe(true);
    expect(isCloser(range, at(0x4000n, 0x4fffn), due)).toBe(true);
  });

  test("else if its length is, whichever of them is longer", () => {
    const range = at(0x5000n, 0x5fffn);
    expect(isCloser(range, at(0x4800n, 0x67ffn), due)).toBe(true);
    expect(isCloser(range, due, at(0x4800n, 0x67ffn))).toBe(false);
    expect(isCloser(range, at(0x5800n, 0x5effn), due)).toBe(true);
    expect(isCloser(range, due, at(0x5800n, 0x5effn))).toBe(false);
    const wide = at(0x5000n, 0x7fffn);
    expect(isCloser(wide, at(0x4800n, 0x87ffn), at(0x5800n, 0x58ffn))).toBe(true);
    expect(isCloser(wide, at(0x5800n, 0x5bffn), at(0x5800n, 0x58ffn))).toBe(true);
    // Equally far: the first stays.
    expect(isCloser(range, at(0x4800n, 0x57ffn), at(0x5800n, 0x67ffn))).toBe(false);
  });
});

describe("a range that is not the one that is due", () => {
  test.each([
    ["end-off-by-one", at(0x4000n, 0x7ffen), due],
    ["end-off-by-one", at(0x4000n, 0x8000n), due],
    ["end-differs", at(0x4000n, 0x7ffdn), due],
    ["end-differs", at(0x4000n, 0x8001n), due],
    ["length-cut-to-32-bits", at(long.start, 0x1_0000_7fffn), long],
    // A whole number of 4 GiB is cut to nothing.
    ["length-cut-to-32-bits", at(0x1000n, 0xfffn), at(0x1000n, 0x1_0000_0fffn)],
    ["end-differs", at(long.start, 0x1_0000_6fffn), long],
    ["address-cut-to-32-bits", at(0xffff_f000n, 0xfffn), across],
    ["address-cut-to-32-bits", at(0x4000n, 0x7fffn), high],
    ["address-cut-to-32-bits", at(0x4000n, 0x1_0000_7fffn), high],
    ["address-cut-to-32-bits", at(0x4000n, 0x9fffn), high],
    ["start-differs", at(0x3000n, 0x7fffn), due],
    ["start-differs", at(0x1_0000_5000n, 0x1_0000_7fffn), high],
    ["both-differ", at(0x3000n, 0x8fffn), due],
    ["both-differ", at(0x1_0000_3000n, 0x1_0000_8fffn), high],
  ] as const)("differs by the rule %s: %o instead of %o", (rule, range, instead) => {
    expect(inexactRule(range, instead)).toBe(rule);
  });
});
