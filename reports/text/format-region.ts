/** Ranges, sizes, protections and types in the words of `dmesg` and sysfs. */

import { PROTECTION_READ, PROTECTION_WRITE, type AddressRange } from "../../model/region.ts";

/** `0x7b000000`. */
export function formatNumber(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** `[0x7b000000, 0x7b7fffff]`, both ends included. */
export function formatRange(range: AddressRange): string {
  return `[${formatNumber(range.start)}, ${formatNumber(range.end)}]`;
}

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** The length of a range in the largest unit that it is a whole multiple of: `8 MiB`, `4097 bytes`. */
export function formatSize(range: AddressRange): string {
  let length = range.end - range.start + 1n;
  if (length <= 0n) return "no byte";
  let unit = 0;
  while (unit + 1 < UNITS.length && length % 1024n === 0n) {
    length /= 1024n;
    unit++;
  }
  return length === 1n && unit === 0 ? "1 byte" : `${length} ${UNITS[unit]}`;
}

/** `rw`, `r-`, `-w` or `--`, and other bits as a number behind. */
export function formatProtection(protection: number): string {
  const read = (protection & PROTECTION_READ) === 0 ? "-" : "r";
  const write = (protection & PROTECTION_WRITE) === 0 ? "-" : "w";
  const others = protection & ~(PROTECTION_READ | PROTECTION_WRITE);
  return others === 0 ? read + write : `${read}${write}+0x${(others >>> 0).toString(16)}`;
}
