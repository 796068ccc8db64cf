/* Steps on lists: a caller that gets, puts, inserts, reads, overwrites and empties. */
#include "steps.h"
#include "../kernel/kernel.h"

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

enum harness_status step_get(struct reader *reader)
{
	struct device *dev = platform_device(read_32(reader));
	struct list *list = list_new(read_32(reader));

	list->from = dev;
	reference_hold(dev);
	steps_allow(1);
	return list_look(list, glue_get(dev, list->head));
}

enum harness_status step_put(struct reader *reader)
{
	struct list *list = list_at(read_32(reader));
	enum harness_status status;

	if (!list->live)
		return HARNESS_ERROR;
	list->live = false;
	if (list->from == NULL) {
		list_free_all(list);
		return HARNESS_OK;
	}
	steps_allow(1);
	status = glue_put(list->from, list->head);
	reference_let_go(list->from);
	return status;
}

enum harness_status step_insert(struct reader *reader)
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
	list = list_live_or_new(number);
	lists_insert();
	steps_allow(1);
	status = glue_insert(region, list->head);
	if (status == HARNESS_UNSUPPORTED)
		return status;
	glue_read_region(region, &fields);
	trace_input(memory_object_at(region), &fields);
	return list_look(list, status);
}

enum harness_status step_insert_all_of(struct reader *reader)
{
	uint32_t number = read_32(reader), source = read_32(reader), bound = list_bound();
	enum harness_status status = HARNESS_OK;
	struct list *list, *from = list_at(source);
	struct list_head *node;
	uint32_t count = 0;

	if (!from->live)
		return HARNESS_ERROR;
	list = list_live_or_new(number);
	for (node = from->head->next; node != from->head && status == HARNESS_OK && count++ < bound; node = node->next) {
		const char *nonsense;
		void *region = list_region_at(node, &nonsense);

		if (region == NULL)
			break;
		lists_insert();
		steps_allow(1);
		status = glue_insert(region, list->head);
		state_settle();
	}
	return status == HARNESS_UNSUPPORTED ? status : list_look(list, status);
}

enum harness_status step_read(struct reader *reader)
{
	struct list *list = list_at(read_32(reader));

	return list->live ? list_look(list, HARNESS_OK) : HARNESS_ERROR;
}

/* What a caller may write into its own regions: fields that no table and no window has. */
enum harness_status step_scribble(struct reader *reader)
{
	struct list *list = list_at(read_32(reader));
	struct glue_region scribble;
	uint32_t bound = list_bound(), count = 0;
	struct list_head *node;

	read_region(reader, &scribble);
	if (!list->live)
		return HARNESS_ERROR;
	for (node = list->head->next; node != list->head && count++ < bound; node = node->next) {
		const char *nonsense;
		void *region = list_region_at(node, &nonsense);

		if (region == NULL)
			break;
		glue_write_region(region, &scribble);
	}
	return list_look(list, HARNESS_OK);
}

enum harness_status step_empty(struct reader *reader)
{
	struct list *list = list_at(read_32(reader));

	if (!list->live)
		return HARNESS_ERROR;
	list_free_all(list);
	INIT_LIST_HEAD(list->head);
	return list_look(list, HARNESS_OK);
}
