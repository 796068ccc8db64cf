/** Assigning a group to user space, as VFIO type 1 and iommufd do. */

import type { Witness } from "../model/verdict.ts";
import { type AttachFact, attachFacts } from "../oracle/attach-facts.ts";
import { type AttachFaultKind, attachFaults, isAttachSeen } from "../oracle/attach-faults.ts";
import { isGroupStep } from "../oracle/group-facts.ts";
import { attachWitnesses } from "./about-faults.ts";
import { judgesTypes } from "./relaxable.ts";
import type { Requirement } from "./requirement.ts";

interface AssignmentRequirement extends Omit<Requirement, "level" | "streams" | "trigger" | "dependsOn" | "judge"> {
  readonly kinds: ReadonlySet<AttachFaultKind>;
  /** Whether an assignment could go wrong in its way. */
  concerns(attach: AttachFact): boolean;
}

function assignment({ kinds, concerns, ...rest }: AssignmentRequirement): Requirement {
  return {
    ...rest,
    level: "policy",
    streams: ["assignment"],
    // Which regions are relaxable decides everything here.
    trigger: (facts) => attachFacts(facts).some(concerns) && judgesTypes(facts.profile),
    dependsOn: (facts, step) => isGroupStep(facts, step, "attach"),
    judge(facts, observed): readonly Witness[] | "not-observable" {
      const found = attachWitnesses(attachFaults(observed), kinds);
      if (found.length > 0) return found;
      return attachFacts(facts).some((attach) => concerns(attach) && isAttachSeen(observed, attach))
        ? found
        : "not-observable";
    },
  };
}

export const ASSIGNMENT: readonly Requirement[] = [
  assignment({
    id: "assignment/usable-iova",
    statement:
      "The addresses that user space may map are exactly the aperture minus the direct, reserved and msi regions of the group; relaxable regions are not excluded, and a group is not refused without a reason.",
    source: "vfio_iommu_resv_exclude, VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE; iopt_table_enforce_dev_resv_regions",
    when: "a group is assigned that is not locked, has no conflicting mapping, and has only page-aligned regions",
    kinds: new Set([
      "refused",
      "direct-usable",
      "interrupt-window-usable",
      "beyond-aperture",
      "relaxable-taken",
      "addresses-taken",
      "listed-twice",
      "empty-range",
    ]),
    concerns: ({ due }) => due.verdict === "usable" && due.aligned,
  }),
  assignment({
    id: "assignment/conflict",
    statement:
      "Assigning a group is refused if an existing mapping overlaps one of its regions that is not relaxable, by however little; it is not refused for a mapping that is merely adjacent to one, or that overlaps a relaxable one.",
    source: "vfio_iommu_resv_conflict; iopt_table_enforce_dev_resv_regions",
    when: "a group that is not locked is assigned while mappings exist",
    kinds: new Set(["conflict-not-noticed", "refused-without-conflict"]),
    concerns: ({ due, fact, isOrdinary }) =>
      due.verdict === "conflict" || (due.verdict === "usable" && fact.what.mappings.length > 0 && isOrdinary),
  }),
  assignment({
    id: "assignment/locked-refused",
    statement:
      "Assigning a group is refused if any member that is present has a direct region, but not because of relaxable regions or of members that are absent.",
    source:
      "series 8/8; iommu_group_claim_dma_owner and require_direct (Linux 6.6 and later), intel_iommu_attach_device and device_is_rmrr_locked (before)",
    when: "a group with a member that has a region of an RMRR is assigned",
    kinds: new Set(["locked-member-assigned", "refused-without-lock"]),
    concerns: ({ due, fact, hasRmrr }) =>
      due.verdict === "locked" || (due.verdict === "usable" && hasRmrr && fact.what.mappings.length === 0),
  }),
];
