/* The steps of a scenario: the harness plays the caller, and looks at its lists after every step. */
#include <stdlib.h>
#include <string.h>

#include "core.h"
#include "../kernel/kernel.h"

/* The harness's own copying needs no check. */
#undef memcpy
#undef memset
#undef memcmp

/* The operations of the protocol. */
enum {
	STEP_GET,
	STEP_PUT,
	STEP_INSERT,
	STEP_INSERT_ALL_OF,
	STEP_READ,
	STEP_SCRIBBLE,
	STEP_EMPTY,
	STEP_GROUP,
	STEP_SHOW,
	STEP_MAP,
	STEP_ATTACH,
	STEP_ASK_HAS_RMRR,
	STEP_ASK_RELAXABLE,
	STEP_ASK_LOCKED,
	STEP_ASK_DOWNSTREAM,
	STEP_ADD,
	STEP_REMOVE,
	STEP_FAIL_ALLOCATIONS,
	STEP_TEAR_DOWN,
	/* Nothing is done; the status and the reason come with it. */
	STEP_DECLINED,
};

#define OVERRUN (96 << 10)
#define EVERYTHING ((struct glue_range){ 0, ~0ULL })

struct list {
	struct list_head *head;
	/* The device that it was got from, or NULL if the caller made it. */
	struct device *from;
	bool live;
};

static struct list *lists;
static uint32_t list_count, list_room;
static struct device **members;
static uint32_t member_room;
static uint32_t inserted;

/* Nobody's list is longer: what a table and the steps can put into it, four times and some. */
static uint32_t walk_bound(void)
{
	return 4 * ((uint32_t)platform_table_size() / 24 + inserted + 2) + 16;
}

/* Edges for one call that walks over `count` devices. */
static void allow(uint64_t count)
{
	uint64_t objects = memory_object_count();
	uint64_t items = objects < 20000 ? objects : 20000;

	state_allow(2000000 + (count + 1) * (platform_table_size() * 16 + items * 256) + items * items * 16);
}

static struct list *new_list(uint32_t number)
{
	struct list *list = &lists[number];

	list->head = harness_own(sizeof(*list->head));
	INIT_LIST_HEAD(list->head);
	list->from = NULL;
	list->live = true;
	return list;
}

static struct list *live_or_new(uint32_t number)
{
	return lists[number].live ? &lists[number] : new_list(number);
}

/*
 * The region at a node of a list, if there is one. A node that lies in no live region ends the walk: it is the head
 * of another list (two lists are woven into each other), or freed, or nothing at all.
 */
static void *region_at(struct list_head *node, const char **nonsense)
{
	void *region = (char *)node - glue_region_layout.link;
	uint32_t number = memory_object_at(region);
	struct object *object = memory_object(number);

	*nonsense = NULL;
	if (number != 0 && region == memory_start_of(object) && object->kind == HARNESS_REGION &&
	    object->state == OBJECT_LIVE)
		return region;
	if (number != 0 && object->kind == HARNESS_OWN && (void *)node == memory_start_of(object))
		return NULL;
	if (number != 0 && object->state == OBJECT_FREED) {
		if (object->touched != trace_step() + 1) {
			object->touched = trace_step() + 1;
			event_touched(number, NULL, NULL);
		}
		return NULL;
	}
	*nonsense = "the list leads to memory that holds no region";
	return NULL;
}

static enum harness_status look(struct list *list, enum harness_status status)
{
	uint32_t bound = walk_bound();
	uint32_t count = 0;
	struct list_head *node;

	trace_listed();
	for (node = list->head->next; node != list->head; node = node->next) {
		struct glue_region region;
		const char *nonsense;
		void *object = region_at(node, &nonsense);

		if (object == NULL && nonsense != NULL) {
			trace_message(nonsense);
			return HARNESS_ERROR;
		}
		if (object == NULL || count++ == bound) {
			trace_endless();
			break;
		}
		glue_read_region(object, &region);
		if (region.type == GLUE_UNKNOWN_TYPE) {
			trace_message("a region of the list has a type that does not exist");
			return HARNESS_ERROR;
		}
		trace_region(memory_object_at(object), &region);
	}
	return status;
}

