/** Numbers as PCI and ACPI people write them. */

/** A number in hexadecimal digits without a prefix, two unless told otherwise. */
export function hex(value: number, digits: number = 2): string {
  return value.toString(16).padStart(digits, "0");
}
