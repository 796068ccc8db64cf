enum harness_status glue_insert(void *region, struct list_head *list)
{
#if ARITY_iommu_insert_resv_region == 3
	/* A caller that may sleep says so. */
	return glue_status(iommu_insert_resv_region(region, list, GFP_KERNEL));
#else
	return glue_status(iommu_insert_resv_region(region, list));
#endif
}