/* What is in a list, freed by its owner. The nodes are collected first: freeing ends the walk's way on. */
static void free_all(struct list *list)
{
	uint32_t bound = walk_bound();
	struct list_head *node = list->head->next;

	for (uint32_t count = 0; node != list->head && count < bound; count++) {
		const char *nonsense;
		void *object = region_at(node, &nonsense);

		if (object == NULL)
			return;
		node = node->next;
		memory_free_by_caller(object);
	}
}

static void *callers_region(const struct glue_region *fields)
{
	void *region = memory_caller_region(glue_region_layout.size);
	struct list_head *link = (struct list_head *)((char *)region + glue_region_layout.link);

	INIT_LIST_HEAD(link);
	return glue_write_region(region, fields) ? region : NULL;
}

static void read_region(struct reader *reader, struct glue_region *region)
{
	uint64_t end;

	region->start = read_64(reader);
	end = read_64(reader);
	region->length = end - region->start + 1;
	region->type = (enum glue_region_type)read_8(reader);
	region->protection = (int)read_32(reader);
}

static enum harness_status step_get(struct reader *reader)
{
	struct device *dev = platform_device(read_32(reader));
	struct list *list = new_list(read_32(reader));

	list->from = dev;
	platform_hold(dev);
	allow(1);
	return look(list, glue_get(dev, list->head));
}

static enum harness_status step_put(struct reader *reader)
{
	struct list *list = &lists[read_32(reader)];
	enum harness_status status;

	if (!list->live)
		return HARNESS_ERROR;
	list->live = false;
	if (list->from == NULL) {
		free_all(list);
		return HARNESS_OK;
	}
	allow(1);
	status = glue_put(list->from, list->head);
	platform_let_go(list->from);
	return status;
}

static enum harness_status step_insert(struct reader *reader)
{
	uint32_t number = read_32(reader);
	struct glue_region fields;
	struct list *list;
	enum harness_status status;
	void *region;

	read_region(reader, &fields);
	region = callers_region(&fields);
	if (region == NULL)
		return HARNESS_UNSUPPORTED;
	list = live_or_new(number);
	inserted++;
	allow(1);
	status = glue_insert(region, list->head);
	if (status == HARNESS_UNSUPPORTED)
		return status;
	glue_read_region(region, &fields);
	trace_input(memory_object_at(region), &fields);
	return look(list, status);
}

static enum harness_status step_insert_all_of(struct reader *reader)
{
	uint32_t number = read_32(reader), source = read_32(reader), bound = walk_bound();
	enum harness_status status = HARNESS_OK;
	struct list *list, *from = &lists[source];
	struct list_head *node;
	uint32_t count = 0;

	if (!from->live)
		return HARNESS_ERROR;
	list = live_or_new(number);
	for (node = from->head->next; node != from->head && status == HARNESS_OK && count++ < bound; node = node->next) {
		const char *nonsense;
		void *region = region_at(node, &nonsense);

		if (region == NULL)
			break;
		inserted++;
		allow(1);
		status = glue_insert(region, list->head);
		state_settle();
	}
	return status == HARNESS_UNSUPPORTED ? status : look(list, status);
}

/* What a caller may write into its own regions: fields that no table and no window has. */
static enum harness_status step_scribble(struct reader *reader)
{
	struct list *list = &lists[read_32(reader)];
	struct glue_region scribble;
	uint32_t bound = walk_bound(), count = 0;
	struct list_head *node;

	read_region(reader, &scribble);
	if (!list->live)
		return HARNESS_ERROR;
	for (node = list->head->next; node != list->head && count++ < bound; node = node->next) {
		const char *nonsense;
		void *region = region_at(node, &nonsense);

		if (region == NULL)
			break;
		glue_write_region(region, &scribble);
	}
	return look(list, HARNESS_OK);
}

static enum harness_status step_empty(struct reader *reader)
{
	struct list *list = &lists[read_32(reader)];

	if (!list->live)
		return HARNESS_ERROR;
	free_all(list);
	INIT_LIST_HEAD(list->head);
	return look(list, HARNESS_OK);
}

/* The members of a group that are there, as an object of the subsystem. */
static uint32_t gather(uint32_t group, void **object)
{
	uint32_t size = platform_group_size(group), count;

	if (size > member_room) {
		member_room = size * 2;
		members = realloc(members, member_room * sizeof(*members));
	}
	count = platform_members(group, members);
	*object = NULL;
	glue_make_group(members, count, object);
	return count;
}

static enum harness_status step_group(struct reader *reader)
{
	uint32_t group = read_32(reader);
	struct list *list = new_list(read_32(reader));
	void *object;
	uint32_t count = gather(group, &object);

