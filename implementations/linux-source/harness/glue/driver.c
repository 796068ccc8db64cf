/* The Intel driver: its operations, and its part in starting and ending. */

static struct iommu_ops driver_operations;

HARNESS_BARE const void *glue_driver_operations(void)
{
#ifdef DRIVER_get_resv_regions
	driver_operations.get_resv_regions = DRIVER_get_resv_regions;
#endif
#ifdef DRIVER_put_resv_regions
	driver_operations.put_resv_regions = DRIVER_put_resv_regions;
#endif
#ifdef DRIVER_apply_resv_region
	driver_operations.apply_resv_region = DRIVER_apply_resv_region;
#endif
	return &driver_operations;
}

enum harness_status glue_tear_down_units(void)
{
	down_write(&dmar_global_lock);
	intel_iommu_free_dmars();
	up_write(&dmar_global_lock);
	return HARNESS_OK;
}

/* From here on the driver takes hot-plugged functions into account. */
HARNESS_BARE void glue_driver_runs(bool runs)
{
	intel_iommu_enabled = runs;
}
