/* Taking a group away from the kernel's own drivers, which VFIO and iommufd both do first. */

static struct iommu_domain *blocking_domain;

#ifdef HAS_iommu_ops_domain_alloc
/* Trees in which the core asks for a blocking domain like for any other. */
static struct iommu_domain *alloc_blocking(unsigned int type)
{
	(void)type;
	return blocking_domain;
}
#endif

enum harness_status glue_claim(void *of_group)
{
	struct iommu_ops *driver = (struct iommu_ops *)glue_driver_operations();

	blocking_domain = glue_make_domain(GLUE_BLOCKING_DOMAIN, (struct glue_range){ 0, ~0ULL });
#ifdef HAS_iommu_ops_blocked_domain
	driver->blocked_domain = blocking_domain;
#endif
#ifdef HAS_iommu_ops_domain_alloc
	driver->domain_alloc = alloc_blocking;
#endif
	return glue_status(iommu_group_claim_dma_owner(of_group, of_group));
}
