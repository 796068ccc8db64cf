/* The steps of a scenario: the harness plays the caller, one operation of the protocol after the other. */
#include <string.h>

#include "steps.h"
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
	STEP_RESTART,
};

void steps_allow(uint64_t count)
{
	uint64_t objects = memory_object_count();
	uint64_t items = objects < 20000 ? objects : 20000;

	state_allow((count + 1) * (table_size() * 16 + items * 256) + items * items * 16);
}

static enum harness_status step_ask(struct reader *reader, uint8_t operation)
{
	struct device *dev = platform_device(read_32(reader));
	enum harness_status status;
	bool answer = false;

	steps_allow(1);
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

		state_allow(platform_work());
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
	case STEP_READ:
		return step_read(reader);
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
	case STEP_TEAR_DOWN:
		boot_tear_down();
		return HARNESS_OK;
	case STEP_RESTART:
		return boot_again();
	case STEP_DECLINED:
		return step_declined(reader);
	default:
		return step_ask(reader, operation);
	}
}

void steps_run(struct reader *reader, uint32_t count, uint32_t named_lists)
{
	lists_reset(named_lists);
	for (uint32_t step = 0; step < count; step++) {
		enum harness_status status;

		trace_begin_step(step);
		consumers_reset();
		status = perform(reader, read_8(reader));
		state_settle();
		trace_end_step(status);
	}
}
