/*
 * The trace of the scenario under way. A step's result is put together when the step is over, because what is
 * in it is found out in another order than it is written.
 */
#include "core.h"

#include <string.h>

/* Bits of a result: what it holds, in the order in which it is written. */
enum {
	HAS_REGIONS = 1 << 0,
	HAS_ENDLESS = 1 << 1,
	HAS_INPUT = 1 << 2,
	HAS_ANSWER = 1 << 3,
	ANSWER_YES = 1 << 4,
	HAS_TEXT = 1 << 5,
	HAS_MAPPED = 1 << 6,
	HAS_USABLE = 1 << 7,
	HAS_EVENTS = 1 << 8,
	HAS_MESSAGE = 1 << 9,
};

/* Complaints of one place in one step are told once: a loop has nothing new to say. */
#define MOST_PLACES 64

/* Events are written down when they happen. A step of more is not told by half: the scenario ends with it. */
#define MOST_EVENTS 1000000
#define TEXT_OF(macro) TEXT_AS_WRITTEN(macro)
#define TEXT_AS_WRITTEN(text) #text

struct pile {
	unsigned char *bytes;
	size_t length;
	size_t room;
	uint32_t count;
};

static struct {
	const void *at;
	unsigned int line;
} places[MOST_PLACES];
static unsigned int place_count;

static struct pile events;
/* There were more events than are written down. */
static bool untold;
static struct pile regions;
static uint32_t flags;
static uint32_t step;
static bool stepping;
static unsigned char input[32];
static const char *text;
static size_t text_length;
static const char *message;

static void pile_up(struct pile *pile, const void *bytes, size_t count)
{
	pile->bytes = harness_grow(pile->bytes, &pile->room, pile->length + count, 1);
	memcpy(pile->bytes + pile->length, bytes, count);
	pile->length += count;
}

static void pile_8(struct pile *pile, uint8_t value)
{
	pile_up(pile, &value, sizeof(value));
}

static void pile_32(struct pile *pile, uint32_t value)
{
	pile_up(pile, &value, sizeof(value));
}

static void pile_text(struct pile *pile, const char *string)
{
	uint32_t length = string == NULL ? 0 : (uint32_t)strlen(string);

	pile_32(pile, length);
	pile_up(pile, string == NULL ? "" : string, length);
}

/* A place is a file and a line, or an address in the program that has to be looked up. */
static void pile_place(struct pile *pile, const struct harness_site *site, const void *place)
{
	uint64_t address = (uint64_t)place;

	if (site != NULL && site->file != NULL) {
		pile_8(pile, 1);
		pile_32(pile, site->line);
		pile_text(pile, site->file);
	} else if (place != NULL) {
		pile_8(pile, 2);
		pile_up(pile, &address, sizeof(address));
	} else {
		pile_8(pile, 0);
	}
}

void events_reset(void)
{
	events.length = events.count = 0;
	regions.length = regions.count = 0;
	flags = 0;
	step = 0;
	place_count = 0;
	stepping = false;
	untold = false;
}

/* What stands for a place: the name of its file with a line, or its address. */
static const void *key_of(const struct harness_site *site, const void *place)
{
	return site != NULL && site->file != NULL ? (const void *)site->file : place;
}

bool event_was_told(const struct harness_site *site, const void *place)
{
	const void *at = key_of(site, place);
	unsigned int line = site != NULL ? site->line : 0;

	for (unsigned int told = 0; at != NULL && told < place_count; told++)
		if (places[told].at == at && places[told].line == line)
			return true;
	return false;
}

static bool was_told(const struct harness_site *site, const void *place)
{
	const void *at = key_of(site, place);
	unsigned int line = site != NULL ? site->line : 0;

	if (event_was_told(site, place))
		return true;
	if (at != NULL && place_count < MOST_PLACES) {
		places[place_count].at = at;
		places[place_count++].line = line;
	}
	return false;
}

static bool begin_event(uint8_t kind)
{
	if (events.count >= MOST_EVENTS) {
		untold = true;
		return false;
	}
	events.count++;
	pile_8(&events, kind);
	return true;
}

static uint8_t allocation_bits(enum harness_kind kind, bool may_sleep, bool atomic)
{
	return (uint8_t)((kind == HARNESS_REGION ? 1 : 0) | (may_sleep ? 2 : 0) | (atomic ? 4 : 0));
}

