/*
 * The addresses that the DMA API hands out. Where the driver still keeps them itself, its hook has reserved them
 * with the direct mappings, and there is nothing left to do here.
 */

HARNESS_BARE static bool driver_keeps_addresses(void)
{
#ifdef HAS_iommu_ops_apply_resv_region
	return ((const struct iommu_ops *)glue_driver_operations())->apply_resv_region != NULL;
#else
	return false;
#endif
}

enum harness_status glue_reserve_addresses(void *of_group, struct device *dev)
{
	struct iommu_domain *domain = of_group;

	if (driver_keeps_addresses())
		return HARNESS_OK;
	if (domain->iova_cookie == NULL) {
		int failed = iommu_get_dma_cookie(domain);

		if (failed)
			return glue_status(failed);
	}
#if ARITY_iommu_dma_init_domain == 4
	return glue_status(iommu_dma_init_domain(domain, 0, ~0ULL, dev));
#else
	return glue_status(iommu_dma_init_domain(domain, dev));
#endif
}

void glue_free_domain(void *of_group)
{
#ifdef HAVE_iommu_put_dma_cookie
	struct iommu_domain *domain = of_group;

	if (!driver_keeps_addresses() && domain->iova_cookie != NULL)
		iommu_put_dma_cookie(domain);
#endif
}
