/**
 * The DMA Remapping Reporting table as values (VT-d specification, chapter 8).
 *
 * Every field with bytes in the table is here, including reserved ones, so that a decoded table encodes back to the
 * same bytes. Bytes that do not fit into the fields of a structure are kept (`rest`), and Lengths can be overridden, so
 * that malformed tables can be built on purpose from the same types.
 */

/** ACPI system description table header, 36 bytes, and the twelve bytes of DMAR's own that follow it. */
export interface DmarHeader {
  /** Table revision; 1. */
  readonly revision: number;
  /** Six bytes of ASCII; trailing zeros are dropped, here and in the other identifiers. */
  readonly oemId: string;
  /** Eight bytes of ASCII. */
  readonly oemTableId: string;
  readonly oemRevision: number;
  /** Four bytes of ASCII. */
  readonly creatorId: string;
  readonly creatorRevision: number;
  /** Host address width as in the table: the width in bits, minus 1. */
  readonly hostAddressWidth: number;
  /** Bit 0 interrupt remapping, bit 1 x2APIC opt-out, bit 2 DMA control opt-in. */
  readonly flags: number;
  /** Ten reserved bytes, if they are not zero. */
  readonly reserved?: Uint8Array;
  /** Four bytes of ASCII, if they are not `DMAR`. */
  readonly signatureOverride?: string;
  /** The Length field, if it is not the number of all bytes, including trailing ones. */
  readonly lengthOverride?: number;
  /** The Checksum field, if the bytes within Length do not add up to 0 modulo 256. */
  readonly checksumOverride?: number;
}

/** A hop of a path. */
export interface PathHop {
  readonly device: number;
  readonly function: number;
}

/** Device scope types (VT-d 8.3.1). */
export const SCOPE_ENDPOINT = 1;
export const SCOPE_SUB_HIERARCHY = 2;
export const SCOPE_IOAPIC = 3;
export const SCOPE_HPET = 4;
export const SCOPE_NAMESPACE = 5;

/** Whether a scope names a PCI function, not an IOAPIC, an HPET, an ACPI namespace device or something unknown. */
export function namesPciFunction({ type }: { readonly type: number }): boolean {
  return type === SCOPE_ENDPOINT || type === SCOPE_SUB_HIERARCHY;
}

/** A device scope entry: 6 bytes, and 2 per hop. */
export interface DeviceScope {
  /** One of the scope types, or any other byte. */
  readonly type: number;
  /** Bytes 2 and 3: flags and reserved, to be ignored in an RMRR. */
  readonly flags: number;
  readonly enumerationId: number;
  readonly startBus: number;
  readonly path: readonly PathHop[];
  /** The Length field, if it is not 6 plus 2 per hop plus the size of `rest`. Only for building, like `rest`. */
  readonly lengthOverride?: number;
  /** Bytes after the last complete hop, for an entry of odd Length, which cannot be read. */
  readonly rest?: Uint8Array;
}

interface StructureBase {
  /** The Length field, if it is not the size of the content plus `rest`. Only for building tables. */
  readonly lengthOverride?: number;
  /** Bytes after the readable part of the structure: an unreadable scope and everything after it, or excess bytes. */
  readonly rest?: Uint8Array;
}

/** Type 0, DMA remapping hardware unit definition (8.3). */
export interface DrhdStructure extends StructureBase {
  readonly kind: "drhd";
  /** Bit 0, INCLUDE_PCI_ALL: all functions of the segment that no other DRHD of the segment names. */
  readonly flags: number;
  /** Byte 5: the size of the register set (Rev 4.0 and later). */
  readonly size: number;
  readonly segment: number;
  readonly registerBase: bigint;
  readonly scopes: readonly DeviceScope[];
}

/** Type 1, reserved memory region reporting structure (8.4). */
export interface RmrrStructure extends StructureBase {
  readonly kind: "rmrr";
  /** Bytes 4 and 5. */
  readonly reserved: number;
  readonly segment: number;
  /** The first and the last byte of the region. */
  readonly base: bigint;
  readonly limit: bigint;
  readonly scopes: readonly DeviceScope[];
}

/** Type 2, root port ATS capability reporting structure (8.5). */
export interface AtsrStructure extends StructureBase {
  readonly kind: "atsr";
  readonly flags: number;
  readonly reserved: number;
  readonly segment: number;
  readonly scopes: readonly DeviceScope[];
}

/** Type 3, remapping hardware static affinity structure (8.6). */
export interface RhsaStructure extends StructureBase {
  readonly kind: "rhsa";
  readonly reserved: number;
  readonly registerBase: bigint;
  readonly proximityDomain: number;
}

/** Type 4, ACPI name-space device declaration structure (8.7). */
export interface AnddStructure extends StructureBase {
  readonly kind: "andd";
  /** Three reserved bytes, as a little-endian number. */
  readonly reserved: number;
  readonly acpiDeviceNumber: number;
  /** The object name without its terminating zero. */
  readonly objectName: string;
}

/** Type 5, SoC integrated address translation cache reporting structure (8.8). */
export interface SatcStructure extends StructureBase {
  readonly kind: "satc";
  readonly flags: number;
  readonly reserved: number;
  readonly segment: number;
  readonly scopes: readonly DeviceScope[];
}

/** Type 6, SoC integrated device property reporting structure (8.9). */
export interface SidpStructure extends StructureBase {
  readonly kind: "sidp";
  readonly reserved: number;
  readonly segment: number;
  readonly scopes: readonly DeviceScope[];
}

/**
 * A structure of an unknown type, or one too short for its type: an RMRR of less than 24 bytes, or an ANDD whose name
 * has no terminating zero.
 */
export interface OpaqueStructure extends StructureBase {
  readonly kind: "opaque";
  readonly type: number;
  /** The bytes after Type and Length. */
  readonly content: Uint8Array;
}

export type DmarStructure =
  | DrhdStructure
  | RmrrStructure
  | AtsrStructure
  | RhsaStructure
  | AnddStructure
  | SatcStructure
  | SidpStructure
  | OpaqueStructure;

export interface DmarTable {
  readonly header: DmarHeader;
  readonly structures: readonly DmarStructure[];
  /** Bytes after the last structure. */
  readonly trailing?: Uint8Array;
}