	if (object == NULL)
		return HARNESS_UNSUPPORTED;
	allow(count);
	return look(list, glue_group(object, list->head));
}

static enum harness_status step_show(struct reader *reader)
{
	enum harness_status status;
	long length = 0;
	void *object;
	uint32_t count = gather(read_32(reader), &object);
	char *page;

	if (object == NULL)
		return HARNESS_UNSUPPORTED;
	/* The attribute has one page. What lies behind it takes the overrun and belongs to nobody. */
	page = harness_own(PAGE_SIZE + OVERRUN);
	memory_shrink(page, PAGE_SIZE);
	allow(count);
	status = glue_show(object, page, &length);
	if (status != HARNESS_OK)
		return status;
	if (length < 0 || length > (long)(PAGE_SIZE + OVERRUN)) {
		trace_message("the function says that it wrote more text than there can be");
		return HARNESS_ERROR;
	}
	/* What the function says it wrote, even where it is more than the page holds. */
	trace_text(page, (size_t)length);
	return HARNESS_OK;
}

/* Walking a group's members one by one needs the array again: the code under test may have it changed. */
static enum harness_status step_map(struct reader *reader)
{
	uint32_t group = read_32(reader), count, first;
	uint64_t pages = read_64(reader);
	enum harness_status status = HARNESS_OK;
	void *object, *domain;

	count = gather(group, &object);
	if (object == NULL)
		return HARNESS_UNSUPPORTED;
	first = memory_object_count();
	domain = glue_make_domain(GLUE_DMA_DOMAIN, EVERYTHING);
	glue_set_default_domain(object, domain);
	for (uint32_t at = 0; at < count && status == HARNESS_OK; at++) {
		state_allow(4000000 + platform_work() + (pages + 1) * 64);
		members[at]->harness_probed = true;
		status = glue_map_device(object, domain, members[at]);
		state_settle();
		if (status != HARNESS_OK)
			break;
		state_allow(4000000 + platform_work());
		status = glue_reserve_addresses(domain, members[at]);
		state_settle();
	}
	if (status == HARNESS_OK)
		trace_mapped_known();
	glue_free_domain(domain);
	memory_release_since(first);
	return status;
}

/*
 * Before user space gets a group, the kernel's own drivers give it up. What the kernel found out when it probed
 * the devices is long known then: from a step that set up their domain, or as here, where nothing went wrong.
 */
static enum harness_status claim(void *group, struct device **devices, uint32_t count)
{
	/* A default domain that needs no mappings leaves only what is remembered of the devices themselves. */
	void *domain = glue_make_domain(GLUE_IDENTITY_DOMAIN, EVERYTHING);

	glue_set_default_domain(group, domain);
	harness_spare(true);
	for (uint32_t at = 0; at < count; at++)
		if (!devices[at]->harness_probed)
			glue_map_device(group, domain, devices[at]);
	harness_spare(false);
	return glue_claim(group);
}

static enum harness_status step_attach(struct reader *reader)
{
	uint32_t group = read_32(reader), count, mapping_count, first;
	struct glue_range aperture = { read_64(reader), 0 };
	struct glue_range mappings[64];
	enum harness_status status;
	uint8_t consumer;
	void *object;

	aperture.last = read_64(reader);
	consumer = read_8(reader);
	mapping_count = read_32(reader);
	for (uint32_t at = 0; at < mapping_count; at++) {
		struct glue_range mapping = { read_64(reader), 0 };

		mapping.last = read_64(reader);
		if (at < 64)
			mappings[at] = mapping;
	}
	if (mapping_count > 64)
		return HARNESS_UNSUPPORTED;
	count = gather(group, &object);
	if (object == NULL)
		return HARNESS_UNSUPPORTED;
	allow(count);
	status = claim(object, members, count);
	if (status != HARNESS_OK && status != HARNESS_UNSUPPORTED)
		return status;
	first = memory_object_count();
	if (consumer == 0)
		status = glue_vfio(object, aperture, mappings, mapping_count);
	else
		status = glue_iommufd(members, count, object, aperture, mappings, mapping_count);
	if (status == HARNESS_OK)
		trace_usable_known();
	memory_release_since(first);
	return status;
}

