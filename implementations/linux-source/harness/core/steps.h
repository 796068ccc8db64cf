/* What the files of the steps share: the caller's lists, and the steps themselves. */
#ifndef STEPS_H
#define STEPS_H

#include "core.h"

/* Every address there is. */
#define EVERYTHING ((struct glue_range){ 0, ~0ULL })

/* ---- lists.c: the lists of the caller ---- */

struct list {
	struct list_head *head;
	/* The device that it was got from, or NULL if the caller made it. */
	struct device *from;
	bool live;
};

void lists_reset(uint32_t count);
/* One more region is on its way into some list. */
void lists_insert(void);
struct list *list_at(uint32_t number);
struct list *list_new(uint32_t number);
struct list *list_live_or_new(uint32_t number);
uint32_t list_bound(void);
/* The region at a node of a list, or NULL; then `nonsense` says what is wrong, if it is not just the end. */
void *list_region_at(struct list_head *node, const char **nonsense);
/* Writes what is in a list into the trace; the return value is `status`, or an error. */
enum harness_status list_look(struct list *list, enum harness_status status);
/* What is in a list, freed by its owner. */
void list_free_all(struct list *list);

/* ---- list-steps.c ---- */

enum harness_status step_get(struct reader *reader);
enum harness_status step_put(struct reader *reader);
enum harness_status step_insert(struct reader *reader);
enum harness_status step_insert_all_of(struct reader *reader);
enum harness_status step_read(struct reader *reader);
enum harness_status step_scribble(struct reader *reader);
enum harness_status step_empty(struct reader *reader);

/* ---- group-steps.c ---- */

/* The members of a group that are there; they are only lent until the next call. */
struct members {
	struct device **devices;
	uint32_t count;
	/* The group as an object of the subsystem, or NULL if the tree has no such thing. */
	void *group;
};

struct members group_gather(uint32_t number);
enum harness_status step_group(struct reader *reader);
enum harness_status step_show(struct reader *reader);
enum harness_status step_map(struct reader *reader);

/* ---- assignment-steps.c ---- */

enum harness_status step_attach(struct reader *reader);
/* Where the driver has no test of its own, the core refuses to give a locked device away. */
enum harness_status ask_locked_by_claim(struct device *dev, bool *answer);

/* ---- steps.c ---- */

/* Edges for one call that walks over `count` devices. */
void steps_allow(uint64_t count);

#endif
