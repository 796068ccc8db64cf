/*
 * What instrumented code reports to: the kernel's own arrangement (-fsanitize=kernel-address calls out for every
 * access, -fsanitize=undefined for every violation), with handlers that make an event of it and go on. So one
 * process survives any number of reports, and none is suppressed as a duplicate of one in an earlier scenario.
 */
#include "core.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

extern char kernel_data_begin[], kernel_data_end[];
extern char kernel_bss_begin[], kernel_bss_end[];

/* The static variables of the code under test, and what the compiler put behind each: a byte for each byte. */
static struct {
	const char *begin;
	const char *end;
	unsigned char *shadow;
} areas[2];

void sanitizer_start(void)
{
	if (areas[0].shadow != NULL)
		return;
	areas[0].begin = kernel_data_begin;
	areas[0].end = kernel_data_end;
	areas[1].begin = kernel_bss_begin;
	areas[1].end = kernel_bss_end;
	for (int at = 0; at < 2; at++) {
		size_t size = (size_t)(areas[at].end - areas[at].begin) + 1, room = 0;

		areas[at].shadow = harness_grow(NULL, &room, size, 1);
		memset(areas[at].shadow, 0, size);
	}
}

/* True if an access leaves a static variable of the code under test. */
bool sanitizer_leaves_variable(const void *address, size_t size)
{
	const char *start = address;

	for (int at = 0; at < 2; at++) {
		if (start < areas[at].begin || start + size > areas[at].end)
			continue;
		for (size_t byte = 0; byte < size; byte++)
			if (areas[at].shadow[start + byte - areas[at].begin] != 0)
				return true;
	}
	return false;
}

/* A static variable as the compiler describes it; what stands behind `size` up to `with_redzone` is forbidden. */
struct global {
	const char *start;
	size_t size;
	size_t with_redzone;
	const char *name;
	const char *module;
	unsigned long dynamic;
	void *location;
	void *indicator;
};

void __asan_register_globals(const struct global *globals, size_t count);
void __asan_register_globals(const struct global *globals, size_t count)
{
	sanitizer_start();
	for (size_t at = 0; at < count; at++) {
		const struct global *global = &globals[at];

		for (int area = 0; area < 2; area++) {
			if (global->start < areas[area].begin || global->start + global->with_redzone > areas[area].end)
				continue;
			memset(areas[area].shadow + (global->start + global->size - areas[area].begin), 1,
			       global->with_redzone - global->size);
		}
	}
}

void __asan_unregister_globals(const struct global *globals, size_t count);
void __asan_unregister_globals(const struct global *globals, size_t count)
{
	(void)globals;
	(void)count;
}

/* Names of the fields that a cast from another device would read. */
static const char *pci_field(size_t offset);

static void describe(char *text, size_t room, const void *address, size_t size, bool write, const struct object *object)
{
	const char *start = memory_start_of(object);
	const char *what = write ? "write" : "read";
	long behind = (const char *)address - (start + object->size);
	long before = start - (const char *)address;
	char name[160];

	if (object->kind == HARNESS_OWN && memory_start_of(object) == harness_table())
		snprintf(name, sizeof(name), "the DMAR table of %u bytes", object->size);
	else if (object->site == NULL)
		snprintf(name, sizeof(name), "an object of %u bytes", object->size);
	else
		snprintf(name, sizeof(name), "an object of %u bytes that %s() allocated at %s:%u", object->size,
			 object->site->function, object->site->file, object->site->line);
	if (before > 0)
		snprintf(text, room, "AddressSanitizer: %s of %zu bytes, %ld bytes before %s", what, size, before, name);
	else if (behind >= 0)
		snprintf(text, room, "AddressSanitizer: %s of %zu bytes, %ld bytes behind the end of %s", what, size,
			 behind, name);
	else
		snprintf(text, room, "AddressSanitizer: %s of %zu bytes that leaves %s at its end", what, size, name);
}

