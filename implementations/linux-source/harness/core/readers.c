/*
 * What readers of RCU may still see: a pointer that was taken out of a place of theirs, until a grace period is over.
 * There is one thread, so no reader is ever under way; but whoever frees without waiting is wrong all the same.
 */
#include "core.h"

static const void **taken_back;
static size_t room;
static size_t count;

void readers_reset(void)
{
	count = 0;
}

void harness_publish(const void *before, const void *after)
{
	if (before == NULL || before == after)
		return;
	taken_back = harness_grow(taken_back, &room, count + 1, sizeof(*taken_back));
	taken_back[count++] = before;
}

void harness_grace_period(void)
{
	count = 0;
}

void readers_give_up(const void *what, const struct harness_site *site)
{
	for (size_t at = 0; at < count; at++) {
		if (taken_back[at] != what)
			continue;
		taken_back[at] = NULL;
		harness_warn_text("let go of what RCU readers may still see: its pointer was taken back, without waiting",
				  site);
		return;
	}
}
