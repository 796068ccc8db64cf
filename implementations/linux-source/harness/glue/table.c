/* The DMAR table and the functions that come and go. */

void glue_driver_runs(bool runs);

/*
 * Boot: the table is parsed, then the functions that are there are entered. A kernel that fails in either switches
 * the IOMMU off and forgets everything; here it is asked all the same, so that what it made of the table is seen.
 * That it refused the table is told: of one in which nothing is wrong, that is the worst that it can make. Without
 * memory it is right to give up, and nothing more is done.
 */
enum harness_status glue_start(void)
{
	static const struct harness_site nowhere = { NULL, 0, NULL, NULL };
	int parsed, found = 0;

	down_write(&dmar_global_lock);
	parsed = dmar_table_init();
	if (parsed != -ENOMEM)
		found = dmar_dev_scope_init();
	up_write(&dmar_global_lock);
	if (parsed == -ENOMEM || found == -ENOMEM)
		return HARNESS_NO_MEMORY;
	if (parsed < 0 && parsed != -ENODEV)
		harness_warn_text("dmar_table_init() refuses the table, and the kernel would go on without an IOMMU", &nowhere);
	glue_driver_runs(true);
	return HARNESS_OK;
}

HARNESS_BARE bool glue_forgets_table(void)
{
#ifdef HAVE_dmar_free_unused_resources
	return true;
#else
	return false;
#endif
}

static enum harness_status notify(struct pci_dev *function, unsigned long action)
{
	struct notifier_block block = { NULL, NULL, 0 };

	dmar_pci_bus_notifier(&block, action, &function->dev);
	return HARNESS_OK;
}

enum harness_status glue_add(struct pci_dev *function)
{
	return notify(function, BUS_NOTIFY_ADD_DEVICE);
}

enum harness_status glue_remove(struct pci_dev *function)
{
	return notify(function, BUS_NOTIFY_REMOVED_DEVICE);
}

void glue_tear_down(void)
{
#ifdef HAVE_dmar_free_unused_resources
	glue_driver_runs(false);
	dmar_free_unused_resources();
#endif
}
