/*
 * The questions that the harness asks of the code under test. Each is answered by a piece of glue that is compiled
 * together with the file of the tree in which the answer lives; a tree without it leaves the weak answer, which is
 * "unsupported".
 */
#ifndef GLUE_H
#define GLUE_H

#include "harness.h"

struct list_head;
struct device;
struct pci_dev;

/* Types of regions in the order of the protocol. */
enum glue_region_type {
	GLUE_DIRECT,
	GLUE_DIRECT_RELAXABLE,
	GLUE_RESERVED,
	GLUE_MSI,
	GLUE_SOFTWARE_MSI,
	GLUE_UNKNOWN_TYPE,
};

struct glue_region {
	uint64_t start;
	uint64_t length;
	int protection;
	enum glue_region_type type;
};

struct glue_range {
	uint64_t first;
	uint64_t last;
};

/* Where a region's link and fields lie; set by the glue of regions. */
struct glue_region_layout {
	size_t size;
	size_t link;
};
extern const struct glue_region_layout glue_region_layout;
void glue_read_region(const void *region, struct glue_region *into);
/* False if the tree has no such type. */
bool glue_write_region(void *region, const struct glue_region *from);

/* What stands between a device and its driver in this tree. */
void glue_prepare_device(struct device *dev);
const void *glue_driver_operations(void);

/* `HARNESS_NO_MEMORY` if a kernel would go on without an IOMMU for want of memory. */
enum harness_status glue_start(void);
/* Whether a tree can let go of all that it has made of the table. */
bool glue_forgets_table(void);
enum harness_status glue_add(struct pci_dev *function);
enum harness_status glue_remove(struct pci_dev *function);
void glue_tear_down(void);
enum harness_status glue_tear_down_units(void);

enum harness_status glue_get(struct device *dev, struct list_head *list);
enum harness_status glue_put(struct device *dev, struct list_head *list);
enum harness_status glue_insert(void *region, struct list_head *list);

enum harness_status glue_has_rmrr(struct device *dev, bool *answer);
enum harness_status glue_relaxable(struct device *dev, bool *answer);
enum harness_status glue_locked(struct device *dev, bool *answer);
enum harness_status glue_downstream(struct device *dev, struct device *bridge, bool *answer);

/* A group of devices; its type is private to the core of the subsystem. */
enum harness_status glue_make_group(struct device **members, unsigned int count, void **group);
enum harness_status glue_group(void *group, struct list_head *list);
/* `page` is one page; `length` is what the function says it wrote. */
enum harness_status glue_show(void *group, char *page, long *length);

/* Domains, empty; mappings and holes are recorded by the seams of the shim. */
enum glue_domain {
	GLUE_DMA_DOMAIN,
	GLUE_IDENTITY_DOMAIN,
	GLUE_BLOCKING_DOMAIN,
	GLUE_USER_DOMAIN,
};
void *glue_make_domain(enum glue_domain kind, struct glue_range aperture);
void glue_set_default_domain(void *group, void *domain);
enum harness_status glue_map_device(void *group, void *domain, struct device *dev);
enum harness_status glue_reserve_addresses(void *domain, struct device *dev);
void glue_free_domain(void *domain);
bool glue_requires_direct(struct device *dev, bool *known);

enum harness_status glue_claim(void *group);
/* The driver's own check when a device is attached to a domain of user space's. */
enum harness_status glue_attach_device(void *domain, struct device *dev);
enum harness_status glue_vfio(void *group, struct glue_range aperture, const struct glue_range *mappings,
			      unsigned int count);
enum harness_status glue_iommufd(struct device **members, unsigned int count, void *group, struct glue_range aperture,
				 const struct glue_range *mappings, unsigned int mapping_count);

/* The status that a negative error number stands for. */
enum harness_status glue_status(long error);

#endif
