/* Region objects, and the way from a device to its driver. */

const struct glue_region_layout glue_region_layout = {
	.size = sizeof(struct iommu_resv_region),
	.link = offsetof(struct iommu_resv_region, list),
};

HARNESS_BARE void glue_read_region(const void *from, struct glue_region *into)
{
	const struct iommu_resv_region *region = from;

	into->start = region->start;
	into->length = region->length;
	into->protection = region->prot;
	switch ((int)region->type) {
	case IOMMU_RESV_DIRECT:
		into->type = GLUE_DIRECT;
		break;
#ifdef HAVE_IOMMU_RESV_DIRECT_RELAXABLE
	case IOMMU_RESV_DIRECT_RELAXABLE:
		into->type = GLUE_DIRECT_RELAXABLE;
		break;
#endif
	case IOMMU_RESV_RESERVED:
		into->type = GLUE_RESERVED;
		break;
	case IOMMU_RESV_MSI:
		into->type = GLUE_MSI;
		break;
	case IOMMU_RESV_SW_MSI:
		into->type = GLUE_SOFTWARE_MSI;
		break;
	default:
		into->type = GLUE_UNKNOWN_TYPE;
	}
}

HARNESS_BARE bool glue_write_region(void *into, const struct glue_region *from)
{
	struct iommu_resv_region *region = into;

	region->start = from->start;
	region->length = from->length;
	region->prot = from->protection;
	switch (from->type) {
	case GLUE_DIRECT:
		region->type = IOMMU_RESV_DIRECT;
		return true;
	case GLUE_DIRECT_RELAXABLE:
#ifdef HAVE_IOMMU_RESV_DIRECT_RELAXABLE
		region->type = IOMMU_RESV_DIRECT_RELAXABLE;
		return true;
#else
		return false;
#endif
	case GLUE_RESERVED:
		region->type = IOMMU_RESV_RESERVED;
		return true;
	case GLUE_MSI:
		region->type = IOMMU_RESV_MSI;
		return true;
	default:
		region->type = IOMMU_RESV_SW_MSI;
		return true;
	}
}

HARNESS_BARE void glue_prepare_device(struct device *dev)
{
	const struct iommu_ops *operations = glue_driver_operations();
#ifdef HAVE_struct_dev_iommu
	struct dev_iommu *iommu = harness_own(sizeof(*iommu));
	struct iommu_device *unit = harness_own(sizeof(*unit));

	unit->ops = operations;
#ifdef HAS_dev_iommu_iommu_dev
	iommu->iommu_dev = unit;
#endif
	dev->iommu = iommu;
#endif
	dev->bus->iommu_ops = operations;
}

HARNESS_BARE bool glue_requires_direct(struct device *dev, bool *known)
{
#ifdef HAS_dev_iommu_require_direct
	*known = true;
	return dev->iommu->require_direct;
#else
	(void)dev;
	*known = false;
	return false;
#endif
}

enum harness_status glue_status(long error)
{
	return error >= 0 ? HARNESS_OK : error == -ENOMEM ? HARNESS_NO_MEMORY : HARNESS_REFUSED;
}

/* The function tells nobody whether it succeeded. */
enum harness_status glue_get(struct device *dev, struct list_head *list)
{
	iommu_get_resv_regions(dev, list);
	return HARNESS_OK;
}

enum harness_status glue_put(struct device *dev, struct list_head *list)
{
	iommu_put_resv_regions(dev, list);
	return HARNESS_OK;
}