void event_allocated(uint32_t object, enum harness_kind kind, bool may_sleep, bool atomic)
{
	if (!begin_event(0))
		return;
	pile_32(&events, object);
	pile_8(&events, allocation_bits(kind, may_sleep, atomic));
}

void event_refused(enum harness_kind kind, bool may_sleep, bool atomic)
{
	if (begin_event(1))
		pile_8(&events, allocation_bits(kind, may_sleep, atomic));
}

void event_freed(uint32_t object, bool by_caller)
{
	if (!begin_event(2))
		return;
	pile_32(&events, object);
	pile_8(&events, by_caller);
}

void event_touched(uint32_t object, const struct harness_site *site, const void *place)
{
	if (!begin_event(3))
		return;
	pile_32(&events, object);
	pile_place(&events, site, place);
}

void event_foreign(unsigned int device, const char *field, const void *place)
{
	if (was_told(NULL, place) || !begin_event(4))
		return;
	pile_32(&events, device);
	pile_text(&events, field);
	pile_place(&events, NULL, place);
}

void event_warning(const char *what, const struct harness_site *site, const void *place)
{
	if (was_told(site, place) || !begin_event(5))
		return;
	pile_text(&events, what);
	pile_place(&events, site, place);
}

void trace_begin_step(uint32_t number)
{
	step = number;
	stepping = true;
	if (number > 0)
		place_count = 0;
	regions.length = regions.count = 0;
	/* What happened before the first step stands with it. */
	if (number > 0)
		events.length = events.count = 0;
	flags = 0;
}

uint32_t trace_step(void)
{
	return step;
}

static void put_region(unsigned char *into, uint32_t object, const struct glue_region *region)
{
	uint64_t end = region->start + region->length - 1;
	int32_t protection = region->protection;

	memcpy(into, &object, 4);
	memcpy(into + 4, &region->start, 8);
	memcpy(into + 12, &end, 8);
	memcpy(into + 20, &protection, 4);
	into[24] = (unsigned char)region->type;
}

void trace_region(uint32_t object, const struct glue_region *region)
{
	unsigned char entry[25];

	put_region(entry, object, region);
	pile_up(&regions, entry, sizeof(entry));
	regions.count++;
}

void trace_listed(void)
{
	flags |= HAS_REGIONS;
}

void trace_endless(void)
{
	flags |= HAS_ENDLESS;
}

void trace_input(uint32_t object, const struct glue_region *region)
{
	flags |= HAS_INPUT;
	put_region(input, object, region);
}

void trace_answer(bool answer)
{
	flags |= HAS_ANSWER | (answer ? ANSWER_YES : 0);
}

void trace_text(const char *what, size_t length)
{
	flags |= HAS_TEXT;
	text = what;
	text_length = length;
}

void trace_message(const char *what)
{
	flags |= HAS_MESSAGE;
	message = what;
}

void trace_mapped_known(void)
{
	flags |= HAS_MAPPED;
}

void trace_usable_known(void)
{
	flags |= HAS_USABLE;
}

void trace_end_step(enum harness_status status)
{
	if (untold)
		state_end(ENDED_UNTOLD, "more than " TEXT_OF(MOST_EVENTS) " events in one step", NULL, NULL);
	if (events.count > 0)
		flags |= HAS_EVENTS;
	write_8((uint8_t)status);
	write_32(flags);
	if (flags & HAS_REGIONS) {
		write_32(regions.count);
		write_bytes(regions.bytes, regions.length);
	}
	if (flags & HAS_INPUT)
		write_bytes(input, 25);
	if (flags & HAS_TEXT) {
		write_32((uint32_t)text_length);
		write_bytes(text, text_length);
	}
	if (flags & (HAS_MAPPED | HAS_USABLE))
		consumers_write();
	if (flags & HAS_EVENTS) {
		write_32(events.count);
		write_bytes(events.bytes, events.length);
	}
	if (flags & HAS_MESSAGE) {
		write_32((uint32_t)strlen(message));
		write_bytes(message, strlen(message));
	}
	events.length = events.count = 0;
}

void trace_ended(enum ending ending, const char *what, const struct harness_site *site, const void *place)
{
	/* In place of a status: no further step has a result. */
	write_8((uint8_t)(0x80 | (stepping ? 0x10 : 0) | ending));
	events.length = 0;
	pile_text(&events, what);
	pile_place(&events, site, place);
	write_bytes(events.bytes, events.length);
	events.length = events.count = 0;
}
