/* The DMA domain of a group, and the direct mappings of its members. */

HARNESS_BARE static struct iommu_domain *make_domain(unsigned int type)
{
	struct iommu_domain *domain = harness_own(sizeof(*domain));

	domain->type = type;
	/* Pages of 4 KiB, 2 MiB and 1 GiB (VT-d 3.7.1, second-stage paging). */
	domain->pgsize_bitmap = SZ_4K | SZ_2M | SZ_1G;
	domain->geometry.aperture_end = ~0ULL;
	domain->geometry.force_aperture = true;
#ifdef HAVE_struct_iommu_domain_ops
	domain->ops = harness_own(sizeof(struct iommu_domain_ops));
#else
	domain->ops = glue_driver_operations();
#endif
	return domain;
}

HARNESS_BARE enum harness_status glue_make_domain(void *of_group, void **into)
{
	struct iommu_group *group = of_group;

	group->default_domain = make_domain(IOMMU_DOMAIN_DMA);
	group->domain = group->default_domain;
	*into = group->default_domain;
	return HARNESS_OK;
}

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

/*
 * What the kernel learns of its devices when it finds them. The default domain is one that needs no mappings, so
 * that only what is remembered of the devices themselves is left.
 */
enum harness_status glue_probe(void *of_group, struct device **members, unsigned int count)
{
	struct iommu_group *group = of_group;

	group->default_domain = make_domain(IOMMU_DOMAIN_IDENTITY);
	group->domain = group->default_domain;
	for (unsigned int at = 0; at < count; at++) {
		enum harness_status status = glue_map_device(group, group->default_domain, members[at]);

		if (status != HARNESS_OK)
			return status;
	}
	return HARNESS_OK;
}