void sanitizer_report(const void *address, size_t size, bool write, const struct harness_site *site,
		      const void *place)
{
	const void *bad = address;
	uint8_t why = memory_forbidden(address, size, &bad);
	uint32_t number = memory_object_at(bad);
	struct object *object = memory_object(number);
	char text[400];
	size_t offset;
	uint32_t device;

	/* A loop that reads behind the end reports millions of times: only what is told is put into words. */
	if (why != SHADOW_FREED && event_was_told(site, place))
		return;
	switch (why) {
	case 0:
		snprintf(text, sizeof(text), "AddressSanitizer: %s of %zu bytes behind the end of a static variable",
			 write ? "write" : "read", size);
		event_warning(text, site, place);
		return;
	case SHADOW_FOREIGN:
		device = platform_foreign_device(bad, &offset);
		event_foreign(device, pci_field(offset), place);
		return;
	case SHADOW_FREED:
		if (object->state == OBJECT_RETIRED) {
			snprintf(text, sizeof(text), "AddressSanitizer: %s of a PCI function or bus that is gone",
				 write ? "write" : "read");
			event_warning(text, site, place);
			return;
		}
		/* One event for an object and a step is enough to see it, and keeps a loop from flooding the trace. */
		if (object->touched == trace_step() + 1)
			return;
		object->touched = trace_step() + 1;
		event_touched(number, site, place);
		return;
	default:
		if (number == 0)
			snprintf(text, sizeof(text), "AddressSanitizer: %s of %zu bytes outside of every object",
				 write ? "write" : "read", size);
		else
			describe(text, sizeof(text), bad, size, write, object);
		event_warning(text, site, place);
	}
}

/* Undefined behaviour: the data of every handler begins with the place. */
struct undefined {
	const char *file;
	uint32_t line;
	uint32_t column;
};

static void undefined(const struct undefined *where, const char *what)
{
	const struct harness_site site = { where->file, where->line, NULL, NULL };
	char text[160];

	snprintf(text, sizeof(text), "UndefinedBehaviorSanitizer: %s", what);
	event_warning(text, &site, NULL);
}

#define HANDLER(name, what, ...)                                                                                       \
	void __ubsan_handle_##name(const struct undefined *where, ##__VA_ARGS__);                                      \
	void __ubsan_handle_##name(const struct undefined *where, ##__VA_ARGS__)                                       \
	{                                                                                                              \
		undefined(where, what);                                                                                \
	}

HANDLER(shift_out_of_bounds, "shift by more bits than there are, or of a negative number", void *left, void *right)
HANDLER(out_of_bounds, "index out of the bounds of an array", void *index)
HANDLER(divrem_overflow, "division by zero, or its overflow", void *left, void *right)
HANDLER(load_invalid_value, "a value that its type does not have", void *value)
HANDLER(type_mismatch_v1, "access through a null pointer, or to less memory than the type has", void *pointer)
HANDLER(pointer_overflow, "overflow of a pointer", void *base, void *result)
HANDLER(vla_bound_not_positive, "an array of no or negative size", void *bound)
HANDLER(nonnull_arg, "null where a null pointer is not allowed")
HANDLER(add_overflow, "overflow of an addition", void *left, void *right)
HANDLER(sub_overflow, "overflow of a subtraction", void *left, void *right)
HANDLER(mul_overflow, "overflow of a multiplication", void *left, void *right)
HANDLER(negate_overflow, "overflow of a negation", void *value)
HANDLER(invalid_builtin, "zero given to a function that counts leading or trailing zeros")

void __ubsan_handle_builtin_unreachable(const struct undefined *where);
void __ubsan_handle_builtin_unreachable(const struct undefined *where)
{
	const struct harness_site site = { where->file, where->line, NULL, NULL };

	state_end(ENDED_DIED, "UndefinedBehaviorSanitizer: reached code that its author called unreachable", &site, NULL);
}

void __ubsan_handle_missing_return(const struct undefined *where);
void __ubsan_handle_missing_return(const struct undefined *where)
{
	const struct harness_site site = { where->file, where->line, NULL, NULL };

	state_end(ENDED_DIED, "UndefinedBehaviorSanitizer: the end of a function that returns a value", &site, NULL);
}

#include "../kernel/kernel.h"

static const struct {
	const char *name;
	size_t from;
	size_t size;
} pci_fields[] = {
#define FIELD(name) { #name, offsetof(struct pci_dev, name), sizeof_field(struct pci_dev, name) }
	FIELD(bus),	    FIELD(subordinate),	     FIELD(devfn),	  FIELD(vendor),
	FIELD(device),	    FIELD(subsystem_vendor), FIELD(subsystem_device), FIELD(class),
	FIELD(revision),    FIELD(hdr_type),	     FIELD(pcie_cap),	  FIELD(acs_cap),
	FIELD(ats_cap),	    FIELD(dma_mask),	     FIELD(physfn),	  FIELD(dev_flags),
};

static const char *pci_field(size_t offset)
{
	for (size_t at = 0; at < sizeof(pci_fields) / sizeof(pci_fields[0]); at++)
		if (offset >= pci_fields[at].from && offset < pci_fields[at].from + pci_fields[at].size)
			return pci_fields[at].name;
	return offset > offsetof(struct pci_dev, physfn) ? "is_virtfn" : "bus_list";
}
