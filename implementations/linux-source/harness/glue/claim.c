/* Taking a group away from the kernel's own drivers, which VFIO and iommufd both do first. */

/* The driver's part in changing domains is hardware. */
static int attach_nothing(struct iommu_domain *domain, struct device *dev)
{
	(void)domain;
	(void)dev;
	return 0;
}

static struct iommu_domain_ops blocking_operations;
static struct iommu_domain blocking_domain;

#ifdef HAS_iommu_ops_domain_alloc
static struct iommu_domain *alloc_blocking(unsigned int type)
{
	(void)type;
	return &blocking_domain;
}
#endif

enum harness_status glue_claim(void *of_group)
{
	struct iommu_ops *driver = (struct iommu_ops *)glue_driver_operations();

	blocking_operations.attach_dev = (void *)attach_nothing;
	blocking_domain.type = IOMMU_DOMAIN_BLOCKED;
	blocking_domain.ops = &blocking_operations;
#ifdef HAS_iommu_ops_blocked_domain
	driver->blocked_domain = &blocking_domain;
#endif
#ifdef HAS_iommu_ops_domain_alloc
	driver->domain_alloc = alloc_blocking;
#endif
	return glue_status(iommu_group_claim_dma_owner(of_group, of_group));
}
