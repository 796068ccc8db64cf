import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTable } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import { tableOf } from "../../model/dmar/decode.ts";
import type { RmrrStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { Trace } from "../../model/trace.ts";
import { rmrrStandings } from "../../oracle/rmrr-standing.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { dmar, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { lawRuns } from "./law-runs.ts";

const MAXIMUM = 0xffff_ffff_ffff_ffffn;
const named = endpointScope(0, "2.0");

function standings(table: Uint8Array, switches: Partial<Profile> = {}): readonly string[] {
  const decoded = decodeTable(table);
  const rmrrs = decoded.structures.map(({ structure }) => structure).filter((one) => one.kind === "rmrr");
  return rmrrStandings(rmrrs, decoded, { ...LINUX_PROFILE, ...switches });
}

/** The table with a wrong checksum. */
function withWrongChecksum(table: Uint8Array): Uint8Array {
  return Uint8Array.from(table, (byte, i) => (i === 9 ? byte ^ 1 : byte));
}

const good = rmrr(0x1000n, 0x1fffn, named);
const misaligned = rmrr(0x8001n, 0x8fffn, named);
const inverted = rmrr(0x9000n, 0x8fffn, named);

describe("the standing of an RMRR", () => {
  test("is honoured where the profile uses it, as written, although it is misaligned", () => {
    expect(standings(dmar(good, misaligned))).toEqual(["honoured", "honoured"]);
  });

  test("is unjudged if its Limit is not above its Base, or if it is the whole space", () => {
    const whole = rmrr(0n, MAXIMUM, named);
    const oneByte = rmrr(0x1000n, 0x1000n, named);
    const twoBytes = rmrr(0x1000n, 0x1001n, named);
    expect(standings(dmar(inverted, oneByte, whole, twoBytes))).toEqual([
      "unjudged",
      "unjudged",
      "unjudged",
      "honoured",
    ]);
    expect(standings(dmar(rmrr(0n, MAXIMUM - 1n, named), rmrr(1n, MAXIMUM, named)))).toEqual(["honoured", "honoured"]);
  });

  test("is open in a table that is broken as a whole, and of an RMRR whose scopes cannot all be read", () => {
    expect(standings(withWrongChecksum(dmar(good)))).toEqual(["open"]);
    const decoded = tableOf(decodeTable(dmar(good, good)));
    const cut = { ...good, rest: Uint8Array.of(1, 7, 0, 0, 0, 0, 0) };
    expect(standings(encodeTable({ ...decoded, structures: [good, cut] }))).toEqual(["honoured", "open"]);
    // Of what is no range there is no right answer in such a table, either.
    for (const malformed of ["use", "either"] as const) {
      expect(standings(withWrongChecksum(dmar(good, inverted)), { malformed })).toEqual(["open", "unjudged"]);
    }
  });

  test("is what the profile says of faulty RMRRs", () => {
    const table = dmar(good, misaligned, inverted);
    expect(standings(table, { malformed: "skip" })).toEqual(["honoured", "dropped", "dropped"]);
    expect(standings(table, { malformed: "reject-table" })).toEqual(["dropped", "dropped", "dropped"]);
    expect(standings(dmar(good), { malformed: "reject-table" })).toEqual(["honoured"]);
  });

  test("is open of the good ones too, where the profile is open, for the table may be rejected", () => {
    const table = dmar(good, misaligned, inverted);
    expect(standings(table, { malformed: "either" })).toEqual(["open", "open", "unjudged"]);
    expect(standings(dmar(good, good), { malformed: "either" })).toEqual(["honoured", "honoured"]);
  });

  test("is open of RMRRs that overlap, and of no others, where the profile lets them be rejected", () => {
    const anyRange = fc
      .tuple(fc.nat(30), fc.nat(6))
      .map(([start, length]) => rmrr(BigInt(start) * 0x1000n, BigInt(start + length + 1) * 0x1000n - 1n, named));
    fc.assert(
      fc.property(fc.array(anyRange, { maxLength: 8 }), (rmrrs) => {
        const overlaps = (one: RmrrStructure): boolean =>
          rmrrs.some((other) => other !== one && one.base <= other.limit && other.base <= one.limit);
        const expected = rmrrs.map((one) => (overlaps(one) ? "open" : "honoured"));
        expect(standings(dmar(...rmrrs), { overlap: "either" })).toEqual(expected);
        expect(standings(dmar(...rmrrs), { overlap: "reject" })).toEqual(expected);
        expect(standings(dmar(...rmrrs))).toEqual(rmrrs.map(() => "honoured"));
      }),
      { numRuns: lawRuns(2000) },
    );
  });
});

describe("RMRRs overlap", () => {
  const overlapping = (...ranges: readonly (readonly [bigint, bigint])[]): readonly string[] =>
    standings(dmar(...ranges.map(([base, limit]) => rmrr(base, limit, named))), { overlap: "either" });

  test("if they have a byte in common", () => {
    expect(overlapping([0x1000n, 0x1fffn], [0x1fffn, 0x2fffn])).toEqual(["open", "open"]);
    expect(overlapping([0x1000n, 0x1fffn], [0x2000n, 0x2fffn])).toEqual(["honoured", "honoured"]);
    expect(overlapping([0x5000n, 0x5fffn], [0x1000n, 0x1fffn], [0x1800n, 0x5000n])).toEqual(["open", "open", "open"]);
    // Two that lie within a third one, and apart.
    expect(overlapping([0x1000n, 0x9fffn], [0x2000n, 0x2fffn], [0x5000n, 0x5fffn])).toEqual(["open", "open", "open"]);
  });

  test("with what is not judged itself, if that is a range, and it stays so", () => {
    expect(overlapping([0x1000n, 0x1fffn], [0x1800n, 0x1800n])).toEqual(["open", "unjudged"]);
    expect(overlapping([0n, MAXIMUM], [0x1000n, 0x1fffn])).toEqual(["unjudged", "open"]);
    expect(overlapping([0x8000n, 0x9fffn], [0x9000n, 0x8fffn])).toEqual(["honoured", "unjudged"]);
  });
});

const functions = [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")];
const msi = { start: 0xfee0_0000n, end: 0xfeef_ffffn, type: "msi", protection: 0 } as const;

/** The failures of a device that is given these regions beside the interrupt window. */
function failures(
  table: Uint8Array,
  device: string,
  given: readonly RegionFields[],
  switches: Partial<Profile> = {},
): readonly string[] {
  const asked = scenario({ functions, table }, get(device));
  const regions = [...given, msi].map((region, object) => ({ ...region, object }));
  const look = { status: "ok", regions } as const;
  const trace: Trace = { steps: [look, look, { status: "ok" }, { status: "ok" }], observesMemory: false };
  return judgeCase(REQUIREMENTS, asked, trace, { ...LINUX_PROFILE, ...switches })
    .filter(({ outcome }) => outcome === "fail")
    .flatMap(({ requirement, witnesses }) => witnesses.map(({ rule }) => `${requirement.id} ${rule}`));
}

const region = (start: bigint, end: bigint): RegionFields => ({ start, end, type: "direct", protection: 3 });

describe("what is asked of RMRRs of doubtful standing", () => {
  test("a misaligned RMRR is given as written", () => {
    const table = dmar(misaligned);
    expect(failures(table, "nic", [region(0x8001n, 0x8fffn)])).toEqual([]);
    expect(failures(table, "nic", [region(0x8000n, 0x8fffn)])).toEqual(["coverage/exact-range start-differs"]);
    expect(failures(table, "nic", [])).toEqual(["coverage/endpoint missing"]);
  });

  test("an RMRR that is none may give its device anything like it, or nothing, but nobody else", () => {
    const table = dmar(inverted);
    expect(failures(table, "nic", [])).toEqual([]);
    expect(failures(table, "nic", [region(0x9000n, 0x8fffn)])).toEqual([]);
    expect(failures(table, "nic", [region(0x8fffn, 0x9000n)])).toEqual([]);
    expect(failures(table, "nic", [region(0x9000n, 0x9fffn)])).toEqual([]);
    expect(failures(table, "nic", [region(0x2_0000n, 0x2_0fffn)])).toEqual([
      "coverage/exact-range invented-range",
      "firmware/no-invented-coverage range-of-no-rmrr",
    ]);
    expect(failures(table, "disk", [region(0x9000n, 0x8fffn)])).toEqual([
      "coverage/nothing-else sibling",
      "firmware/no-invented-coverage not-named",
    ]);
  });

  test("the whole space is asked of nobody", () => {
    const table = dmar(rmrr(0n, MAXIMUM, named));
    expect(failures(table, "nic", [])).toEqual([]);
    expect(failures(table, "nic", [region(0n, MAXIMUM)])).toEqual([]);
    expect(failures(table, "disk", [region(0n, MAXIMUM)])).toEqual([
      "coverage/nothing-else sibling",
      "firmware/no-invented-coverage not-named",
    ]);
  });

  test("a broken table leaves it open whether its RMRRs are given, but not to whom", () => {
    const table = withWrongChecksum(dmar(good));
    expect(failures(table, "nic", [])).toEqual([]);
    expect(failures(table, "nic", [region(0x1000n, 0x1fffn)])).toEqual([]);
    expect(failures(table, "disk", [region(0x1000n, 0x1fffn)])).toEqual([
      "coverage/nothing-else sibling",
      "firmware/no-invented-coverage not-named",
    ]);
    expect(failures(table, "nic", [{ ...region(0x1000n, 0x1fffn), protection: 0 }])).toEqual([
      "coverage/exact-range protection",
    ]);
  });

  test("a good RMRR is given although another one is bad", () => {
    expect(failures(dmar(good, misaligned), "nic", [region(0x1000n, 0x1fffn)], { malformed: "skip" })).toEqual([]);
    expect(failures(dmar(good, misaligned), "nic", [], { malformed: "skip" })).toEqual(["coverage/endpoint missing"]);
  });
});
