/**
 * A second judge of what is made of a group's regions: page by page and address by address, for small worlds.
 *
 * Addresses matter only where something begins or ends, so a question about all addresses is one about those.
 */

import { type AddressRange, PAGE_SIZE, type RegionFields, type RegionType } from "../../model/region.ts";
import type { MappedRange } from "../../model/trace.ts";

/** The regions of each member of a group, in the order of the members. */
export type MembersRegions = readonly (readonly RegionFields[])[];

export function naiveText(list: readonly Pick<RegionFields, "start" | "end" | "type">[]): string {
  let text = "";
  for (const { start, end, type } of list) {
    const digits = [start, end].map(
      (address) => `0x${"0".repeat(16 - address.toString(16).length)}${address.toString(16)}`,
    );
    text += `${digits.join(" ")} ${type === "software-msi" ? "msi" : type}\n`;
  }
  return text;
}

/** The pages of direct and relaxable regions, one by one, in runs as long as they go. */
export function naiveMappings(members: MembersRegions): readonly MappedRange[] {
  const regions = members.flat().filter(({ type }) => type.startsWith("direct"));
  const borders = bordersOf(regions, (address) => address - (address % PAGE_SIZE));
  return runs(borders, (page) =>
    regions.some((region) => meets(region, { start: page, end: page + PAGE_SIZE - 1n })),
  ).map((run) => ({ ...run, protection: 3 }));
}

/** Every address of every member's regions, but for software MSI. */
export function naiveHoles(members: MembersRegions): readonly AddressRange[] {
  const regions = members.flat().filter(({ type }) => type !== "software-msi");
  return runs(
    bordersOf(regions, (address) => address),
    (address) => regions.some((region) => has(region, address)),
  );
}

export type NaiveAttach = readonly AddressRange[] | "refused";

/** What becomes of assigning a group to user space. */
export function naiveAttach(
  members: MembersRegions,
  aperture: AddressRange,
  mappings: readonly AddressRange[],
): NaiveAttach {
  const types = new Set<RegionType>(members.flat().map(({ type }) => type));
  if (types.has("direct")) return "refused";
  const kept = members.flat().filter(({ type }) => type !== "direct-relaxable");
  if (kept.some((region) => mappings.some((mapping) => meets(region, mapping)))) return "refused";
  const borders = bordersOf([...kept, aperture], (address) => address);
  return runs(borders, (address) => has(aperture, address) && !kept.some((region) => has(region, address)));
}

function has({ start, end }: AddressRange, address: bigint): boolean {
  return start <= address && address <= end;
}

function meets(one: AddressRange, other: AddressRange): boolean {
  return has(one, other.start) || has(other, one.start);
}

/** Where something begins, or has just ended. */
function bordersOf(ranges: readonly AddressRange[], align: (address: bigint) => bigint): readonly bigint[] {
  const borders = ranges.flatMap(({ start, end }) => [
    align(start),
    align(end + 1n),
    align(end) + (align(1n) === 0n ? PAGE_SIZE : 1n),
  ]);
  return [...new Set(borders)].sort((a, b) => (a < b ? -1 : 1));
}

/** Runs of what is in, asked at each border. */
function runs(borders: readonly bigint[], isIn: (address: bigint) => boolean): readonly AddressRange[] {
  const found: AddressRange[] = [];
  for (const [index, start] of borders.entries()) {
    const next = borders[index + 1];
    if (next === undefined || !isIn(start)) continue;
    const last = found.at(-1);
    if (last !== undefined && last.end + 1n === start) found[found.length - 1] = { start: last.start, end: next - 1n };
    else found.push({ start, end: next - 1n });
  }
  return found;
}
