/* The slab allocator: every allocation is one of the harness's, counted, checked, and refused on order. */
#ifndef KERNEL_MEMORY_H
#define KERNEL_MEMORY_H

/* The bits are our own; only what they say matters: may the caller sleep, and must the allocation succeed. */
#define __GFP_DIRECT_RECLAIM 0x01u
#define __GFP_KSWAPD_RECLAIM 0x02u
#define __GFP_RECLAIM (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)
#define __GFP_ZERO 0x04u
#define __GFP_NOFAIL 0x08u
#define __GFP_NOWARN 0x10u
#define __GFP_HIGH 0x20u
#define __GFP_ACCOUNT 0x40u
#define __GFP_IO 0x80u
#define __GFP_FS 0x100u
#define __GFP_NORETRY 0x200u
#define __GFP_DMA 0x400u
#define __GFP_DMA32 0x800u
#define __GFP_HIGHMEM 0x1000u
#define GFP_KERNEL (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_ATOMIC (__GFP_HIGH | __GFP_KSWAPD_RECLAIM)
#define GFP_NOWAIT __GFP_KSWAPD_RECLAIM
#define GFP_NOIO __GFP_RECLAIM
#define GFP_NOFS (__GFP_RECLAIM | __GFP_IO)
#define GFP_KERNEL_ACCOUNT (GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_USER GFP_KERNEL
#define gfpflags_allow_blocking(flags) (!!((flags) & __GFP_DIRECT_RECLAIM))

#define kmalloc(size, flags) harness_allocate(size, flags, (flags) & __GFP_ZERO, HARNESS_SITE("kmalloc"))
#define kzalloc(size, flags) harness_allocate(size, flags, true, HARNESS_SITE("kzalloc"))
#define kmalloc_node(size, flags, node) kmalloc(size, flags)
#define kzalloc_node(size, flags, node) kzalloc(size, flags)
#define kvmalloc(size, flags) kmalloc(size, flags)
#define kvzalloc(size, flags) kzalloc(size, flags)
#define vmalloc(size) kmalloc(size, GFP_KERNEL)
#define vzalloc(size) kzalloc(size, GFP_KERNEL)
#define kmalloc_array(count, size, flags)                                                                              \
	harness_allocate(size_mul(count, size), flags, false, HARNESS_SITE("kmalloc_array"))
#define kcalloc(count, size, flags) harness_allocate(size_mul(count, size), flags, true, HARNESS_SITE("kcalloc"))
#define kvcalloc(count, size, flags) kcalloc(count, size, flags)
#define kvmalloc_array(count, size, flags) kmalloc_array(count, size, flags)
#define kmemdup(from, size, flags)                                                                                     \
	({                                                                                                             \
		size_t harness_bytes = (size);                                                                         \
		void *harness_copy = harness_allocate(harness_bytes, flags, false, HARNESS_SITE("kmemdup"));           \
		harness_copy == NULL ? NULL : harness_memcpy(harness_copy, from, harness_bytes);                       \
	})
#define kstrdup(text, flags) kmemdup(text, strlen(text) + 1, flags)
#define krealloc(from, size, flags)                                                                                    \
	({                                                                                                             \
		const void *harness_old = (from);                                                                      \
		size_t harness_bytes = (size);                                                                         \
		void *harness_new = harness_allocate(harness_bytes, flags, false, HARNESS_SITE("krealloc"));           \
		if (harness_new != NULL && harness_old != NULL) {                                                      \
			harness_memcpy(harness_new, harness_old, min(harness_bytes, harness_size_of(harness_old)));    \
			harness_release(harness_old, HARNESS_SITE("krealloc"));                                        \
		}                                                                                                      \
		harness_new;                                                                                           \
	})
#define ksize(memory) harness_size_of(memory)
#define kfree(memory) harness_release(memory, HARNESS_SITE("kfree"))
#define kvfree(memory) kfree(memory)
#define vfree(memory) kfree(memory)
#define kfree_const(memory) kfree(memory)
#define kfree_sensitive(memory) kfree(memory)
/* Readers hold no references across steps, so a grace period that ends at once is one that could. */
#define kfree_rcu(memory, member) (harness_grace_period(), kfree(memory))

/* Objects by type; the flags may be left out. */
#define HARNESS_FLAGS_OF(first, ...) first
#define HARNESS_FLAGS(...) HARNESS_FLAGS_OF(__VA_ARGS__ __VA_OPT__(, ) GFP_KERNEL)
#define HARNESS_OBJECT(object, zeroed, count, text, ...)                                                               \
	((typeof(object) *)harness_allocate(size_mul(count, sizeof(typeof(object))), HARNESS_FLAGS(__VA_ARGS__),       \
					    zeroed, HARNESS_SITE(text)))
#define kmalloc_obj(object, ...) HARNESS_OBJECT(object, false, 1, "kmalloc_obj", __VA_ARGS__)
#define kzalloc_obj(object, ...) HARNESS_OBJECT(object, true, 1, "kzalloc_obj", __VA_ARGS__)
#define kmalloc_objs(object, count, ...) HARNESS_OBJECT(object, false, count, "kmalloc_objs", __VA_ARGS__)
#define kzalloc_objs(object, count, ...) HARNESS_OBJECT(object, true, count, "kzalloc_objs", __VA_ARGS__)
#define HARNESS_FLEXIBLE(object, member, zeroed, count, text, ...)                                                     \
	((typeof(object) *)harness_allocate(struct_size((typeof(object) *)NULL, member, count),                        \
					    HARNESS_FLAGS(__VA_ARGS__), zeroed, HARNESS_SITE(text)))
#define kmalloc_flex(object, member, count, ...)                                                                       \
	HARNESS_FLEXIBLE(object, member, false, count, "kmalloc_flex", __VA_ARGS__)
#define kzalloc_flex(object, member, count, ...)                                                                       \
	HARNESS_FLEXIBLE(object, member, true, count, "kzalloc_flex", __VA_ARGS__)

struct kmem_cache {
	size_t size;
};
#define kmem_cache_alloc(cache, flags) harness_allocate((cache)->size, flags, false, HARNESS_SITE("kmem_cache_alloc"))
#define kmem_cache_zalloc(cache, flags) harness_allocate((cache)->size, flags, true, HARNESS_SITE("kmem_cache_zalloc"))
#define kmem_cache_free(cache, memory) harness_release(memory, HARNESS_SITE("kmem_cache_free"))

#endif
