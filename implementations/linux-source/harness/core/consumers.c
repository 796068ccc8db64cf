/* What the consumers' seams recorded: mappings, addresses never handed out, addresses of user space. */
#include "core.h"

struct extent {
	uint64_t first;
	uint64_t last;
	int protection;
	/* Mapped to something else than itself. */
	bool elsewhere;
	uint64_t physical;
};

struct extents {
	struct extent *items;
	uint32_t count;
	size_t room;
};

static struct extents mapped;
static struct extents holes;
static struct extents usable;
/* Pages are asked for one after the other: the last extent found is mostly the next one too. */
static uint32_t last_found;

void consumers_reset(void)
{
	mapped.count = holes.count = usable.count = 0;
	last_found = 0;
}

static struct extent *append(struct extents *extents)
{
	extents->items = harness_grow(extents->items, &extents->room, extents->count + 1, sizeof(*extents->items));
	return &extents->items[extents->count++];
}

void harness_record_mapping(uint64_t address, uint64_t physical, uint64_t size, int protection)
{
	struct extent *last = mapped.count > 0 ? &mapped.items[mapped.count - 1] : NULL;

	if (size == 0)
		return;
	/* Older kernels map page by page. */
	if (last != NULL && last->last + 1 == address && address != 0 && last->protection == protection &&
	    physical == address && !last->elsewhere) {
		last->last = address + size - 1;
		return;
	}
	*append(&mapped) = (struct extent){ address, address + size - 1, protection, physical != address, physical };
}

uint64_t harness_mapped_at(uint64_t address)
{
	for (uint32_t tried = 0; tried < mapped.count; tried++) {
		uint32_t at = (last_found + tried) % mapped.count;
		const struct extent *extent = &mapped.items[at];

		if (extent->first <= address && address <= extent->last) {
			last_found = at;
			return extent->physical + (address - extent->first);
		}
	}
	return 0;
}

void harness_record_hole(uint64_t first, uint64_t last)
{
	*append(&holes) = (struct extent){ .first = first, .last = last };
}

void harness_record_usable(uint64_t first, uint64_t last)
{
	*append(&usable) = (struct extent){ .first = first, .last = last };
}

static void *user_domain;

void *harness_user_domain(void)
{
	return user_domain;
}

void harness_set_user_domain(void *domain)
{
	user_domain = domain;
}

static void write_extents(const struct extents *extents, bool with_protection)
{
	write_32(extents->count);
	for (uint32_t at = 0; at < extents->count; at++) {
		const struct extent *extent = &extents->items[at];

		write_64(extent->first);
		write_64(extent->last);
		/* What is mapped elsewhere is not mapped one to one; a protection of none says so. */
		if (with_protection)
			write_32(extent->elsewhere ? 0 : (uint32_t)extent->protection);
	}
}

void consumers_write(void)
{
	write_extents(&mapped, true);
	write_extents(&holes, false);
	write_extents(&usable, false);
}
