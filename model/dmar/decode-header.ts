/** The header of a DMAR table (ACPI 5.2.6, VT-d 8.1) from bytes to values. */

import { copyBytes } from "./copy-bytes.ts";
import { CHECKSUM_OFFSET, HEADER_LENGTH, SIGNATURE } from "./layout.ts";
import type { DmarHeader } from "./table.ts";

/** The value of the Length field. */
export function decodeLength(view: DataView): number {
  return view.getUint32(4, true);
}

/**
 * The header at the start of `bytes`, which are at least 48, of a table of `byteLength` bytes whose correct Checksum
 * would be `checksum`. Overrides are set where the fields of the table differ from these.
 */
export function decodeHeader(bytes: Uint8Array, view: DataView, byteLength: number, checksum: number): DmarHeader {
  const header: DmarHeader = {
    revision: view.getUint8(8),
    oemId: decodeText(bytes, 10, 6),
    oemTableId: decodeText(bytes, 16, 8),
    oemRevision: view.getUint32(24, true),
    creatorId: decodeText(bytes, 28, 4),
    creatorRevision: view.getUint32(32, true),
    hostAddressWidth: view.getUint8(36),
    flags: view.getUint8(37),
  };
  const deviations = decodeDeviations(bytes, view, byteLength, checksum);
  return deviations === undefined ? header : { ...header, ...deviations };
}

type Deviations = Pick<DmarHeader, "reserved" | "signatureOverride" | "lengthOverride" | "checksumOverride">;

/** The fields that a correct table does not need. If there are none, undefined, quickly. */
function decodeDeviations(
  bytes: Uint8Array,
  view: DataView,
  byteLength: number,
  checksum: number,
): Deviations | undefined {
  const signature = decodeText(bytes, 0, 4);
  const length = decodeLength(view);
  const actualChecksum = view.getUint8(CHECKSUM_OFFSET);
  const reservedIsZero = (view.getUint32(38) | view.getUint32(42) | view.getUint16(46)) === 0;
  if (signature === SIGNATURE && length === byteLength && actualChecksum === checksum && reservedIsZero) {
    return undefined;
  }
  return {
    ...(reservedIsZero ? {} : { reserved: copyBytes(bytes, 38, HEADER_LENGTH) }),
    ...(signature === SIGNATURE ? {} : { signatureOverride: signature }),
    ...(length === byteLength ? {} : { lengthOverride: length }),
    ...(actualChecksum === checksum ? {} : { checksumOverride: actualChecksum }),
  };
}

/** One character per byte. Trailing zeros are dropped, because encoding adds them again. */
export function decodeText(bytes: Uint8Array, offset: number, size: number): string {
  let end = offset + size;
  while (end > offset && bytes[end - 1] === 0) end--;
  let text = "";
  for (let index = offset; index < end; index++) text += String.fromCharCode(bytes[index] as number);
  return text;
}
