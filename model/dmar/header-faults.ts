/** Faults of the header of a DMAR table, and of its size compared with its Length. */

import type { DecodedTable } from "./decode.ts";
import { isPossibleWidth } from "./good-rmrrs.ts";
import { CHECKSUM_OFFSET, HEADER_LENGTH, rightChecksum, SIGNATURE } from "./layout.ts";
import { SECTION_ACPI_HEADER, SECTION_REPORTING } from "./sections.ts";
import type { TableFault } from "./table-fault.ts";

/** If a table is shorter than a header, only that and a wrong signature are reported. */
export function headerFaults(bytes: Uint8Array, decoded: DecodedTable): TableFault[] {
  const { header } = decoded;
  const faults: TableFault[] = [];
  if (header.signatureOverride !== undefined) {
    const signature = header.signatureOverride;
    faults.push({
      code: "signature-wrong",
      section: SECTION_REPORTING,
      offset: 0,
      message: `The signature is ${JSON.stringify(signature)}, not "${SIGNATURE}".`,
      values: { signature },
    });
  }
  faults.push(...sizeFaults(bytes, header.lengthOverride ?? bytes.length));
  if (bytes.length < HEADER_LENGTH) return faults;
  faults.push(...checksumFaults(bytes, decoded));
  if (!isPossibleWidth(header.hostAddressWidth)) {
    const bits = header.hostAddressWidth + 1;
    faults.push({
      code: "width-impossible",
      section: SECTION_REPORTING,
      offset: 36,
      message: `A host address width of ${bits} bits cannot be: 12 to 64 are possible.`,
      values: { bits },
    });
  }
  return faults;
}

function sizeFaults(bytes: Uint8Array, length: number): TableFault[] {
  const values = { bytes: bytes.length, length };
  if (bytes.length < HEADER_LENGTH) {
    const message = `The table has ${bytes.length} bytes; its header alone has ${HEADER_LENGTH}.`;
    return [{ code: "table-truncated", section: SECTION_REPORTING, offset: bytes.length, message, values }];
  }
  if (length < HEADER_LENGTH) {
    const message = `The table's Length is ${length}; its header alone has ${HEADER_LENGTH} bytes.`;
    return [{ code: "length-below-header", section: SECTION_ACPI_HEADER, offset: 4, message, values }];
  }
  if (length > bytes.length) {
    const message = `The table ends after ${bytes.length} of the ${length} bytes that its Length promises.`;
    return [{ code: "table-truncated", section: SECTION_ACPI_HEADER, offset: bytes.length, message, values }];
  }
  if (length < bytes.length) {
    const message = `Behind the ${length} bytes that the table's Length counts are ${bytes.length - length} more.`;
    return [{ code: "bytes-past-length", section: SECTION_ACPI_HEADER, offset: length, message, values }];
  }
  return [];
}

/** The checksum of a truncated table cannot be judged, because bytes are missing. */
function checksumFaults(bytes: Uint8Array, decoded: DecodedTable): TableFault[] {
  const length = decoded.header.lengthOverride ?? bytes.length;
  if (decoded.checksumRight || length < HEADER_LENGTH || length > bytes.length) return [];
  const checksum = bytes[CHECKSUM_OFFSET] ?? 0;
  const right = rightChecksum(bytes, length);
  return [
    {
      code: "checksum-wrong",
      section: SECTION_ACPI_HEADER,
      offset: CHECKSUM_OFFSET,
      message: `The checksum is ${hexadecimal(checksum)}; ${hexadecimal(right)} would be right.`,
      values: { checksum, right },
    },
  ];
}

function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(2, "0")}`;
}
