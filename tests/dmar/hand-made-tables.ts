/** Structures as they should be, one of each kind, and tables of them with something changed. */

import type {
  AnddStructure,
  AtsrStructure,
  DeviceScope,
  DmarHeader,
  DmarStructure,
  DmarTable,
  DrhdStructure,
  RhsaStructure,
  RmrrStructure,
  SatcStructure,
  SidpStructure,
} from "../../model/dmar/table.ts";

export const HEADER: DmarHeader = {
  revision: 1,
  oemId: "OEMID",
  oemTableId: "TABLE",
  oemRevision: 1,
  creatorId: "TEST",
  creatorRevision: 1,
  hostAddressWidth: 38,
  flags: 1,
};
export const SCOPE: DeviceScope = {
  type: 1,
  flags: 0,
  enumerationId: 0,
  startBus: 0,
  path: [{ device: 20, function: 0 }],
};
export const RMRR: RmrrStructure = {
  kind: "rmrr",
  reserved: 0,
  segment: 0,
  base: 0x10_0000n,
  limit: 0x1f_ffffn,
  scopes: [SCOPE],
};
export const DRHD: DrhdStructure = {
  kind: "drhd",
  flags: 1,
  size: 0,
  segment: 0,
  registerBase: 0xfed9_0000n,
  scopes: [],
};
export const ATSR: AtsrStructure = { kind: "atsr", flags: 0, reserved: 0, segment: 0, scopes: [{ ...SCOPE, type: 2 }] };
export const RHSA: RhsaStructure = { kind: "rhsa", reserved: 0, registerBase: 0xfed9_0000n, proximityDomain: 0 };
export const ANDD: AnddStructure = { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\_SB.X" };
export const SATC: SatcStructure = { kind: "satc", flags: 0, reserved: 0, segment: 0, scopes: [SCOPE] };
export const SIDP: SidpStructure = { kind: "sidp", reserved: 0, segment: 0, scopes: [SCOPE] };

export const table = (...structures: DmarStructure[]): DmarTable => ({ header: HEADER, structures });
export const withHeader = (header: Partial<DmarHeader>): DmarTable => ({
  header: { ...HEADER, ...header },
  structures: [DRHD],
});
export const withRmrr = (rmrr: Partial<RmrrStructure>): DmarTable => table(DRHD, { ...RMRR, ...rmrr });
export const withScope = (scope: Partial<DeviceScope>): DmarTable =>
  withRmrr({ scopes: [SCOPE, { ...SCOPE, ...scope }] });
