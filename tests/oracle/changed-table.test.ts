/** Which tables are the same in another order, and what of a scope and of an RMRR tells it from another one. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeviceScope, RmrrStructure } from "../../model/dmar/table.ts";
import { isEqualRmrr, isEqualScope, isPalindrome } from "../../oracle/twins/changed-table.ts";
import { FILLED_RESERVED } from "../../oracle/twins/filled-reserved.ts";
import { REVERSED_RMRRS } from "../../oracle/twins/reversed-rmrrs.ts";
import { REVERSED_SCOPES } from "../../oracle/twins/reversed-scopes.ts";
import { bridgeScope, endpoint, endpointScope, get, rmrr, scenario, scope } from "../reference/hand-made.ts";
import { structuresIn, twinOf, unitOf } from "./made-twins.ts";

test("a list reads the same from its end exactly if it is its own reverse", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1), { maxLength: 7 }), (list) => {
      const isOwnReverse = list.toReversed().every((item, index) => item === list[index]);
      expect(isPalindrome(list, (one, other) => one === other)).toBe(isOwnReverse);
    }),
  );
});

const path = [
  { device: 1, function: 2 },
  { device: 3, function: 4 },
];
const one: DeviceScope = { type: 1, flags: 2, enumerationId: 3, startBus: 4, path };
const others: Readonly<Record<string, DeviceScope>> = {
  type: { ...one, type: 2 },
  "bytes to be ignored": { ...one, flags: 0 },
  "enumeration id": { ...one, enumerationId: 0 },
  "start bus": { ...one, startBus: 0 },
  "a device": { ...one, path: [path[0]!, { device: 5, function: 4 }] },
  "a function": { ...one, path: [path[0]!, { device: 3, function: 5 }] },
  "the first hop": { ...one, path: [{ device: 0, function: 2 }, path[1]!] },
  "a hop less": { ...one, path: [path[0]!] },
  "a hop more": { ...one, path: [...path, path[0]!] },
};

describe("a scope", () => {
  test("is equal to a copy of it", () => {
    expect(isEqualScope(one, structuredClone(one))).toBe(true);
  });

  test.each(Object.entries(others))("is told from one of another %s", (_, other) => {
    expect([isEqualScope(one, other), isEqualScope(other, one)]).toEqual([false, false]);
  });
});

describe("an RMRR", () => {
  const whole: RmrrStructure = { ...rmrr(0x1000n, 0x1fffn, one, others["type"]!), segment: 1, reserved: 2 };

  test("is equal to a copy of it", () => {
    expect(isEqualRmrr(whole, structuredClone(whole))).toBe(true);
  });

  test.each([
    ["Base", { base: 0n }],
    ["Limit", { limit: 0x2fffn }],
    ["segment", { segment: 0 }],
    ["reserved bytes", { reserved: 0 }],
    ["a scope less", { scopes: [one] }],
    ["a scope more", { scopes: [one, others["type"]!, one] }],
    ["first scope", { scopes: [others["type"]!, others["type"]!] }],
    ["last scope", { scopes: [one, one] }],
  ] satisfies (readonly [string, Partial<RmrrStructure>])[])("is told from one of another %s", (_, fields) => {
    const other = { ...whole, ...fields };
    expect([isEqualRmrr(whole, other), isEqualRmrr(other, whole)]).toEqual([false, false]);
  });
});

const functions = [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0"), endpoint("usb", "0:4.0")];
const [nic, disk, usb] = [endpointScope(0, "2.0"), endpointScope(0, "3.0"), endpointScope(0, "4.0")];

describe("in reverse order stand", () => {
  const rmrrs = [rmrr(0x1000n, 0x1fffn, nic), rmrr(0x4000n, 0x4fffn, disk), rmrr(0x8000n, 0x8fffn, usb)] as const;

  test("RMRRs, unless that is the order in which they are", () => {
    const reversed = (...structures: readonly RmrrStructure[]): readonly object[] | undefined => {
      const twin = twinOf(REVERSED_RMRRS, scenario({ functions, structures: [unitOf(0), ...structures] }, get("nic")));
      return twin === undefined ? undefined : structuresIn(twin);
    };
    expect(reversed(...rmrrs)).toEqual([unitOf(0), rmrrs[2], rmrrs[1], rmrrs[0]]);
    expect(reversed(rmrrs[0], rmrrs[1], rmrrs[0])).toBeUndefined();
    expect(reversed(rmrrs[0])).toBeUndefined();
    expect(reversed()).toBeUndefined();
    expect(reversed(rmrrs[0], { ...rmrrs[1], base: 0x4001n })).toBeUndefined();
  });

  test("the scopes of each RMRR, if they differ in one of them", () => {
    const three = rmrr(0x1000n, 0x1fffn, nic, disk, usb);
    const structures = [unitOf(0), three, rmrrs[1]];
    const twin = twinOf(REVERSED_SCOPES, scenario({ functions, structures }, get("nic")));
    expect(structuresIn(twin!)).toEqual([unitOf(0), rmrr(0x1000n, 0x1fffn, usb, disk, nic), rmrrs[1]]);
    const same = [unitOf(0), rmrr(0x1000n, 0x1fffn, nic, disk, nic)];
    expect(twinOf(REVERSED_SCOPES, scenario({ functions, structures: same }, get("nic")))).toBeUndefined();
  });
});

describe("what software has to ignore", () => {
  const filled = (...structures: readonly RmrrStructure[]): readonly object[] | undefined => {
    const twin = twinOf(FILLED_RESERVED, scenario({ functions, structures: [unitOf(0), ...structures] }, get("nic")));
    return twin === undefined ? undefined : structuresIn(twin);
  };

  test("is set bit by bit in RMRRs and in scopes of PCI functions, and in no other structure", () => {
    const port = bridgeScope(0, "1c.0");
    const named = rmrr(0x1000n, 0x1fffn, nic, port);
    const ones = { flags: 0xffff, enumerationId: 0xff };
    expect(filled(named)).toEqual([
      unitOf(0),
      {
        ...named,
        reserved: 0xffff,
        scopes: [
          { ...nic, ...ones },
          { ...port, ...ones },
        ],
      },
    ]);
  });

  test("is not the enumeration id of what is no PCI function", () => {
    const foreign = [3, 4, 5].map((type) => ({ ...scope(type, 0, "1e.0"), enumerationId: type }));
    expect(filled(rmrr(0x1000n, 0x1fffn, ...foreign))![1]).toMatchObject({
      scopes: foreign.map((each) => ({ ...each, flags: 0xffff })),
    });
  });

  test("makes no twin of tables where it is set already, where there is no RMRR, or that have a fault", () => {
    const set = { ...rmrr(0x1000n, 0x1fffn, nic), reserved: 0xffff };
    expect(filled(set)).toBeUndefined();
    expect(filled(set, rmrr(0x4000n, 0x4fffn, nic))).toHaveLength(3);
    expect(filled()).toBeUndefined();
    expect(filled(rmrr(0x1001n, 0x1fffn, nic))).toBeUndefined();
  });
});
