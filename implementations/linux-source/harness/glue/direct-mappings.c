/* The direct mappings of a device. */

enum harness_status glue_map_device(void *group, void *domain, struct device *dev)
{
#if defined(HAVE_iommu_create_device_direct_mappings) && !defined(TAKES_iommu_create_device_direct_mappings_iommu_group)
	(void)group;
	return glue_status(iommu_create_device_direct_mappings(domain, dev));
#elif defined(HAVE_iommu_create_device_direct_mappings)
	(void)domain;
	return glue_status(iommu_create_device_direct_mappings(group, dev));
#else
	(void)domain;
	return glue_status(iommu_group_create_direct_mappings(group, dev));
#endif
}
