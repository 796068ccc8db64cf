/*
 * The seams: where the code under test would go on to hardware or to another allocator, it is told what a
 * machine without surprises would tell it, and what it asked for is recorded.
 */
#ifndef KERNEL_IOMMU_H
#define KERNEL_IOMMU_H

struct iommu_domain;
struct iommu_group;
struct iova_domain;
struct iova;

/* What five levels of page tables reach (VT-d 3.7); a driver refuses to map anything beyond. */
#define HARNESS_ADDRESS_BITS 57

/* A recording page table: what is mapped, one to one or not, and what an address leads to. */
static inline int harness_map(u64 address, u64 physical, u64 size, int protection)
{
	if (((address | (address + size - 1)) >> HARNESS_ADDRESS_BITS) != 0)
		return -ERANGE;
	harness_record_mapping(address, physical, size, protection);
	return 0;
}
#define iommu_map(domain, address, physical, size, protection, ...)                                                    \
	((void)(domain), harness_map(address, physical, size, protection))
#define iommu_map_nosync(domain, address, physical, size, protection, ...) iommu_map(domain, address, physical, size, protection)
#define iommu_sync_map(domain, address, size) 0
#define iommu_iova_to_phys(domain, address) ((void)(domain), (phys_addr_t)harness_mapped_at(address))
#define iommu_flush_iotlb_all(domain) ((void)(domain))
#define iommu_flush_tlb_all(domain) ((void)(domain))
#define iommu_iotlb_sync_map(domain, address, size) ((void)(domain))

/* The allocator of addresses for DMA: what is reserved, it never hands out. */
static inline void *harness_reserve(unsigned long first, unsigned long last, const struct harness_site *site)
{
	void *iova = harness_allocate(64, GFP_ATOMIC, true, site);

	if (iova != NULL)
		harness_record_hole((u64)first << PAGE_SHIFT, ((u64)last << PAGE_SHIFT) | (PAGE_SIZE - 1));
	return iova;
}
#define reserve_iova(domain, first, last)                                                                              \
	((void)(domain), (struct iova *)harness_reserve(first, last, HARNESS_SITE("reserve_iova")))
#define init_iova_domain(domain, granularity, first)                                                                   \
	do {                                                                                                           \
		(domain)->granule = (granularity);                                                                     \
		(domain)->start_pfn = (first);                                                                         \
		if ((first) > 0)                                                                                       \
			harness_record_hole(0, (u64)(first) * (granularity) - 1);                                      \
	} while (0)
#define put_iova_domain(domain) ((void)(domain))
#define iova_domain_supports_fq(...) false

/* The domain that user space is given: the glue has made it, with the aperture that the scenario asks for. */
#define iommu_domain_alloc(bus) ((void)(bus), (struct iommu_domain *)harness_user_domain())
#define iommu_paging_domain_alloc(dev) ((void)(dev), (struct iommu_domain *)harness_user_domain())
#define iommu_paging_domain_alloc_flags(dev, flags) iommu_paging_domain_alloc(dev)
#define iommu_domain_free(domain) ((void)(domain))

/* Hardware without limits of its own. */
#define iommu_capable(...) true
#define device_iommu_capable(...) true
#define iommu_group_has_isolated_msi(group) true
#define iommu_get_msi_cookie(domain, base) 0
#define iommu_is_attach_deferred(...) false
#define iommu_present(bus) true

#endif
