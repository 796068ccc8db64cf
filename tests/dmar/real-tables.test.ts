import { describe, expect, test } from "vitest";
import { decodeTable, tableOf } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { goodRmrrs } from "../../model/dmar/good-rmrrs.ts";
import type { DmarStructure } from "../../model/dmar/table.ts";
import { readRealTables, REAL_TABLES_ABSENT } from "./real-tables.ts";

describe.skipIf(REAL_TABLES_ABSENT)(
  "the tables of real machines (skipped where they are not beside the checkout)",
  () => {
    const tables = REAL_TABLES_ABSENT ? [] : readRealTables();

    test("are 155", () => {
      expect(tables).toHaveLength(155);
    });

    /** The names of the tables of which something does not hold. */
    const except = (holds: (bytes: Uint8Array) => boolean): string[] =>
      tables.filter(({ bytes }) => !holds(bytes)).map(({ name }) => name);

    test("decode, every structure found, and encode back to the same bytes", () => {
      const found = except((bytes) => decodeTable(bytes).allFound && decodeTable(bytes).checksumRight);
      const same = except((bytes) => Buffer.compare(encodeTable(tableOf(decodeTable(bytes))), bytes) === 0);
      expect({ found, same }).toEqual({ found: [], same: [] });
    });

    test("need no override, and no rest except zeros after names, because they have no fault", () => {
      const plain = except((bytes) => {
        const { header, structures, trailing } = tableOf(decodeTable(bytes));
        const unusual = Object.keys(header).filter((key) => /override|reserved/i.test(key));
        const isPlain = ({ kind, rest }: DmarStructure): boolean =>
          kind === "andd" || (kind !== "opaque" && rest === undefined);
        return trailing === undefined && unusual.length === 0 && structures.every(isPlain);
      });
      const faultless = except((bytes) => findFaults(bytes).length === 0);
      expect({ plain, faultless }).toEqual({ plain: [], faultless: [] });
    });

    test("have 260 RMRRs with 319 scopes, all good", () => {
      const rmrrs = tables.flatMap(({ bytes }) => goodRmrrs(decodeTable(bytes)));
      expect(rmrrs).toHaveLength(260);
      expect(rmrrs.flatMap((rmrr) => rmrr.scopes)).toHaveLength(319);
    });
  },
);
