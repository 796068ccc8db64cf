enum harness_status glue_show(void *group, char *page, long *length)
{
	*length = iommu_group_show_resv_regions(group, page);
	return *length < 0 ? glue_status(*length) : HARNESS_OK;
}
