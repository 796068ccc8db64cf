/**
 * The baseline of the stream `malformed`: the bytes of a correct table, with random damage.
 *
 * The damage is what a fuzzer that knows the format does: another value in a field of the header, of a structure or of
 * a scope; another byte anywhere; a table that is truncated, or continues past its end. Usually the checksum is still
 * correct, as in tables from faulty firmware, and usually the table's Length is too.
 */

import * as fc from "fast-check";
import { decodeTable } from "../../model/dmar/decode.ts";
import {
  CHECKSUM_OFFSET,
  FIXED_LENGTHS,
  rightChecksum,
  SCOPE_FIXED_LENGTH,
  tableEnd,
} from "../../model/dmar/layout.ts";
import { anyCase, type BaselineStream } from "./baseline-stream.ts";
import { anyQuestions } from "./hierarchy.ts";

const LENGTH_OFFSET = 4;
const HIGHEST_OFFSET = 0xffff;

/** A field of the table: its offset and size in bytes. */
interface Field {
  readonly offset: number;
  readonly size: 1 | 2 | 4 | 8;
}

/** Signature, Length and the other header fields that software examines. */
const HEADER_FIELDS: readonly Field[] = [
  { offset: 0, size: 4 },
  { offset: LENGTH_OFFSET, size: 4 },
  { offset: CHECKSUM_OFFSET, size: 1 },
  { offset: 36, size: 1 },
];

const anyValue = fc.oneof(
  fc.bigInt({ min: 0n, max: 0xffn }),
  fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }),
  fc.constantFrom(0n, 1n, 0xffffn, 0xffff_ffff_ffff_ffffn),
);

const anyDamage = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("field" as const), which: fc.nat(), value: anyValue }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("byte" as const),
      offset: fc.nat({ max: HIGHEST_OFFSET }),
      value: fc.nat({ max: 0xff }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("cut" as const),
      left: fc.nat({ max: HIGHEST_OFFSET }),
      isLengthRight: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("tail" as const),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 24 }),
      isLengthRight: fc.boolean(),
    }),
  },
);

type ValueOf<Values> = Values extends fc.Arbitrary<infer Value> ? Value : never;
type Damage = ValueOf<typeof anyDamage>;

const anyDamages = fc.record({
  damages: fc.oneof(
    { weight: 3, arbitrary: fc.array(anyDamage, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(anyDamage, { minLength: 2, maxLength: 3 }) },
  ),
  isChecksumRight: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});

/** The fields of a correct table: Type, Length, Segment, Base and Limit, and those of scopes. */
function fieldsOf(bytes: Uint8Array): readonly Field[] {
  const fields = [...HEADER_FIELDS];
  for (const { offset, structure } of decodeTable(bytes).structures) {
    fields.push({ offset, size: 2 }, { offset: offset + 2, size: 2 }, { offset: offset + 6, size: 2 });
    if (structure.kind === "rmrr") fields.push({ offset: offset + 8, size: 8 }, { offset: offset + 16, size: 8 });
    if (!("scopes" in structure)) continue;
    let at = offset + FIXED_LENGTHS[structure.kind];
    for (const { path } of structure.scopes) {
      fields.push({ offset: at, size: 1 }, { offset: at + 1, size: 1 }, { offset: at + 5, size: 1 });
      const end = at + SCOPE_FIXED_LENGTH + 2 * path.length;
      for (let hop = at + SCOPE_FIXED_LENGTH; hop < end; hop++) fields.push({ offset: hop, size: 1 });
      at = end;
    }
  }
  return fields;
}

function damaged(right: Uint8Array, { damages, isChecksumRight }: ValueOf<typeof anyDamages>): Uint8Array {
  const fields = fieldsOf(right);
  let bytes = Uint8Array.from(right);
  for (const damage of damages) bytes = apply(bytes, damage, fields);
  if (isChecksumRight && bytes.length > CHECKSUM_OFFSET) {
    const length = new DataView(bytes.buffer).getUint32(LENGTH_OFFSET, true);
    bytes[CHECKSUM_OFFSET] = rightChecksum(bytes, tableEnd(bytes.length, length));
  }
  return bytes;
}

function apply(bytes: Uint8Array<ArrayBuffer>, damage: Damage, fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  switch (damage.kind) {
    case "field": {
      const { offset, size } = fields[damage.which % fields.length]!;
      for (let i = 0; i < size && offset + i < bytes.length; i++) {
        bytes[offset + i] = Number((damage.value >> BigInt(8 * i)) & 0xffn);
      }
      return bytes;
    }
    case "byte":
      if (bytes.length > 0) bytes[damage.offset % bytes.length] = damage.value;
      return bytes;
    case "cut":
      return withLength(bytes.slice(0, damage.left % (bytes.length + 1)), damage.isLengthRight);
    case "tail":
      return withLength(Uint8Array.from([...bytes, ...damage.bytes]), damage.isLengthRight);
    default:
      return damage satisfies never;
  }
}

function withLength(bytes: Uint8Array<ArrayBuffer>, isRight: boolean): Uint8Array<ArrayBuffer> {
  if (isRight && bytes.length >= LENGTH_OFFSET + 4) {
    new DataView(bytes.buffer).setUint32(LENGTH_OFFSET, bytes.length, true);
  }
  return bytes;
}

export const malformedBaseline: BaselineStream = {
  name: "malformed",
  scenarios: () =>
    fc
      .record({ scenario: anyCase(8, anyQuestions, { isPlain: true, rmrrs: 5, scopes: 2 }), damage: anyDamages })
      .map(({ scenario, damage }) => ({
        ...scenario,
        platform: { ...scenario.platform, dmar: damaged(scenario.platform.dmar, damage) },
      })),
};
