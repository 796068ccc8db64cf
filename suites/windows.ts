/** The windows that a device gets beside its RMRRs, as the profile has them. */

import type { Witness, WitnessRegion } from "../model/verdict.ts";
import { ISA_WINDOW, MSI_WINDOW } from "../model/region.ts";
import { isBridgeClass } from "../oracle/device-class.ts";
import type { Observations } from "../oracle/observations.ts";
import { isaTypes } from "../oracle/windows.ts";
import { aboutGets, shownRegion } from "./about-gets.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["hierarchy", "table"] as const;
/** What is plugged in has the window as well. */
const AND_LATER = ["hierarchy", "table", "lifecycle"] as const;

function windowWitnesses(observed: Observations, wanted: "msi" | "isa"): readonly Witness[] {
  return observed.differences.flatMap(({ get, windows }) =>
    windows
      .filter(({ window }) => window === wanted)
      .map(({ rule, region }) => ({
        rule,
        step: get.step,
        device: get.label,
        list: get.list,
        expected: wanted === "msi" ? expectedMsi(observed) : expectedIsa(observed),
        received: region === undefined ? [] : [shownRegion(region)],
      })),
  );
}

function expectedMsi({ facts }: Observations): readonly WitnessRegion[] {
  return facts.profile.msiWindow === "yes" ? [{ ...MSI_WINDOW, type: "msi", protection: 0 }] : [];
}

function expectedIsa({ facts }: Observations): readonly WitnessRegion[] {
  return isaTypes(facts.profile).map((type) => ({ ...ISA_WINDOW, type }));
}

export const WINDOWS: readonly Requirement[] = [
  aboutGets({
    id: "windows/msi",
    level: "policy",
    statement:
      "Every device, PCI or not, gets the interrupt window [0xfee00000, 0xfeefffff] with protection 0 if the profile has it, and none does if the profile does not.",
    source: "VT-d 3.14; intel_iommu_get_resv_regions",
    when: "a device is queried",
    streams: AND_LATER,
    concerns: (_get, { profile }) => profile.msiWindow !== "either",
    witnesses: (observed) => windowWitnesses(observed, "msi"),
  }),
  aboutGets({
    id: "windows/isa",
    level: "policy",
    statement:
      "An ISA bridge may get [0, 0xffffff], for the floppy workaround, and then with the type that the profile says; no other bridge does.",
    source: "intel_iommu_get_resv_regions, CONFIG_INTEL_IOMMU_FLOPPY_WA",
    when: "a function of the base class of bridges is queried",
    streams: STREAMS,
    concerns: ({ device }, { profile }) => profile.isaWindow !== "either" && isBridgeClass(device),
    witnesses: (observed) => windowWitnesses(observed, "isa"),
  }),
];
