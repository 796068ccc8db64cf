/*
 * The arena: all memory that the code under test allocates, and the devices and the table that it is shown.
 *
 * Memory is never used again within a scenario, so that a touch of freed memory is always seen for what it is. A
 * shadow byte for each 8 bytes says what may be touched, in the manner of AddressSanitizer: 0 all of them, 1 to 7
 * the first so many, else none.
 */
#include "core.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ARENA_ADDRESS ((void *)0x200000000000)
/* Between objects, so that a small overrun hits nothing. */
#define REDZONE 32
/* A slab allocator refuses more. */
#define LARGEST_ALLOCATION (4u << 20)
#define FILL_UNINITIALIZED 0xa5
/* Without sanitizers, a pointer read from freed memory leads nowhere. */
#define FILL_FREED 0x6b
#define FLAG_MAY_SLEEP 0x01u
#define FLAG_MUST_SUCCEED 0x08u

unsigned char *arena;
unsigned char *arena_shadow;
size_t arena_used;
/* The object of each 16 bytes. */
static uint32_t *owners;
static struct object *objects;
static uint32_t object_count;
static size_t object_room;
static uint32_t until_failure;
static uint32_t failures;
static bool spared;

static void *reserve(size_t size, void *where)
{
	void *mapped = mmap(where, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (mapped == MAP_FAILED) {
		perror("no memory for the arena");
		exit(70);
	}
	return mapped;
}

void memory_start(void)
{
	/* At a fixed place if it is to be had: then even a stray pointer reads the same in every run. */
	arena = reserve(ARENA_SIZE, ARENA_ADDRESS);
	arena_shadow = reserve(ARENA_SIZE / 8, NULL);
	owners = reserve(ARENA_SIZE / 16 * sizeof(*owners), NULL);
	objects = harness_grow(NULL, &object_room, 4096, sizeof(*objects));
	memory_reset();
}

void memory_reset(void)
{
	/* A stray read must not find the last scenario's bytes. */
	memset(arena, 0, arena_used);
	arena_used = REDZONE;
	object_count = 1;
	until_failure = 0;
	failures = 0;
	spared = false;
	memset(arena_shadow, SHADOW_REDZONE, REDZONE / 8);
	memset(owners, 0, REDZONE / 16 * sizeof(*owners));
}

static uint32_t new_object(size_t size, enum harness_kind kind, const struct harness_site *site)
{
	size_t room = ((size + 15) & ~(size_t)15) + REDZONE;
	unsigned char *its_shadow = arena_shadow + arena_used / 8;
	uint32_t *owner = owners + arena_used / 16;
	uint32_t number = object_count;

	if (arena_used + room > ARENA_SIZE)
		state_end(ENDED_DIED, "the harness's arena is full", site, NULL);
	objects = harness_grow(objects, &object_room, (size_t)number + 1, sizeof(*objects));
	objects[number] = (struct object){ (uint32_t)(arena_used / 16), (uint32_t)size, kind, OBJECT_LIVE, 0, site };
	object_count++;
	memset(its_shadow, 0, size / 8);
	memset(its_shadow + size / 8, SHADOW_REDZONE, room / 8 - size / 8);
	if (size % 8 != 0)
		its_shadow[size / 8] = size % 8;
	for (size_t at = 0; at < room / 16; at++)
		owner[at] = number;
	arena_used += room;
	return number;
}

struct object *memory_object(uint32_t number)
{
	return &objects[number];
}

uint32_t memory_object_count(void)
{
	return object_count;
}

void *memory_start_of(const struct object *object)
{
	return arena + (size_t)object->granule * 16;
}

uint32_t memory_object_at(const void *address)
{
	size_t offset = (size_t)((const unsigned char *)address - arena);

	return offset < arena_used ? owners[offset / 16] : 0;
}

void memory_fail(uint32_t first, uint32_t count)
{
	until_failure = first - 1;
	failures = count;
}

void harness_spare(bool spare)
{
	spared = spare;
}

static bool fails(unsigned int flags)
{
	if (failures == 0 || spared || (flags & FLAG_MUST_SUCCEED) != 0)
		return false;
	if (until_failure > 0) {
		until_failure--;
		return false;
	}
	failures--;
	return true;
}

/* A region is what has a region's size and is made by a function that speaks of regions. */
static enum harness_kind kind_of(size_t size, const struct harness_site *site)
{
	return size == glue_region_layout.size && strstr(site->function, "resv") != NULL ? HARNESS_REGION :
											  HARNESS_OTHER;
}

void *harness_allocate(size_t size, unsigned int flags, bool zeroed, const struct harness_site *site)
{
	enum harness_kind kind = kind_of(size, site);
	bool may_sleep = (flags & FLAG_MAY_SLEEP) != 0;
	void *memory;
	uint32_t number;

	if (fails(flags)) {
		event_refused(kind, may_sleep, state_atomic());
		return NULL;
	}
	if (size > LARGEST_ALLOCATION)
		return NULL;
	number = new_object(size, kind, site);
	event_allocated(number, kind, may_sleep, state_atomic());
	memory = memory_start_of(&objects[number]);
	/* Zeroed it is already, since the arena was wiped. */
	if (!zeroed)
		memset(memory, FILL_UNINITIALIZED, size);
	return memory;
}

static void poison(struct object *object, unsigned char value)
{
	/* With sanitizers every touch is seen; what was there stays, so that the code goes on to its next fault. */
#ifndef HARNESS_SANITIZED
	memset(memory_start_of(object), FILL_FREED, object->size);
#endif
	memset(arena_shadow + (size_t)object->granule * 2, value, (object->size + 7) / 8);
}

void harness_release(const void *memory, const struct harness_site *site)
{
	uint32_t number;
	struct object *object;

	/* An allocation of no bytes gives an address that is not NULL, but this allocator has no such thing. */
	if (memory == NULL)
		return;
	number = memory_object_at(memory);
	object = &objects[number];
	if (number == 0 || memory != memory_start_of(object))
		state_end(ENDED_DIED, "kfree() of an address that was never allocated", site, NULL);
	if (object->kind == HARNESS_OWN)
		state_end(ENDED_DIED, "kfree() of memory that belongs to a device, a list or the DMAR table", site,
			  NULL);
	readers_give_up(memory, site);
	event_freed(number, false);
	if (object->state == OBJECT_LIVE)
		poison(object, SHADOW_FREED);
	object->state = OBJECT_FREED;
}

size_t harness_size_of(const void *memory)
{
	return objects[memory_object_at(memory)].size;
}

void *harness_own(size_t size)
{
	return memory_start_of(&objects[new_object(size, HARNESS_OWN, NULL)]);
}

void *memory_caller_region(size_t size)
{
	return memory_start_of(&objects[new_object(size, HARNESS_REGION, NULL)]);
}

void memory_free_by_caller(void *region)
{
	uint32_t number = memory_object_at(region);

	event_freed(number, true);
	if (objects[number].state == OBJECT_LIVE)
		poison(&objects[number], SHADOW_FREED);
	objects[number].state = OBJECT_FREED;
}

void memory_release_since(uint32_t first)
{
	for (uint32_t number = first; number < object_count; number++) {
		struct object *object = &objects[number];

		if (object->kind != HARNESS_OTHER || object->state != OBJECT_LIVE)
			continue;
		event_freed(number, true);
		object->state = OBJECT_FREED;
	}
}

void memory_shrink(void *memory, size_t size)
{
	struct object *object = &objects[memory_object_at(memory)];

	memset(arena_shadow + (size_t)object->granule * 2 + size / 8, SHADOW_REDZONE, (object->size - size) / 8);
	object->size = (uint32_t)size;
}

void harness_retire(void *memory)
{
	struct object *object = &objects[memory_object_at(memory)];

	object->state = OBJECT_RETIRED;
	poison(object, SHADOW_FREED);
}

void memory_forbid(void *from, void *to)
{
	size_t first = (size_t)((unsigned char *)from - arena), last = (size_t)((unsigned char *)to - arena);

	memset(arena_shadow + first / 8, SHADOW_FOREIGN, last / 8 - first / 8);
}
