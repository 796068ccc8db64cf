/** The walk of the reference implementation over tables that firmware broke (docs/rules.md, "Broken firmware"). */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dmar, endpoint, endpointScope, get, rmrr, scenario } from "./hand-made.ts";
import { coverage, memoryFaults, regionsOf, runReference } from "./observe.ts";

const functions = [endpoint("a", "0:1.0"), endpoint("b", "0:2.0"), endpoint("c", "0:3.0")];
const ofA = rmrr(0x1000n, 0x1fffn, endpointScope(0, "1.0"));
const ofB = rmrr(0x2000n, 0x2fffn, endpointScope(0, "2.0"));
const ofC = rmrr(0x3000n, 0x3fffn, endpointScope(0, "3.0"));

function covered(table: Uint8Array): string[] {
  return Object.keys(coverage({ functions, table }));
}

describe("a structure that is not found ends the walk", () => {
  test.each([
    ["Length 0", 0],
    ["Length 3", 3],
    ["a Length past the table", 0x4000],
  ])("%s", (_name, lengthOverride) => {
    expect(covered(dmar(ofA, { ...ofB, lengthOverride }, ofC))).toEqual(["a"]);
  });

  test("and so does the end that the table's Length gives, be there bytes behind it or not", () => {
    const table = dmar(ofA, ofB);
    new DataView(table.buffer).setUint32(4, 48 + 32, true);
    expect(covered(table)).toEqual(["a"]);
    expect(covered(dmar(ofA, ofB).subarray(0, -1))).toEqual(["a"]);
  });

  test("a table shorter than its own header holds nothing", () => {
    for (const length of [0, 4, 8, 36, 47, 48]) expect(covered(dmar(ofA).subarray(0, length))).toEqual([]);
  });

  test("the table is read where it lies, whatever stands before and behind it", () => {
    const table = dmar(ofA);
    const embedded = new Uint8Array(table.length + 64).fill(0xff);
    embedded.set(table, 7);
    expect(covered(embedded.subarray(7, 7 + table.length))).toEqual(["a"]);
  });
});

describe("a found RMRR with a fault", () => {
  test("that is too short to have a range is stepped over", () => {
    for (const length of [4, 8, 23]) {
      const short = { kind: "opaque" as const, type: 1, content: new Uint8Array(length - 4).fill(1) };
      expect(covered(dmar(ofA, short, ofB))).toEqual(["a", "b"]);
    }
  });

  test("with Limit below Base is not used", () => {
    expect(covered(dmar(rmrr(0x2000n, 0x1fffn, endpointScope(0, "1.0")), ofB))).toEqual(["b"]);
  });

  test("is used, and spoils none of the others, if only its range is misaligned", () => {
    expect(covered(dmar(ofA, rmrr(0x2001n, 0x2fffn, endpointScope(0, "2.0")), ofC))).toEqual(["a", "b", "c"]);
  });

  test.each([
    ["Length 0", 0],
    ["Length 6, a path of no hops", 6],
    ["an odd Length", 9],
    ["a Length past the structure", 10],
  ])("covers what the scopes before a broken one name: %s", (_name, lengthOverride) => {
    const broken = rmrr(0x1000n, 0x1fffn, endpointScope(0, "1.0"), { ...endpointScope(0, "2.0"), lengthOverride });
    expect(covered(dmar(broken, ofC))).toEqual(["a", "c"]);
  });

  test("does not take the bytes of the next structure for a scope", () => {
    // The RMRR ends 2 bytes into what would be a scope of B.
    const cut = { ...rmrr(0x1000n, 0x1fffn, endpointScope(0, "1.0")), rest: Uint8Array.of(1, 8) };
    expect(covered(dmar(cut, ofC))).toEqual(["a", "c"]);
  });

  test("names no function by a device above 31 or a function above 7", () => {
    const beyond = { ...endpointScope(0, "0.0"), path: [{ device: 0x21, function: 0 }] };
    const above = { ...endpointScope(0, "0.0"), path: [{ device: 0, function: 8 }] };
    expect(covered(dmar(rmrr(0x1000n, 0x1fffn, beyond, above)))).toEqual([]);
  });

  test("in a table with a wrong checksum is used all the same", () => {
    const table = dmar(ofA);
    table[9] = ((table[9] ?? 0) + 1) & 0xff;
    expect(covered(table)).toEqual(["a"]);
  });
});

describe("whatever the bytes are", () => {
  test("the walk ends, throws nothing, and gives no region that is not an RMRR's", () => {
    const noise = fc.uint8Array({ minLength: 0, maxLength: 200 });
    const spoilt = fc
      .array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 12 })
      .map((changes) => {
        const table = dmar(ofA, ofB, ofC);
        for (const { at, byte } of changes) table[at % table.length] = byte;
        return table;
      });
    fc.assert(
      fc.property(fc.oneof(noise, spoilt), (table) => {
        const broken = scenario({ functions, table }, get("a"), get("b"), get("c"));
        const trace = runReference(broken);
        expect(trace.ended).toBeUndefined();
        expect(memoryFaults(broken, trace)).toEqual([]);
        for (const step of trace.steps.slice(0, 3))
          expect(regionsOf(step).length).toBeLessThanOrEqual(table.length / 32);
      }),
      { numRuns: 2000 },
    );
  });
});
