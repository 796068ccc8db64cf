/* The caller's lists: made for steps, and looked at after each, whatever the code under test did to them. */
#include <string.h>

#include "steps.h"
#include "../kernel/kernel.h"

/* The harness's own copying needs no check. */
#undef memcpy
#undef memset
#undef memcmp

static struct list *lists;
static size_t list_room;
static uint32_t inserted;

void lists_reset(uint32_t count)
{
	lists = harness_grow(lists, &list_room, count, sizeof(*lists));
	memset(lists, 0, count * sizeof(*lists));
	inserted = 0;
}

void lists_insert(void)
{
	inserted++;
}

struct list *list_at(uint32_t number)
{
	return &lists[number];
}

/* Nobody's list is longer: what a table and the steps can put into it, four times and some. */
uint32_t list_bound(void)
{
	return 4 * ((uint32_t)table_size() / 24 + inserted + 2) + 16;
}

struct list *list_new(uint32_t number)
{
	struct list *list = &lists[number];

	list->head = harness_own(sizeof(*list->head));
	INIT_LIST_HEAD(list->head);
	list->from = NULL;
	list->live = true;
	return list;
}

struct list *list_live_or_new(uint32_t number)
{
	return lists[number].live ? &lists[number] : list_new(number);
}

/*
 * A node that lies in no live region ends the walk: it is the head of another list (two lists are woven into each
 * other), or freed, or nothing at all.
 */
void *list_region_at(struct list_head *node, const char **nonsense)
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

enum harness_status list_look(struct list *list, enum harness_status status)
{
	uint32_t bound = list_bound();
	uint32_t count = 0;
	struct list_head *node;

	trace_listed();
	for (node = list->head->next; node != list->head; node = node->next) {
		struct glue_region region;
		const char *nonsense;
		void *object = list_region_at(node, &nonsense);

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

/* The nodes are collected first: freeing ends the walk's way on. */
void list_free_all(struct list *list)
{
	uint32_t bound = list_bound();
	struct list_head *node = list->head->next;

	for (uint32_t count = 0; node != list->head && count < bound; count++) {
		const char *nonsense;
		void *object = list_region_at(node, &nonsense);

		if (object == NULL)
			return;
		node = node->next;
		memory_free_by_caller(object);
	}
}
