/* Groups of devices, as the core of the subsystem keeps them. */

HARNESS_BARE enum harness_status glue_make_group(struct device **members, unsigned int count, void **into)
{
	struct iommu_group *group = harness_own(sizeof(*group));

	INIT_LIST_HEAD(&group->devices);
	mutex_init(&group->mutex);
	for (unsigned int at = 0; at < count; at++) {
		struct group_device *member = harness_own(sizeof(*member));

		member->dev = members[at];
		members[at]->iommu_group = group;
		list_add_tail(&member->list, &group->devices);
	}
	*into = group;
	return HARNESS_OK;
}

enum harness_status glue_group(void *group, struct list_head *list)
{
	return glue_status(iommu_get_group_resv_regions(group, list));
}

/* A device is let into a domain if its driver has nothing against it; the rest of attaching is hardware. */
static int attach_as_driver(struct iommu_domain *domain, struct device *dev)
{
	enum harness_status status = glue_attach_device(domain, dev);

	return status == HARNESS_OK || status == HARNESS_UNSUPPORTED ? 0 : status == HARNESS_NO_MEMORY ? -ENOMEM : -EPERM;
}

HARNESS_BARE void *glue_make_domain(enum glue_domain kind, struct glue_range aperture)
{
	static const unsigned int types[] = {
		[GLUE_DMA_DOMAIN] = IOMMU_DOMAIN_DMA,
		[GLUE_IDENTITY_DOMAIN] = IOMMU_DOMAIN_IDENTITY,
		[GLUE_BLOCKING_DOMAIN] = IOMMU_DOMAIN_BLOCKED,
		[GLUE_USER_DOMAIN] = IOMMU_DOMAIN_UNMANAGED,
	};
	struct iommu_domain *domain = harness_own(sizeof(*domain));
#ifdef HAVE_struct_iommu_domain_ops
	struct iommu_domain_ops *operations = harness_own(sizeof(*operations));
#else
	struct iommu_ops *operations = (struct iommu_ops *)glue_driver_operations();
#endif

	operations->attach_dev = (void *)attach_as_driver;
	domain->ops = operations;
#ifdef HAS_iommu_domain_owner
	domain->owner = glue_driver_operations();
#endif
	domain->type = types[kind];
	/* Pages of 4 KiB, 2 MiB and 1 GiB (VT-d 3.7.1, second-stage paging). */
	domain->pgsize_bitmap = SZ_4K | SZ_2M | SZ_1G;
	domain->geometry.aperture_start = aperture.first;
	domain->geometry.aperture_end = aperture.last;
	domain->geometry.force_aperture = true;
	return domain;
}

/* The domain in which the kernel's own drivers find the devices of a group. */
HARNESS_BARE void glue_set_default_domain(void *of_group, void *domain)
{
	struct iommu_group *group = of_group;

	group->default_domain = domain;
	group->domain = domain;
}
