/**
 * Whether a platform is valid: the rules of docs/rules.md, "Valid platforms", which every generated platform follows.
 *
 * Of the DMAR table, only the DRHDs are examined; faults of the table itself are reported by `findFaults` and
 * `findPlatformFaults`.
 */

import { busFaults } from "./bus-validity.ts";
import { decodeTable } from "./dmar/decode.ts";
import { STRUCTURE_TYPES } from "./dmar/layout.ts";
import { hierarchyFaults } from "./hierarchy-validity.ts";
import type { Platform } from "./platform.ts";
import type { PlatformFault } from "./platform-fault.ts";

/** The greatest segment that the 16-bit field of a DMAR structure can name. */
const GREATEST_NAMED_SEGMENT = 0xffff;

/** Every violation of a rule, in O(n log n); none for a valid platform. */
export function validatePlatform(platform: Platform): readonly PlatformFault[] {
  return [
    ...labelFaults(platform),
    ...hierarchyFaults(platform.functions),
    ...busFaults(platform),
    ...groupFaults(platform),
    ...drhdFaults(platform),
  ];
}

function labelFaults({ functions, otherDevices, groups }: Platform): PlatformFault[] {
  const labelOf = ({ label }: { readonly label: string }): string => label;
  const named = otherDevices.filter(({ acpiName }) => acpiName !== undefined);
  return [
    ...duplicates([...functions, ...otherDevices], labelOf).map(([label]) =>
      fault("label-duplicate", [label], `More than one device bears the label ${label}.`),
    ),
    ...duplicates(groups, labelOf).map(([label]) =>
      fault("label-duplicate", [label], `More than one group bears the label ${label}.`),
    ),
    ...duplicates(named, ({ acpiName }) => acpiName as string).map(([name, devices]) =>
      fault("acpi-name-duplicate", devices.map(labelOf), `More than one device has the ACPI name ${name}.`),
    ),
  ];
}

function groupFaults({ functions, otherDevices, groups }: Platform): PlatformFault[] {
  if (groups.length === 0) return [];
  const faults: PlatformFault[] = [];
  const devices = new Set([...functions, ...otherDevices].map(({ label }) => label));
  const groupOf = new Map<string, string>();
  for (const group of groups) {
    for (const member of group.members) {
      const other = groupOf.get(member);
      if (!devices.has(member)) {
        const message = `${group.label} has a member ${member}, which is no device.`;
        faults.push(fault("group-member-unknown", [group.label, member], message));
      } else if (other !== undefined) {
        const message = `${member} is a member of ${other} and once more of ${group.label}.`;
        faults.push(fault("group-member-twice", [group.label, member], message));
      }
      groupOf.set(member, group.label);
    }
  }
  return faults;
}

/**
 * Without a DRHD, a segment has no remapping hardware and nothing can be judged. But if all DRHDs of a table are
 * missing or broken, that is an intended firmware fault, not one of the platform.
 */
function drhdFaults({ functions, dmar }: Platform): PlatformFault[] {
  if (functions.length === 0) return [];
  const { structures, allFound } = decodeTable(dmar);
  const covered = new Set<number>();
  for (const { structure } of structures) {
    if (structure.kind === "drhd") covered.add(structure.segment);
    else if (structure.kind === "opaque" && structure.type === STRUCTURE_TYPES.drhd) return [];
  }
  if (!allFound || covered.size === 0) return [];
  const faults: PlatformFault[] = [];
  for (const { segment, label } of functions) {
    if (segment > GREATEST_NAMED_SEGMENT || covered.has(segment)) continue;
    covered.add(segment);
    faults.push(fault("segment-without-drhd", [label], `Segment ${segment} has ${label} and no DRHD.`));
  }
  return faults;
}

/** The names shared by more than one item, with those items. */
function duplicates<Item>(items: readonly Item[], nameOf: (item: Item) => string): [name: string, items: Item[]][] {
  const bearers = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const earlier = bearers.get(name);
    if (earlier === undefined) bearers.set(name, [item]);
    else earlier.push(item);
  }
  return [...bearers].filter(([, bearersOfOne]) => bearersOfOne.length > 1);
}

function fault(code: PlatformFault["code"], labels: readonly string[], message: string): PlatformFault {
  return { code, labels, message };
}