/* Where the driver has no test of its own, the core refuses to give such a device away. */
static enum harness_status ask_locked_by_claim(struct device *dev, bool *answer)
{
	enum harness_status status;
	bool known;
	void *group = NULL;

	glue_requires_direct(dev, &known);
	if (!known || glue_make_group(&dev, 1, &group) != HARNESS_OK)
		return HARNESS_UNSUPPORTED;
	status = claim(group, &dev, 1);
	*answer = status == HARNESS_REFUSED;
	return status == HARNESS_REFUSED ? HARNESS_OK : status;
}

static enum harness_status step_ask(struct reader *reader, uint8_t operation)
{
	struct device *dev = platform_device(read_32(reader));
	enum harness_status status;
	bool answer = false;

	allow(1);
	switch (operation) {
	case STEP_ASK_HAS_RMRR:
		status = glue_has_rmrr(dev, &answer);
		break;
	case STEP_ASK_RELAXABLE:
		status = glue_relaxable(dev, &answer);
		break;
	case STEP_ASK_LOCKED:
		status = glue_locked(dev, &answer);
		if (status == HARNESS_UNSUPPORTED)
			status = ask_locked_by_claim(dev, &answer);
		break;
	default:
		status = glue_downstream(dev, platform_device(read_32(reader)), &answer);
		break;
	}
	if (status == HARNESS_OK)
		trace_answer(answer);
	return status;
}

/* A function and all that comes or goes with it, in the order that the scenario's author worked out. */
static enum harness_status step_change(struct reader *reader, bool appears)
{
	enum harness_status worst = HARNESS_OK;
	uint32_t count = read_32(reader);

	for (uint32_t at = 0; at < count; at++) {
		uint32_t number = read_32(reader);
		enum harness_status status;

		state_allow(2000000 + platform_work());
		status = appears ? platform_add(number) : platform_remove(number);
		state_settle();
		if (status != HARNESS_OK && worst == HARNESS_OK)
			worst = status;
	}
	return worst;
}

static enum harness_status step_declined(struct reader *reader)
{
	static char reason[256];
	enum harness_status status = (enum harness_status)read_8(reader);
	uint32_t length = read_32(reader);
	const unsigned char *text = read_bytes(reader, length);
	size_t kept = length < sizeof(reason) ? length : sizeof(reason) - 1;

	memcpy(reason, text, kept);
	reason[kept] = 0;
	trace_message(reason);
	return status;
}

static enum harness_status perform(struct reader *reader, uint8_t operation)
{
	switch (operation) {
	case STEP_GET:
		return step_get(reader);
	case STEP_PUT:
		return step_put(reader);
	case STEP_INSERT:
		return step_insert(reader);
	case STEP_INSERT_ALL_OF:
		return step_insert_all_of(reader);
	case STEP_READ: {
		struct list *list = &lists[read_32(reader)];

		return list->live ? look(list, HARNESS_OK) : HARNESS_ERROR;
	}
	case STEP_SCRIBBLE:
		return step_scribble(reader);
	case STEP_EMPTY:
		return step_empty(reader);
	case STEP_GROUP:
		return step_group(reader);
	case STEP_SHOW:
		return step_show(reader);
	case STEP_MAP:
		return step_map(reader);
	case STEP_ATTACH:
		return step_attach(reader);
	case STEP_ADD:
		return step_change(reader, true);
	case STEP_REMOVE:
		return step_change(reader, false);
	case STEP_FAIL_ALLOCATIONS: {
		uint32_t first = read_32(reader);

		memory_fail(first, read_32(reader));
		return HARNESS_OK;
	}
	case STEP_TEAR_DOWN: {
		enum harness_status status;

		state_allow(2000000 + platform_work());
		status = glue_tear_down_units();
		state_settle();
		glue_tear_down();
		return status;
	}
	case STEP_DECLINED:
		return step_declined(reader);
	default:
		return step_ask(reader, operation);
	}
}

void steps_run(struct reader *reader, uint32_t count, uint32_t named_lists)
{
	list_count = named_lists;
	if (list_count > list_room) {
		list_room = list_count * 2;
		lists = realloc(lists, list_room * sizeof(*lists));
	}
	memset(lists, 0, list_count * sizeof(*lists));
	inserted = 0;
	for (uint32_t step = 0; step < count; step++) {
		enum harness_status status;

		trace_begin_step(step);
		consumers_reset();
		status = perform(reader, read_8(reader));
		state_settle();
		trace_end_step(status);
	}
}
