/**
 * Faults that real kernels had, or that reviews caught, as edits of a healthy tree: what to look for, and what to
 * put there. Each names the requirement that has to find it.
 */

import type { EditedFile } from "./edited-tree.ts";
import { DMAR, INTEL, IOMMU, VFIO } from "./kernel-files.ts";

export interface NaturalFault {
  readonly name: string;
  readonly requirement: string;
  /** The fault shows only to the sanitizers. */
  readonly sanitize?: true;
  readonly change: EditedFile;
}

const insert = (find: RegExp, replace: string): EditedFile => ({
  file: IOMMU,
  edits: [{ within: "iommu_insert_resv_region", find, replace }],
});
const get = (find: RegExp, replace: string): EditedFile => ({
  file: INTEL,
  edits: [{ within: "intel_iommu_get_resv_regions", find, replace }],
});
const match = (find: RegExp, replace: string): EditedFile => ({
  file: DMAR,
  edits: [{ within: "dmar_match_pci_path", find, replace }],
});
const scopes = (find: RegExp, replace: string): EditedFile => ({
  file: DMAR,
  edits: [{ within: "dmar_insert_dev_scope", find, replace }],
});
const put = (replace: string): EditedFile => ({
  file: IOMMU,
  edits: [{ within: "iommu_put_resv_regions", find: /kfree\(entry\)/, replace }],
});
const className = (macro: string, test: string): EditedFile => ({
  file: INTEL,
  edits: [{ find: new RegExp(`#define ${macro}\\(\\w+\\).*`), replace: `#define ${macro}(pdev) (${test})` }],
});

const within = (file: string, name: string, find: RegExp, replace: string): EditedFile => ({
  file,
  edits: [{ within: name, find, replace }],
});

