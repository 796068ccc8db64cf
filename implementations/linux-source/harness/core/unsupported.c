/* What a tree does not offer: the answers that hold unless a piece of glue gives another. */
#include "core.h"

#define WEAK __attribute__((weak))

WEAK enum harness_status glue_insert(void *region, struct list_head *list)
{
	(void)region;
	(void)list;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_has_rmrr(struct device *dev, bool *answer)
{
	(void)dev;
	(void)answer;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_relaxable(struct device *dev, bool *answer)
{
	(void)dev;
	(void)answer;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_locked(struct device *dev, bool *answer)
{
	(void)dev;
	(void)answer;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_downstream(struct device *dev, struct device *bridge, bool *answer)
{
	(void)dev;
	(void)bridge;
	(void)answer;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_make_group(struct device **members, unsigned int count, void **group)
{
	(void)members;
	(void)count;
	(void)group;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_group(void *group, struct list_head *list)
{
	(void)group;
	(void)list;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_show(void *group, char *page, long *length)
{
	(void)group;
	(void)page;
	(void)length;
	return HARNESS_UNSUPPORTED;
}

WEAK void *glue_make_domain(enum glue_domain kind, struct glue_range aperture)
{
	(void)kind;
	(void)aperture;
	return NULL;
}

WEAK void glue_set_default_domain(void *group, void *domain)
{
	(void)group;
	(void)domain;
}

WEAK enum harness_status glue_map_device(void *group, void *domain, struct device *dev)
{
	(void)group;
	(void)domain;
	(void)dev;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_reserve_addresses(void *domain, struct device *dev)
{
	(void)domain;
	(void)dev;
	return HARNESS_UNSUPPORTED;
}

WEAK void glue_free_domain(void *domain)
{
	(void)domain;
}

WEAK enum harness_status glue_claim(void *group)
{
	(void)group;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_attach_device(void *domain, struct device *dev)
{
	(void)domain;
	(void)dev;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_vfio(void *group, struct glue_range aperture, const struct glue_range *mappings,
				   unsigned int count)
{
	(void)group;
	(void)aperture;
	(void)mappings;
	(void)count;
	return HARNESS_UNSUPPORTED;
}

WEAK enum harness_status glue_iommufd(struct device **members, unsigned int count, void *group,
				      struct glue_range aperture, const struct glue_range *mappings,
				      unsigned int mapping_count)
{
	(void)members;
	(void)count;
	(void)group;
	(void)aperture;
	(void)mappings;
	(void)mapping_count;
	return HARNESS_UNSUPPORTED;
}
