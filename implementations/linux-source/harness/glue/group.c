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

/* A device is let into a domain of user space's if its driver has nothing against it. */
static int attach_as_driver(struct iommu_domain *domain, struct device *dev)
{
	enum harness_status status = glue_attach_device(domain, dev);

	return status == HARNESS_OK || status == HARNESS_UNSUPPORTED ? 0 : status == HARNESS_NO_MEMORY ? -ENOMEM : -EPERM;
}

void *glue_make_user_domain(struct glue_range aperture)
{
	struct iommu_domain *domain = harness_own(sizeof(*domain));
#ifdef HAVE_struct_iommu_domain_ops
	struct iommu_domain_ops *operations = harness_own(sizeof(*operations));

	operations->attach_dev = (void *)attach_as_driver;
	domain->ops = operations;
#else
	struct iommu_ops *operations = (struct iommu_ops *)glue_driver_operations();

	operations->attach_dev = (void *)attach_as_driver;
	domain->ops = operations;
#endif
#ifdef HAS_iommu_domain_owner
	domain->owner = glue_driver_operations();
#endif
	domain->type = IOMMU_DOMAIN_UNMANAGED;
	domain->pgsize_bitmap = SZ_4K | SZ_2M | SZ_1G;
	domain->geometry.aperture_start = aperture.first;
	domain->geometry.aperture_end = aperture.last;
	domain->geometry.force_aperture = true;
	return domain;
}
