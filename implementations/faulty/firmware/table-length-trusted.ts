/** A table truncated in transit still carries its original Length. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseTable(bytes: Uint8Array): Report {
    const report = super.parseTable(bytes);
    if (bytes.length < 48) return report;
    const table = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const length = table.getUint32(4, true);
    // The checksum covers all bytes that Length counts.
    let sum = 0;
    for (let offset = 0; offset < length; offset++) sum += table.getUint8(offset);
    if ((sum & 0xff) !== 0) this.memory.warn("the checksum of the DMAR table is wrong");
    return report;
  }
}

export const tableLengthTrusted: FaultyVariant = faultyVariant(Driver, {
  name: "table-length-trusted",
  description: "The checksum is computed over as many bytes as the table's Length says, whether or not they are there.",
  killedBy: { requirement: "firmware/no-foreign-read", outcome: "fail" },
});
