/*
 * What readers of RCU may still see: a pointer that was taken out of a place of theirs, until a grace period is over.
 * There is one thread, so no reader is ever under way; but whoever frees without waiting is wrong all the same.
 */
#include "core.h"

/* More than anybody takes back before waiting; what is beyond is not watched. */
#define MOST_TAKEN_BACK 64

static const void *taken_back[MOST_TAKEN_BACK];
static unsigned int count;

void readers_reset(void)
{
	count = 0;
}

void harness_publish(const void *before, const void *after)
{
	if (before != NULL && before != after && count < MOST_TAKEN_BACK)
		taken_back[count++] = before;
}

void harness_grace_period(void)
{
	count = 0;
}

void readers_give_up(const void *what, const struct harness_site *site)
{
	for (unsigned int at = 0; at < count; at++) {
		if (taken_back[at] != what)
			continue;
		taken_back[at] = NULL;
		harness_warn_text("let go of what RCU readers may still see: its pointer was taken back, without waiting",
				  site);
		return;
	}
}
