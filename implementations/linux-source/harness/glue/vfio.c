/* VFIO's type 1 IOMMU: a container that has mappings already, and the group that is attached to it. */

HARNESS_BARE static struct vfio_iommu *make_container(const struct glue_range *mappings, unsigned int count)
{
	struct vfio_iommu *iommu = harness_own(sizeof(*iommu));

	mutex_init(&iommu->lock);
	INIT_LIST_HEAD(&iommu->domain_list);
	INIT_LIST_HEAD(&iommu->iova_list);
#ifdef HAS_vfio_iommu_emulated_iommu_groups
	INIT_LIST_HEAD(&iommu->emulated_iommu_groups);
#endif
	for (unsigned int at = 0; at < count; at++) {
		struct vfio_dma *mapping = harness_own(sizeof(*mapping));

		/* It is entered before it maps anything. */
		mapping->iova = mappings[at].first;
		vfio_link_dma(iommu, mapping);
		mapping->size = mappings[at].last - mappings[at].first + 1;
	}
	return iommu;
}

HARNESS_BARE static void record(struct vfio_iommu *iommu)
{
	struct vfio_iova *range;

	list_for_each_entry(range, &iommu->iova_list, list)
		harness_record_usable(range->start, range->end);
}

enum harness_status glue_vfio(void *group, struct glue_range aperture, const struct glue_range *mappings,
			      unsigned int count)
{
	struct vfio_iommu *iommu = make_container(mappings, count);
	int failed;

	harness_set_user_domain(glue_make_domain(GLUE_USER_DOMAIN, aperture));
#if ARITY_vfio_iommu_type1_attach_group == 3
	failed = vfio_iommu_type1_attach_group(iommu, group, 0);
#else
	failed = vfio_iommu_type1_attach_group(iommu, group);
#endif
	if (failed)
		return glue_status(failed);
	record(iommu);
	return HARNESS_OK;
}
