/* What the parts of the harness share with each other and with nobody else. */
#ifndef CORE_H
#define CORE_H

#include "../glue.h"

/* ---- grow.c ---- */

/*
 * An array that has room for `wanted` items of so many bytes, or more; what was in it stays, what is new is not
 * cleared. Where there is no memory the process ends, and whoever started it says so.
 */
void *harness_grow(void *array, size_t *room, size_t wanted, size_t item);

/* ---- memory.c: the arena and its objects ---- */

enum object_state {
	OBJECT_LIVE,
	OBJECT_FREED,
	OBJECT_RETIRED,
};

struct object {
	/* In units of 16 bytes from the start of the arena. */
	uint32_t granule;
	uint32_t size;
	uint8_t kind;
	uint8_t state;
	/* The step at which a touch was recorded last, plus one. */
	uint32_t touched;
	const struct harness_site *site;
};

void memory_start(void);
void memory_reset(void);
/* Of the allocations from now on, the `first`-th and the `count` - 1 behind it fail. */
void memory_fail(uint32_t first, uint32_t count);
/* The object in which an address lies, or in whose surroundings; 0 if there is none. */
uint32_t memory_object_at(const void *address);
struct object *memory_object(uint32_t number);
void *memory_start_of(const struct object *object);
uint32_t memory_object_count(void);
/* The caller's own region: an object that no event announces. */
void *memory_caller_region(size_t size);
void memory_free_by_caller(void *region);
/* Forbids all but the first `size` bytes; a multiple of 8. */
void memory_shrink(void *memory, size_t size);
/* Everything but regions that was allocated since object `first` is the harness's to clear away. */
void memory_release_since(uint32_t first);
/* Forbids the code under test to touch [from, to) of a piece of the harness's: what lies there is foreign. */
void memory_forbid(void *from, void *to);

/* ---- access.c: what may be touched, asked for every access ---- */

#define ARENA_SIZE (1ULL << 32)

/* A shadow byte for each 8 bytes of the arena says what may be touched. */
extern unsigned char *arena;
extern unsigned char *arena_shadow;
extern size_t arena_used;

/* How the bytes at an address may be used: 0 freely, else one of the values below. */
uint8_t memory_forbidden(const void *address, size_t size, const void **first_bad);

enum {
	SHADOW_REDZONE = 0xfa,
	SHADOW_FREED = 0xfd,
	SHADOW_FOREIGN = 0xf9,
};

/* The check of an access that is not the compiler's own; nothing without sanitizers. */
void sanitizer_check(const void *address, size_t size, bool write, const struct harness_site *site);

/* ---- sanitizer.c ---- */

void sanitizer_start(void);
bool sanitizer_leaves_variable(const void *address, size_t size);
void sanitizer_report(const void *address, size_t size, bool write, const struct harness_site *site,
		      const void *place);

/* ---- state.c: locks, sections, budget, endings ---- */

enum ending {
	ENDED_NOT,
	ENDED_DIED,
	ENDED_HUNG,
	/* Too much happened to be told: the code under test is not to blame, and nothing can be said of it. */
	ENDED_UNTOLD,
};

void state_start(void);
void state_reset(void);
/* The static variables of the code under test are as before anything ran: the machine boots anew. */
void state_forget(void);
bool state_atomic(void);
/* A call into the code under test begins: it may use up to so many edges, and what is granted to every call. */
void state_allow(uint64_t edges);
/* It is over: whatever it still holds is a complaint. */
void state_settle(void);
__attribute__((noreturn)) void state_end(enum ending ending, const char *text, const struct harness_site *site,
					  const void *place);
/* Where the code was when a signal came; `of_signal` is what its handler is given. */
const void *state_program_counter(const void *of_signal);
/* Runs a scenario; the return value says how it ended. */
enum ending state_run(void (*scenario)(void));

/* ---- profile.c: for benchmarks ---- */

void profile_start(void);
void profile_report(void);

/* ---- events.c: the trace of the scenario under way ---- */

void events_reset(void);
void event_allocated(uint32_t object, enum harness_kind kind, bool may_sleep, bool atomic);
void event_refused(enum harness_kind kind, bool may_sleep, bool atomic);
void event_freed(uint32_t object, bool by_caller);
void event_touched(uint32_t object, const struct harness_site *site, const void *place);
void event_foreign(unsigned int device, const char *field, const void *place);
void event_warning(const char *text, const struct harness_site *site, const void *place);
/* What is let go of while RCU readers may see it is complained of. */
void readers_give_up(const void *what, const struct harness_site *site);
void readers_reset(void);
/* Whether a place has complained in this step already. */
bool event_was_told(const struct harness_site *site, const void *place);

/* Results of steps. */
void trace_begin_step(uint32_t step);
uint32_t trace_step(void);
void trace_end_step(enum harness_status status);
void trace_region(uint32_t object, const struct glue_region *region);
void trace_listed(void);
void trace_endless(void);
void trace_input(uint32_t object, const struct glue_region *region);
void trace_answer(bool answer);
void trace_text(const char *text, size_t length);
void trace_message(const char *message);
void trace_usable_known(void);
void trace_mapped_known(void);
void trace_ended(enum ending ending, const char *text, const struct harness_site *site, const void *place);

/* ---- consumers.c: what the seams recorded ---- */

void consumers_reset(void);
void consumers_write(void);

/* ---- wire.c: frames ---- */

struct reader {
	const unsigned char *at;
	const unsigned char *end;
};
uint8_t read_8(struct reader *reader);
uint32_t read_32(struct reader *reader);
uint64_t read_64(struct reader *reader);
const unsigned char *read_bytes(struct reader *reader, size_t count);

void write_8(uint8_t value);
void write_32(uint32_t value);
void write_64(uint64_t value);
void write_bytes(const void *bytes, size_t count);

/* The next frame, or false at the end of input. */
bool wire_receive(struct reader *reader);
/* Sends the frame that was written since the last call. */
void wire_begin(uint32_t number);
void wire_send(void);

/* ---- platform.c: devices, buses, groups ---- */

void platform_build(struct reader *reader);
/* What is there from the start. */
void platform_populate(void);
void platform_boots(bool under_way);
/* Segments above 0xffff are those of controllers that a driver brings to life, after boot. */
void platform_bring_late_segments(void);
struct device *platform_device(uint32_t number);
/* The device that is not PCI in whose surroundings an address lies, and how far into them. */
uint32_t platform_foreign_device(const void *address, size_t *offset);
uint32_t platform_functions(void);
bool platform_is_function(uint32_t number);
bool platform_present(uint32_t number);
uint32_t platform_group_size(uint32_t group);
/* The members of a group that are there. */
uint32_t platform_members(uint32_t group, struct device **into);
enum harness_status platform_add(uint32_t number);
enum harness_status platform_remove(uint32_t number);
uint64_t platform_work(void);

/* ---- boot.c ---- */

void boot(void);
void boot_tear_down(void);
/* Everything is let go of; then the machine boots again, with the functions that are there now. */
enum harness_status boot_again(void);

/* ---- table.c: the DMAR table ---- */

/* Takes the `size` bytes that firmware wrote; memory as long as their header says is made of them. */
void table_read(struct reader *reader, uint32_t size);
size_t table_size(void);

/* ---- references.c: who holds a device ---- */

/* The caller of a get keeps the device, as a driver does, until it puts. */
void reference_hold(struct device *dev);
void reference_let_go(struct device *dev);
void reference_retire_if_unused(struct device *dev);

/* ---- steps.c ---- */

void steps_run(struct reader *reader, uint32_t count, uint32_t lists);

#endif
