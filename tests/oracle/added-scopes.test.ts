/** The twin whose RMRRs have scopes beside their own that have to be stepped over. */

import { expect, test } from "vitest";
import { SCOPE_HPET, SCOPE_IOAPIC, type RmrrStructure } from "../../model/dmar/table.ts";
import { ADDED_SCOPES } from "../../oracle/twins/added-scopes.ts";
import { endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { structuresIn, twinOf, unitOf } from "./made-twins.ts";

const functions = [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")];
const nic = endpointScope(0, "2.0");
const disk = endpointScope(0, "3.0");

/** The RMRRs of the twin; undefined where there is none. */
function twinRmrrs(...rmrrs: readonly RmrrStructure[]): readonly RmrrStructure[] | undefined {
  const twin = twinOf(ADDED_SCOPES, scenario({ functions, structures: [unitOf(0), ...rmrrs] }, get("nic")));
  return twin && structuresIn(twin).filter((structure) => structure.kind === "rmrr");
}

test("an I/O APIC and an unknown type come before the scopes of each RMRR, and an HPET after them", () => {
  const beside = [rmrr(0x1000n, 0x1fffn, nic, disk), rmrr(0x4000n, 0x4fffn, disk)].map((one) => {
    const [first] = one.scopes;
    const path = [0, 0xff, 1].map((byte) => ({ device: byte, function: byte }));
    return {
      ...one,
      scopes: [
        { ...first!, type: SCOPE_IOAPIC, enumerationId: 2 },
        { ...first!, type: 0x7f, enumerationId: 0, path },
        ...one.scopes,
        { ...first!, type: SCOPE_HPET, enumerationId: 0 },
      ],
    };
  });
  expect(twinRmrrs(rmrr(0x1000n, 0x1fffn, nic, disk), rmrr(0x4000n, 0x4fffn, disk))).toEqual(beside);
});

test("there is no twin where there is no RMRR, or one would be longer than a structure can be", () => {
  expect(twinRmrrs()).toBeUndefined();
  // 24 bytes and 8 for each scope; two scopes that are added have as many, and the unknown one has 12.
  const most = Math.floor((0xffff - 24 - 28) / 8);
  const long = (scopes: number): RmrrStructure => rmrr(0x1000n, 0x1fffn, ...Array(scopes).fill(nic));
  expect(twinRmrrs(long(most))).toHaveLength(1);
  expect(twinRmrrs(long(most + 1))).toBeUndefined();
  expect(twinRmrrs(rmrr(0x4000n, 0x4fffn, disk), long(most + 1))).toBeUndefined();
});
