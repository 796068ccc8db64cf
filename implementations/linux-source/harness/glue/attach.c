enum harness_status glue_attach_device(void *domain, struct device *dev)
{
	return glue_status(intel_iommu_attach_device(domain, dev));
}
