/* iommufd: an address space that has mappings already, and the devices that are let into it one by one. */

HARNESS_BARE static struct io_pagetable *make_table(const struct glue_range *mappings, unsigned int count)
{
	struct io_pagetable *table = harness_own(sizeof(*table));

	init_rwsem(&table->domains_rwsem);
	init_rwsem(&table->iova_rwsem);
	for (unsigned int at = 0; at < count; at++) {
		struct iopt_area *area = harness_own(sizeof(*area));

		area->node.start = mappings[at].first;
		area->node.last = mappings[at].last;
		interval_tree_insert(&area->node, &table->area_itree);
	}
	return table;
}

/* What is left of the aperture between what is reserved. */
HARNESS_BARE static void record(struct io_pagetable *table, struct glue_range aperture)
{
	uint64_t next = aperture.first;
	struct rb_node *at;

	for (at = rb_first_cached(&table->reserved_itree); at != NULL; at = rb_next(at)) {
		struct interval_tree_node *node = rb_entry(at, struct interval_tree_node, rb);

		if (node->start > aperture.last)
			break;
		if (node->start > next)
			harness_record_usable(next, node->start - 1);
		if (node->last >= aperture.last)
			return;
		if (node->last >= next)
			next = node->last + 1;
	}
	harness_record_usable(next, aperture.last);
}

enum harness_status glue_iommufd(struct device **members, unsigned int count, void *group, struct glue_range aperture,
				 const struct glue_range *mappings, unsigned int mapping_count)
{
	struct io_pagetable *table = make_table(mappings, mapping_count);
	phys_addr_t software_msi = 0;

	(void)group;
	for (unsigned int at = 0; at < count; at++) {
#ifdef HAVE_iopt_table_enforce_dev_resv_regions
		int failed = iopt_table_enforce_dev_resv_regions(table, members[at], &software_msi);
#else
		int failed = iopt_table_enforce_group_resv_regions(table, members[at], group, &software_msi);
#endif

		if (failed)
			return glue_status(failed);
	}
	record(table, aperture);
	return HARNESS_OK;
}
