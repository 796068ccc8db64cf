/**
 * What is extracted from a tree, by name.
 *
 * Every entry is looked up in the tree: what it does not have cannot be judged. No version of Linux is named; the glue
 * in `harness/glue` depends on which names, members and parameters were found.
 */

export interface Capability {
  /** Also the name of its glue: `harness/glue/NAME.c`. */
  readonly name: string;
  /** The function in whose file the glue is compiled, so that it sees that file's private types. */
  readonly anchor: string;
  /** Further functions without which the tree lacks the capability. */
  readonly needs?: readonly string[];
  /** The function that superseded this capability: a tree that has that function does not need this one. */
  readonly unless?: string;
  /** Functions that the glue uses if the tree has them. */
  readonly uses?: readonly string[];
  /** Types whose members the glue uses, and constants it names, if the tree has them. */
  readonly tags?: readonly string[];
  readonly constants?: readonly string[];
  /** Hooks that the driver may fill in its operations; the functions they name are extracted too. */
  readonly hooks?: readonly string[];
  /**
   * Which functions are followed from here; all others are replaced by stubs that do nothing. Left out where everything
   * matters; given for long functions of which only the part on reserved regions matters.
   */
  readonly follow?: RegExp;
  /** Requirements that cannot be observed in a tree without it; `*` matches any text. */
  readonly shows?: readonly string[];
  /** Without it there is nothing to judge. */
  readonly essential?: true;
}

/** The driver's table of operations. */
export const DRIVER_OPERATIONS = "intel_iommu_ops";

const REGION_TAGS = ["iommu_resv_region", "iommu_resv_type", "iommu_ops", "dev_iommu", "iommu_device"];
const REGION_TYPES = [
  "IOMMU_RESV_DIRECT",
  "IOMMU_RESV_DIRECT_RELAXABLE",
  "IOMMU_RESV_RESERVED",
  "IOMMU_RESV_MSI",
  "IOMMU_RESV_SW_MSI",
];
const GROUP_TAGS = [...REGION_TAGS, "iommu_group", "group_device", "iommu_domain", "iommu_domain_ops"];

export const CAPABILITIES: readonly Capability[] = [
  {
    name: "regions",
    anchor: "iommu_get_resv_regions",
    needs: ["iommu_put_resv_regions", "iommu_alloc_resv_region"],
    tags: REGION_TAGS,
    constants: REGION_TYPES,
    essential: true,
  },
  {
    name: "driver",
    // The one among these that no other file may call.
    anchor: "intel_iommu_free_dmars",
    needs: ["dmar_parse_one_rmrr", "dmar_iommu_notify_scope_dev"],
    tags: ["iommu_ops", "iommu_domain", "iommu_domain_ops", "dmar_domain"],
    constants: ["intel_iommu_enabled", "dmar_global_lock"],
    hooks: ["get_resv_regions", "put_resv_regions", "apply_resv_region"],
    essential: true,
  },
  {
    name: "table",
    anchor: "dmar_insert_dev_scope",
    needs: ["dmar_table_init", "dmar_dev_scope_init", "dmar_pci_bus_notifier"],
    uses: ["dmar_free_unused_resources"],
    essential: true,
  },
  { name: "has-rmrr", anchor: "device_has_rmrr", shows: ["coverage/has-rmrr"] },
  { name: "relaxable", anchor: "device_rmrr_is_relaxable" },
  { name: "locked", anchor: "device_is_rmrr_locked" },
  { name: "downstream", anchor: "is_downstream_to_pci_bridge", shows: ["coverage/downstream-predicate"] },
  { name: "insert", anchor: "iommu_insert_resv_region", tags: REGION_TAGS, shows: ["merge/*"] },
  {
    name: "group",
    anchor: "iommu_get_group_resv_regions",
    shows: ["group/*"],
    tags: GROUP_TAGS,
    constants: ["IOMMU_DOMAIN_DMA", "IOMMU_DOMAIN_IDENTITY", "IOMMU_DOMAIN_BLOCKED", "IOMMU_DOMAIN_UNMANAGED"],
  },
  { name: "show", anchor: "iommu_group_show_resv_regions", tags: GROUP_TAGS, shows: ["group/sysfs-text"] },
  {
    name: "direct-mappings",
    anchor: "iommu_create_device_direct_mappings",
    shows: ["group/direct-mappings"],
    tags: GROUP_TAGS,
  },
  {
    name: "direct-mappings-of-group",
    anchor: "iommu_group_create_direct_mappings",
    unless: "iommu_create_device_direct_mappings",
    tags: GROUP_TAGS,
  },
  {
    name: "dma",
    anchor: "iommu_dma_init_domain",
    shows: ["group/dma-hole"],
    needs: ["iommu_get_dma_cookie"],
    uses: ["iommu_put_dma_cookie"],
    tags: [...REGION_TAGS, "iommu_domain", "iommu_dma_cookie", "iova_domain"],
    constants: ["IOMMU_DOMAIN_DMA", "IOMMU_COOKIE_DMA_IOVA"],
  },
  {
    name: "claim",
    anchor: "iommu_group_claim_dma_owner",
    uses: ["iommu_group_release_dma_owner"],
    tags: GROUP_TAGS,
  },
  {
    name: "attach",
    anchor: "intel_iommu_attach_device",
    // Without it, the driver's own attach code does nothing about reserved regions.
    needs: ["device_is_rmrr_locked"],
    follow: /rmrr|relaxable|downstream|resv/,
    tags: ["iommu_domain", "iommu_domain_ops"],
  },
  {
    name: "vfio",
    anchor: "vfio_iommu_type1_attach_group",
    shows: ["assignment/*"],
    needs: ["vfio_iommu_resv_exclude", "vfio_iommu_resv_conflict"],
    uses: ["vfio_link_dma"],
    tags: ["vfio_iommu", "vfio_iova", "vfio_dma", "iommu_domain", "iommu_domain_geometry"],
    follow:
      /resv|iova|aper|_sw_msi|find_dma|link_dma|(?<!de)(attach_group|attach_device)|for_each_dev|find_.*group|bus_type|get_attr|domain_alloc/,
  },
  {
    name: "iommufd",
    anchor: "iopt_table_enforce_dev_resv_regions",
    needs: ["iopt_reserve_iova"],
    tags: ["io_pagetable", "iopt_reserved", "iopt_area", "iopt_allowed"],
  },
  {
    name: "iommufd-of-group",
    anchor: "iopt_table_enforce_group_resv_regions",
    unless: "iopt_table_enforce_dev_resv_regions",
    needs: ["iopt_reserve_iova"],
    tags: ["io_pagetable", "iopt_reserved", "iopt_area", "iopt_allowed"],
  },
];

/** Requirements that only sanitizers can observe, whatever the tree has: reads leave no other trace. */
export const SHOWN_BY_SANITIZERS: readonly string[] = ["firmware/no-foreign-read"];

/**
 * Functions of a tree that are replaced by stubs that do nothing: hardware, interrupts, tracing, user space. Where they
 * return an object that others examine, the shim implements them instead.
 */
export const STUBBED: ReadonlySet<string> = new Set([
  "alloc_iommu",
  "free_iommu",
  "dmar_res_noop",
  "intel_irq_remap_add_device",
  "dmar_platform_optin",
  "vf_inherit_msi_domain",
  "init_iova_flush_queue",
  "iommu_dma_init_fq",
  "iommu_dma_free_fq",
  "iommu_dma_init_options",
  "iommu_domain_supports_fq",
  "iova_domain_init_rcaches",
  "iova_reserve_pci_windows",
  "iommufd_should_fail",
]);
