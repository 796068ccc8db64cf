/**
 * DMAR tables as these tests want them, right ones and broken ones.
 *
 * They are independent of the generators of the suites on purpose: the codec is not to be tested with what was
 * made to suit it.
 */

import * as fc from "fast-check";
import { encodeTable } from "../../model/dmar/encode.ts";
import type { DeviceScope, DmarHeader, DmarStructure, DmarTable } from "../../model/dmar/table.ts";

const byte = fc.integer({ min: 0, max: 0xff });
const word = fc.integer({ min: 0, max: 0xffff });
const doubleWord = fc.integer({ min: 0, max: 0xffff_ffff });
const quadWord = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });

const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });

/** Some of the optional fields, each left out rather than undefined. */
function some<Fields extends object>(fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> }): fc.Arbitrary<
  Partial<Fields>
> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<Fields>>;
}

/** Identifiers and names: what firmware writes, a last character other than zero, at most `size` long. */
const text = (size: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."ABXYZ019_. -"), maxLength: size });

const header: fc.Arbitrary<DmarHeader> = fc.record({
  revision: byte,
  oemId: text(6),
  oemTableId: text(8),
  oemRevision: doubleWord,
  creatorId: text(4),
  creatorRevision: doubleWord,
  hostAddressWidth: fc.integer({ min: 38, max: 63 }),
  flags: byte,
});

const hop = fc.record({ device: fc.integer({ min: 0, max: 31 }), function: fc.integer({ min: 0, max: 7 }) });

/** A scope of a known type mostly; a path as long as the Length byte allows now and then. */
export const scope: fc.Arbitrary<DeviceScope> = fc.record({
  type: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) }, { weight: 1, arbitrary: byte }),
  flags: word,
  enumerationId: byte,
  startBus: byte,
  path: fc.oneof(
    { weight: 20, arbitrary: fc.array(hop, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.array(hop, { minLength: 124, maxLength: 124 }) },
  ),
});

const noScopeAtAll = fc.constant<DeviceScope[]>([]);
const someScopes = fc.array(scope, { minLength: 1, maxLength: 4 });
const scopes = fc.oneof({ weight: 1, arbitrary: noScopeAtAll }, { weight: 6, arbitrary: someScopes });

export const drhd: fc.Arbitrary<DmarStructure> = fc.record({
  kind: fc.constant("drhd"),
  flags: byte,
  size: byte,
  segment: word,
  registerBase: quadWord,
  scopes,
});
export const rmrr: fc.Arbitrary<DmarStructure> = fc.record({
  kind: fc.constant("rmrr"),
  reserved: word,
  segment: word,
  base: quadWord,
  limit: quadWord,
  scopes,
});
export const atsr: fc.Arbitrary<DmarStructure> = fc.record({
  kind: fc.constant("atsr"),
  flags: byte,
  reserved: byte,
  segment: word,
  scopes,
});
export const rhsa: fc.Arbitrary<DmarStructure> = fc.record({
  kind: fc.constant("rhsa"),
  reserved: doubleWord,
  registerBase: quadWord,
  proximityDomain: doubleWord,
});
export const andd: fc.Arbitrary<DmarStructure> = fc
  .tuple(
    fc.record({
      kind: fc.constant("andd"),
      reserved: fc.integer({ min: 0, max: 0xff_ffff }),
      acpiDeviceNumber: byte,
      objectName: text(12).map((name) => `\\_SB.${name}`),
    }),
    some({ rest: fc.integer({ min: 1, max: 7 }).map((padding) => new Uint8Array(padding)) }),
  )
  .map(([structure, rest]): DmarStructure => ({ ...structure, ...rest }));
