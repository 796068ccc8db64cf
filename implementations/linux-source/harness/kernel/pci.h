/* PCI functions and buses (PCI-to-PCI Bridge Architecture, chapter 3: header fields). */
#ifndef KERNEL_PCI_H
#define KERNEL_PCI_H

struct pci_bus {
	struct list_head node;
	struct pci_bus *parent;
	struct list_head children;
	struct list_head devices;
	/* The bridge above; NULL on a root bus and on a bus that only virtual functions have. */
	struct pci_dev *self;
	struct resource busn_res;
	void *sysdata;
	unsigned char number;
	unsigned char primary;
	int domain_nr;
};

/*
 * The device stands in the middle: what a cast from a device that is not PCI would read lies before it and
 * behind it.
 */
struct pci_dev {
	struct list_head bus_list;
	struct pci_bus *bus;
	struct pci_bus *subordinate;
	void *sysdata;
	unsigned int devfn;
	unsigned short vendor;
	unsigned short device;
	unsigned short subsystem_vendor;
	unsigned short subsystem_device;
	unsigned int class;
	u8 revision;
	u8 hdr_type;
	u8 pcie_cap;
	u16 acs_cap;
	u16 ats_cap;
	u64 dma_mask;
	struct device dev;
	struct pci_dev *physfn;
	unsigned int is_virtfn : 1;
	unsigned int is_physfn : 1;
	unsigned int multifunction : 1;
	unsigned int untrusted : 1;
	unsigned int external_facing : 1;
	unsigned int ats_enabled : 1;
	unsigned int broken_intx_masking : 1;
	unsigned short dev_flags;
	/* The next function in the order of enumeration. */
	struct pci_dev *harness_next;
};

struct pci_host_bridge {
	struct device dev;
	struct list_head windows;
	struct list_head dma_ranges;
};

#define to_pci_dev(device) container_of(device, struct pci_dev, dev)
#define pci_name(function) dev_name(&(function)->dev)
#define pci_domain_nr(of_bus) ((of_bus)->domain_nr)
#define pci_is_root_bus(of_bus) ((of_bus)->parent == NULL)
#define pci_is_bridge(function)                                                                                        \
	((function)->hdr_type == PCI_HEADER_TYPE_BRIDGE || (function)->hdr_type == PCI_HEADER_TYPE_CARDBUS)
#define pci_physfn(function) ((function)->is_virtfn ? (function)->physfn : (function))
/* A virtual function may be on a bus that no bridge leads to: what counts is where its physical function is. */
#define pci_upstream_bridge(function)                                                                                  \
	({                                                                                                             \
		const struct pci_bus *harness_bus = pci_physfn(function)->bus;                                         \
		pci_is_root_bus(harness_bus) ? NULL : harness_bus->self;                                               \
	})
#define PCI_DEVFN(device, function) ((((device) & 0x1f) << 3) | ((function) & 7))
#define PCI_SLOT(devfn) (((devfn) >> 3) & 0x1f)
#define PCI_FUNC(devfn) ((devfn) & 7)
#define PCI_DEVID(of_bus, devfn) (((u16)(of_bus) << 8) | (devfn))
#define PCI_BUS_NUM(id) (((id) >> 8) & 0xff)
#define PCI_ANY_ID (~0)
#define PCI_HEADER_TYPE_NORMAL 0
#define PCI_HEADER_TYPE_BRIDGE 1
#define PCI_HEADER_TYPE_CARDBUS 2

static inline struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device, struct pci_dev *from)
{
	(void)vendor;
	(void)device;
	return harness_next_function(from);
}

#define for_each_pci_dev(function) while (((function) = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, function)) != NULL)
#define pci_dev_put(function) harness_leave_iteration(function)
#define pci_dev_get(function) ((function) == NULL ? NULL : (get_device(&(function)->dev), (function)))
#define pci_request_acs() ((void)0)

#endif
