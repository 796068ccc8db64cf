enum harness_status glue_insert(void *region, struct list_head *list)
{
	return glue_status(iommu_insert_resv_region(region, list));
}