export const satc: fc.Arbitrary<DmarStructure> = fc.record({
  kind: fc.constant("satc"),
  flags: byte,
  reserved: byte,
  segment: word,
  scopes,
});
export const sidp: fc.Arbitrary<DmarStructure> = fc.record({
  kind: fc.constant("sidp"),
  reserved: word,
  segment: word,
  scopes,
});
export const unknownStructure: fc.Arbitrary<DmarStructure> = fc.record({
  kind: fc.constant("opaque"),
  type: fc.integer({ min: 7, max: 0xffff }),
  content: bytes(0, 12),
});
/** Structures of every known type, too short for it: an ANDD only ever by what is before its name. */
const tooShort: fc.Arbitrary<DmarStructure> = fc
  .constantFrom([0, 11], [1, 19], [2, 3], [3, 15], [4, 4], [5, 3], [6, 3])
  .chain(([type, most]) =>
    fc.record({ kind: fc.constant("opaque"), type: fc.constant(type as number), content: bytes(0, most as number) }),
  );

/** Tables that a decoder gives back as they are: every structure readable to its last byte. */
export const rightTable: fc.Arbitrary<DmarTable> = fc.record({
  header,
  structures: fc.array(fc.oneof(drhd, rmrr, rmrr, atsr, rhsa, andd, satc, sidp, unknownStructure), { maxLength: 8 }),
});

/** Overrides, rests and trailing bytes wherever they can be, one table in several respects. */
export const brokenTable: fc.Arbitrary<DmarTable> = fc
  .tuple(
    header,
    some<Pick<DmarHeader, "reserved" | "signatureOverride" | "lengthOverride" | "checksumOverride">>({
      reserved: bytes(10, 10),
      signatureOverride: text(4),
      lengthOverride: fc.oneof(fc.integer({ min: 0, max: 400 }), doubleWord),
      checksumOverride: byte,
    }),
    fc.array(fc.tuple(fc.oneof(drhd, rmrr, atsr, rhsa, andd, satc, sidp, unknownStructure, tooShort), brokenParts()), {
      maxLength: 6,
    }),
    some({ trailing: bytes(1, 9) }),
  )
  .map(([right, wrong, structures, trailing]): DmarTable => ({
    header: { ...right, ...wrong },
    structures: structures.map(([structure, parts]) => breakStructure(structure, parts)),
    ...trailing,
  }));

interface BrokenParts {
  readonly structure: { readonly lengthOverride?: number; readonly rest?: Uint8Array };
  readonly scopes: readonly { readonly lengthOverride?: number; readonly rest?: Uint8Array }[];
}

function brokenParts(): fc.Arbitrary<BrokenParts> {
  const parts = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: some({ lengthOverride: fc.integer({ min: 0, max: 64 }), rest: bytes(1, 9) }) },
  );
  return fc.record({ structure: parts, scopes: fc.array(parts, { maxLength: 4 }) }) as fc.Arbitrary<BrokenParts>;
}

function breakStructure(structure: DmarStructure, parts: BrokenParts): DmarStructure {
  const broken = { ...structure, ...parts.structure };
  if (!("scopes" in broken)) return broken;
  // The Length byte of a scope with the longest path has no room for a rest.
  const breakScope = (entry: DeviceScope, index: number): DeviceScope =>
    entry.path.length > 120 ? entry : { ...entry, ...parts.scopes[index] };
  return { ...broken, scopes: broken.scopes.map(breakScope) };
}

/** Bytes that start like a table or not, of any length: right and broken tables, cut, changed, and noise. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  rightTable.map(encodeTable),
  brokenTable.map(encodeTable),
  fc
    .tuple(
      fc.oneof(rightTable, brokenTable).map(encodeTable),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), byte), { maxLength: 4 }),
    )
    .map(([table, cut, changes]) => {
      const changed = table.slice(0, table.length - (cut % 40));
      for (const [at, value] of changes) changed[at % changed.length] = value;
      return changed;
    }),
  bytes(0, 160),
);

/** The Length and the Checksum of a table, made right again after its bytes were changed. */
export function withRightChecksum(table: Uint8Array): Uint8Array {
  const right = table.slice();
  new DataView(right.buffer).setUint32(4, right.length, true);
  right[9] = 0;
  right[9] = -right.reduce((sum, value) => sum + value, 0) & 0xff;
  return right;
}
