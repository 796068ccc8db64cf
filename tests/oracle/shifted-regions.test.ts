/** The twin whose RMRRs report regions that lie elsewhere. */

import { describe, expect, test } from "vitest";
import { decodeTable, tableOf } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { type AddressRange, ISA_WINDOW, MSI_WINDOW, type RegionType } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { SHIFTED_REGIONS } from "../../oracle/twins/shifted-regions.ts";
import { dmar, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { structuresIn, twinOf, unitOf } from "./made-twins.ts";

/** RMRRs of these ranges on a host whose addresses have so many bits. */
function over(bits: number, ...ranges: readonly AddressRange[]): Scenario {
  const rmrrs = ranges.map(({ start, end }) => rmrr(start, end, endpointScope(0, "2.0")));
  const table = tableOf(decodeTable(dmar(unitOf(0), ...rmrrs)));
  const header = { ...table.header, hostAddressWidth: bits - 1 };
  return scenario({ functions: [endpoint("nic", "0:2.0")], table: encodeTable({ ...table, header }) }, get("nic"));
}

const range = (start: bigint, end: bigint): AddressRange => ({ start, end });
const PAGE = 0x1000n;
const FURTHER = 0x1_0000_1000n;

/** By how much the RMRRs lie elsewhere, each; undefined without a twin. */
function shifts(bits: number, ...ranges: readonly AddressRange[]): readonly bigint[] | undefined {
  const twin = twinOf(SHIFTED_REGIONS, over(bits, ...ranges));
  if (twin === undefined) return undefined;
  return structuresIn(twin).flatMap((structure, index) => {
    if (structure.kind !== "rmrr") return [];
    const { start, end } = ranges[index - 1]!;
    expect(structure.limit - structure.base).toBe(end - start);
    return structure.base - start;
  });
}

describe("shifted regions", () => {
  test("lie above 4 GiB where the width of addresses has room for it, else a page beside", () => {
    const top = 1n << 46n;
    expect(shifts(46, range(0x1000n, 0x1fffn))).toEqual([FURTHER]);
    expect(shifts(46, range(0n, top - FURTHER - 1n))).toEqual([FURTHER]);
    expect(shifts(46, range(0n, top - FURTHER))).toBeUndefined();
    expect(shifts(46, range(0n, top - FURTHER + PAGE - 1n))).toEqual([PAGE]);
    expect(shifts(46, range(top - 2n * PAGE, top - PAGE - 1n))).toEqual([PAGE]);
    expect(shifts(46, range(top - PAGE, top - 1n))).toEqual([-PAGE]);
    expect(shifts(46, range(PAGE, top - 1n))).toEqual([-PAGE]);
    expect(shifts(46, range(0n, top - 1n))).toBeUndefined();
  });

  test("stay in the 64-bit space, and start at 0 at the least", () => {
    const top = 1n << 64n;
    expect(shifts(64, range(top - FURTHER - PAGE, top - FURTHER - 1n))).toEqual([FURTHER]);
    expect(shifts(64, range(top - FURTHER, top - PAGE - 1n))).toEqual([PAGE]);
    expect(shifts(64, range(top - PAGE, top - 1n))).toEqual([-PAGE]);
    expect(shifts(64, range(PAGE, top - 1n))).toEqual([-PAGE]);
    expect(shifts(64, range(0n, top - 1n))).toBeUndefined();
  });

  test("are shifted all by the same, so that one of them may hold the others back", () => {
    const top = 1n << 46n;
    expect(shifts(46, range(0x1000n, 0x1fffn), range(0x8000n, 0x8fffn))).toEqual([FURTHER, FURTHER]);
    expect(shifts(46, range(0x1000n, 0x1fffn), range(top - PAGE, top - 1n))).toEqual([-PAGE, -PAGE]);
    expect(shifts(46, range(0n, 0xfffn), range(top - PAGE, top - 1n))).toBeUndefined();
    expect(shifts(46)).toBeUndefined();
  });

  test("neither are nor become a window", () => {
    expect(shifts(46, ISA_WINDOW)).toBeUndefined();
    expect(shifts(46, range(0x100_0000n, 0x100_0fffn), MSI_WINDOW)).toBeUndefined();
    expect(shifts(46, range(MSI_WINDOW.start, MSI_WINDOW.end - PAGE))).toEqual([FURTHER]);
    const { start, end } = MSI_WINDOW;
    expect(shifts(32, range(start - PAGE, end - PAGE))).toEqual([-PAGE]);
    expect(shifts(32, range(start - PAGE, end))).toEqual([PAGE]);
    expect(shifts(32, range(start, end - PAGE))).toEqual([PAGE]);
  });

  test("are none where the table has a fault", () => {
    expect(shifts(46, range(0x1001n, 0x1fffn))).toBeUndefined();
  });

  test("are where a region of the scenario lies in the twin, and windows stay", () => {
    const facts = new ScenarioFacts(over(46, range(0x1000n, 0x1fffn)), LINUX_PROFILE);
    const translate = SHIFTED_REGIONS.translate!(facts);
    const moved = ({ start, end }: AddressRange, type: RegionType): AddressRange => {
      const found = translate({ object: 1, start, end, type, protection: 3 });
      return { start: found.start, end: found.end };
    };
    const there = range(0x1000n + FURTHER, 0x1fffn + FURTHER);
    expect(moved(range(0x1000n, 0x1fffn), "direct")).toEqual(there);
    expect(moved(range(0x1000n, 0x1fffn), "direct-relaxable")).toEqual(there);
    expect(moved(range(0x1000n, 0x1fffn), "reserved")).toEqual(range(0x1000n, 0x1fffn));
    expect(moved(range(0x1000n, 0x1fffn), "msi")).toEqual(range(0x1000n, 0x1fffn));
    expect(moved(MSI_WINDOW, "msi")).toEqual(MSI_WINDOW);
    expect(moved(ISA_WINDOW, "direct-relaxable")).toEqual(ISA_WINDOW);
    const { start, end } = ISA_WINDOW;
    expect(moved(range(start, end - 1n), "direct")).toEqual(range(start + FURTHER, end - 1n + FURTHER));
    expect(moved(range(start + 1n, end), "direct")).toEqual(range(start + 1n + FURTHER, end + FURTHER));
  });
});