export const NATURAL_FAULTS: readonly NaturalFault[] = [
  {
    name: "one region object, linked into every caller's list",
    requirement: "ownership/distinct-objects",
    change: {
      file: INTEL,
      edits: [
        {
          within: "intel_iommu_get_resv_regions",
          find: /resv = iommu_alloc_resv_region\(/,
          replace: "resv = keep_region(",
          before:
            "static struct iommu_resv_region *keep_region(phys_addr_t start, size_t length, int prot,\n" +
            "\tenum iommu_resv_type type, gfp_t gfp)\n{\n\tstatic struct iommu_resv_region *kept;\n\n" +
            "\tif (!kept)\n\t\tkept = iommu_alloc_resv_region(start, length, prot, type, gfp);\n\treturn kept;\n}",
        },
      ],
    },
  },
  {
    name: "put frees only the interrupt window",
    requirement: "ownership/put-frees-own",
    change: put("(entry->type == IOMMU_RESV_MSI ? kfree(entry) : (void)0)"),
  },
  {
    name: "put frees only one other type",
    requirement: "ownership/put-frees-own",
    change: put("(entry->type == IOMMU_RESV_DIRECT ? kfree(entry) : (void)0)"),
  },
  {
    name: "the entry that a merge unlinks is lost",
    requirement: "merge/no-leak",
    change: insert(/kfree\(iter\);/, ";"),
  },
  {
    name: "the entry that a merge unlinks is read once more",
    requirement: "merge/no-use-after-free",
    sanitize: true,
    change: insert(/list_del\(&iter->list\);\s*kfree\(iter\);/, "kfree(iter); list_del(&iter->list);"),
  },
  { name: "touching regions are kept apart", requirement: "merge/adjacent", change: insert(/top_end \+ 1/, "top_end") },
  {
    name: "regions are joined across types",
    requirement: "merge/types-apart",
    change: {
      file: IOMMU,
      edits: [
        { within: "iommu_insert_resv_region", find: /iter->type != new->type/, replace: "0" },
        { within: "iommu_insert_resv_region", find: /top->type == iter->type/, replace: "1" },
      ],
    },
  },
  {
    name: "regions of another type are appended out of order",
    requirement: "merge/order",
    change: insert(/nr->start < iter->start/, "(nr->start < iter->start && nr->type == iter->type)"),
  },
  {
    name: "the length of a merged region is that of the one that was there",
    requirement: "merge/union-exact",
    change: insert(/max\(top_end, iter_end\)/, "top_end"),
  },
  {
    name: "a bridge scope covers only the bridge",
    requirement: "coverage/every-descendant",
    change: get(/!is_downstream_to_pci_bridge\(device, i_dev\)/, "1"),
  },
  {
    name: "a bridge scope covers only what is below the bridge",
    requirement: "coverage/bridge-itself",
    change: get(/i_dev != device/, "(i_dev != device || to_pci_dev(i_dev)->subordinate)"),
  },
  {
    name: "a scope covers the ancestors too",
    requirement: "coverage/nothing-else",
    change: get(
      /!is_downstream_to_pci_bridge\(device, i_dev\)/,
      "!is_downstream_to_pci_bridge(device, i_dev) && !is_downstream_to_pci_bridge(i_dev, device)",
    ),
  },
  {
    name: "the path is compared by the shorter length",
    requirement: "coverage/nothing-else",
    change: {
      file: DMAR,
      edits: [
        { within: "dmar_match_pci_path", find: /info->level != count/, replace: "info->level > count" },
        { within: "dmar_match_pci_path", find: /i < count/, replace: "i < count && i < info->level" },
      ],
    },
  },
  {
    name: "only the first hop of the path is compared",
    requirement: "coverage/nothing-else",
    change: match(/i < count/, "i < 1"),
  },
  {
    name: "the segment of an RMRR is ignored",
    requirement: "coverage/same-segment",
    change: scopes(/segment != info->seg/, "0"),
  },
  {
    name: "the first RMRR that names a device wins",
    requirement: "coverage/all-rmrrs",
    change: {
      file: INTEL,
      edits: [{ within: "dmar_iommu_notify_scope_dev", find: /if \(ret < 0\)/, replace: "if (ret)" }],
    },
  },
  {
    name: "the first scope of an RMRR wins",
    requirement: "coverage/all-rmrrs",
    change: scopes(/(dmar_match_pci_path\([^;]*\)\)\s*)continue;/, "$1return 0;"),
  },
  {
    name: "the type follows the scope's device",
    requirement: "relaxable/asker-decides",
    change: get(/device_rmrr_is_relaxable\(device\)/, "device_rmrr_is_relaxable(i_dev)"),
  },
  {
    name: "every serial-bus controller is relaxable",
    requirement: "relaxable/nobody-else",
    change: className("IS_USB_DEVICE", "(pdev)->class >> 16 == 0x0c"),
  },
  {
    name: "only xHCI is relaxable",
    requirement: "relaxable/usb",
    change: className("IS_USB_DEVICE", "(pdev)->class == 0x0c0330"),
  },
  {
    name: "only VGA is relaxable",
    requirement: "relaxable/graphics",
    change: className("IS_GFX_DEVICE", "(pdev)->class >> 8 == 0x0300"),
  },
  {
    name: "the PCI class of a device that is not PCI is read",
    requirement: "relaxable/not-pci",
    sanitize: true,
    change: {
      file: INTEL,
      edits: [{ within: "device_rmrr_is_relaxable", find: /!dev_is_pci\(dev\)/, replace: "0" }],
    },
  },
  {
    name: "the limit is taken as exclusive",
    requirement: "coverage/exact-range",
    change: get(/rmrr->base_address \+ 1/, "rmrr->base_address"),
  },
  {
    name: "the length has 32 bits",
    requirement: "coverage/exact-range",
    change: get(/size_t length/, "u32 length"),
  },
  {
    name: "the interrupt window is left out",
    requirement: "windows/msi",
    change: get(/IOMMU_RESV_MSI/, "IOMMU_RESV_RESERVED"),
  },
  {
    name: "regions are allocated with permission to sleep inside of the read section",
    requirement: "allocation/no-sleep-in-atomic",
    change: get(/GFP_ATOMIC/, "GFP_KERNEL"),
  },
  {
    name: "a merge without memory is reported as done",
    requirement: "allocation/failure-reported",
    change: insert(/return -ENOMEM;/, "return 0;"),
  },
  {
    name: "an RMRR for whose scopes there is no memory is lost",
    requirement: "allocation/failed-start",
    change: within(INTEL, "dmar_parse_one_rmrr", /kfree\(rmrru\);/, ";"),
  },
  {
    name: "an RMRR for whose scopes there is no memory is freed and stays on the list",
    requirement: "allocation/failed-start",
    change: {
      file: INTEL,
      edits: [
        { within: "dmar_parse_one_rmrr", find: /list_add\(&rmrru->list, &dmar_rmrr_units\);/, replace: "" },
        {
          within: "dmar_parse_one_rmrr",
          find: /rmrru->devices = /,
          replace: "list_add(&rmrru->list, &dmar_rmrr_units); rmrru->devices = ",
        },
      ],
    },
  },
  {
    name: "an RMRR for which there is no memory is left out in silence",
    requirement: "allocation/failed-start",
    change: within(INTEL, "dmar_parse_one_rmrr", /return -ENOMEM;/, "return 0;"),
  },
  {
    name: "scopes for which there is no memory are not counted",
    requirement: "allocation/failed-start",
    change: within(
      DMAR,
      "dmar_alloc_dev_scope",
      /return (kcalloc\([^;]*\));/,
      "{ void *made = $1; if (!made) *cnt = 0; return made; }",
    ),
  },
  {
    name: "a remapping unit for whose scopes there is no memory is lost",
    requirement: "allocation/failed-start",
    change: within(
      DMAR,
      "dmar_parse_one_drhd",
      /dmaru->devices == NULL\) \{\s*kfree\(dmaru\);/,
      "dmaru->devices == NULL) {",
    ),
  },
  {
    name: "a removed function is still covered",
    requirement: "lifecycle/removed",
    change: within(DMAR, "dmar_remove_dev_scope", /RCU_INIT_POINTER\([^;]*;/, ";"),
  },
  {
    name: "a function that is added late is not covered",
    requirement: "lifecycle/added",
    change: within(
      INTEL,
      "dmar_iommu_notify_scope_dev",
      /info->event == BUS_NOTIFY_ADD_DEVICE/,
      "info->event == BUS_NOTIFY_ADD_DEVICE && system_state < SYSTEM_RUNNING",
    ),
  },
  {
    name: "a function that is added again is not covered",
    requirement: "lifecycle/again",
    // What was removed keeps its slot, with nobody in it.
    change: within(DMAR, "dmar_insert_dev_scope", /tmp == NULL/, "tmp == NULL && devices[i].bus == 0"),
  },
  {
    name: "the reference to a removed function is kept",
    requirement: "lifecycle/device-references",
    change: within(DMAR, "dmar_remove_dev_scope", /put_device\(tmp\);/, ";"),
  },
  {
    name: "the direct-mapping test has || for &&, so that nothing is mapped",
    requirement: "group/direct-mappings",
    change: within(IOMMU, "iommu_create_device_direct_mappings", /(entry->type != IOMMU_RESV_DIRECT) &&/, "$1 ||"),
  },
  {
    name: "only direct regions are mapped",
    requirement: "group/direct-mappings",
    change: within(IOMMU, "iommu_create_device_direct_mappings", /entry->type != IOMMU_RESV_DIRECT_RELAXABLE/, "true"),
  },
  {
    name: "only the first member's regions are listed",
    requirement: "group/merge-of-members",
    change: within(IOMMU, "iommu_get_group_resv_regions", /if \(ret\)\s*break;/, "break;"),
  },
  {
    name: "sysfs shows an end that is exclusive",
    requirement: "group/sysfs-text",
    change: within(IOMMU, "iommu_group_show_resv_regions", /region->length - 1/, "region->length"),
  },
  {
    name: "relaxable ranges are taken out of the usable addresses",
    requirement: "assignment/usable-iova",
    change: within(VFIO, "vfio_iommu_resv_exclude", /resv->type == IOMMU_RESV_DIRECT_RELAXABLE/, "0"),
  },
  {
    name: "an existing mapping in a reserved range is not noticed",
    requirement: "assignment/conflict",
    change: within(VFIO, "vfio_iommu_resv_conflict", /return true;/, "return false;"),
  },
  {
    name: "a locked device is given away",
    requirement: "assignment/locked-refused",
    change: within(INTEL, "device_is_rmrr_locked", /return true;/, "return false;"),
  },
];
