/* Devices and buses, with the members that IOMMU code looks at. */
#ifndef KERNEL_DEVICE_H
#define KERNEL_DEVICE_H

struct iommu_ops;
struct iommu_group;
struct dev_iommu;
struct bus_dma_region;

struct kobject {
	const char *name;
	struct kobject *parent;
};
struct kset {
	struct kobject kobj;
};
struct attribute {
	const char *name;
	umode_t mode;
};
struct fwnode_handle {
	int unused;
};
struct device_node {
	int unused;
};
struct irq_domain;
struct module;
struct dma_map_ops;
struct device_driver {
	const char *name;
	struct module *owner;
	bool driver_managed_dma;
};

/* Not constant: older trees keep the operations of the IOMMU here. */
struct bus_type {
	const char *name;
	const struct iommu_ops *iommu_ops;
};
extern struct bus_type pci_bus_type;
extern struct bus_type platform_bus_type;

struct dev_archdata {
	void *iommu;
};

struct device {
	struct kobject kobj;
	struct device *parent;
	struct bus_type *bus;
	struct device_driver *driver;
	struct iommu_group *iommu_group;
	struct dev_iommu *iommu;
	void *driver_data;
	struct dev_archdata archdata;
	u64 *dma_mask;
	u64 coherent_dma_mask;
	u64 bus_dma_limit;
	const struct bus_dma_region *dma_range_map;
	const struct dma_map_ops *dma_ops;
	struct fwnode_handle *fwnode;
	struct device_node *of_node;
	bool dma_iommu;
	bool dma_ops_bypass;
	/* The harness's own: its number, and the references that the code under test holds. */
	unsigned int harness_number;
	unsigned int harness_first_reference;
	unsigned int harness_references;
	/* Lists that were got from it and not yet put. */
	unsigned int harness_callers;
	/* It is gone, and only kept for those who still hold references. */
	bool harness_going;
	/* Its direct mappings were made in a step of the scenario. */
	bool harness_probed;
};

struct bus_dma_region {
	phys_addr_t cpu_start;
	dma_addr_t dma_start;
	u64 size;
};

#define kobj_to_dev(object) container_of(object, struct device, kobj)
#define dev_name(dev) ((dev)->kobj.name)
#define dev_is_pci(dev) ((dev)->bus == &pci_bus_type)
#define dev_driver_string(dev) ""
#define dev_to_node(dev) (-1)
#define dev_get_drvdata(dev) ((dev)->driver_data)
#define NUMA_NO_NODE (-1)

static inline struct device *get_device(struct device *dev)
{
	if (dev != NULL)
		harness_get_device(dev);
	return dev;
}

#define put_device(dev)                                                                                                \
	do {                                                                                                           \
		struct device *harness_dev = (dev);                                                                    \
		if (harness_dev != NULL)                                                                               \
			harness_put_device(harness_dev, HARNESS_SITE("put_device"));                                   \
	} while (0)

#define BUS_NOTIFY_ADD_DEVICE 0
#define BUS_NOTIFY_DEL_DEVICE 1
#define BUS_NOTIFY_REMOVED_DEVICE 2
#define bus_register_notifier(bus, block) 0
#define bus_unregister_notifier(bus, block) 0

#define dev_iommu_fwspec_get(dev) NULL
#define dev_is_untrusted(dev) false
#define dma_get_mask(dev) (~0ULL)
#define device_iommu_mapped(dev) ((dev)->iommu_group != NULL)

/* Whether the whole of a group is behind one interrupt remapper is not what is judged. */
#define irq_domain_check_msi_remap() true
#define dev_set_msi_domain(dev, domain) ((void)(dev))
#define dev_get_msi_domain(dev) NULL

struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
};
struct resource_entry {
	struct list_head node;
	struct resource *res;
	resource_size_t offset;
};
#define IORESOURCE_MEM 0x200
#define resource_type(resource) ((resource)->flags & 0x1f00)
#define resource_size(resource) ((resource)->end - (resource)->start + 1)
#define resource_list_for_each_entry(entry, list) list_for_each_entry(entry, list, node)

#endif
