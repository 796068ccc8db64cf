/* Steps on groups: their list, their text, and the domain in which the kernel's own drivers find their devices. */
#include "steps.h"
#include "../kernel/kernel.h"

/* The attribute has one page. What lies behind it takes the overrun and belongs to nobody. */
#define OVERRUN (96 << 10)
/* Pages of the regions that no table names: what is below 16 MiB, for an ISA bridge, and some. */
#define PAGES_OF_WINDOWS 4352

struct members group_gather(uint32_t number)
{
	static struct device **devices;
	static size_t room;
	uint32_t size = platform_group_size(number);
	struct members members = { NULL, 0, NULL };

	devices = harness_grow(devices, &room, size, sizeof(struct device *));
	members.devices = devices;
	members.count = platform_members(number, devices);
	glue_make_group(devices, members.count, &members.group);
	return members;
}

enum harness_status step_group(struct reader *reader)
{
	uint32_t number = read_32(reader);
	struct list *list = list_new(read_32(reader));
	struct members members = group_gather(number);

	if (members.group == NULL)
		return HARNESS_UNSUPPORTED;
	steps_allow(members.count);
	return list_look(list, glue_group(members.group, list->head));
}

enum harness_status step_show(struct reader *reader)
{
	struct members members = group_gather(read_32(reader));
	enum harness_status status;
	long length = 0;
	char *page;

	if (members.group == NULL)
		return HARNESS_UNSUPPORTED;
	page = harness_own(PAGE_SIZE + OVERRUN);
	memory_shrink(page, PAGE_SIZE);
	steps_allow(members.count);
	status = glue_show(members.group, page, &length);
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

enum harness_status step_map(struct reader *reader)
{
	struct members members = group_gather(read_32(reader));
	uint64_t pages = read_64(reader);
	enum harness_status status = HARNESS_OK;
	uint32_t first;
	void *domain;

	if (members.group == NULL)
		return HARNESS_UNSUPPORTED;
	first = memory_object_count();
	domain = glue_make_domain(GLUE_DMA_DOMAIN, EVERYTHING);
	glue_set_default_domain(members.group, domain);
	for (uint32_t at = 0; at < members.count && status == HARNESS_OK; at++) {
		struct device *dev = members.devices[at];

		state_allow(2 * platform_work() + (pages + PAGES_OF_WINDOWS) * 64);
		dev->harness_probed = true;
		status = glue_map_device(members.group, domain, dev);
		state_settle();
		if (status != HARNESS_OK)
			break;
		state_allow(2 * platform_work());
		status = glue_reserve_addresses(domain, dev);
		state_settle();
	}
	if (status == HARNESS_OK)
		trace_mapped_known();
	state_allow(2 * platform_work());
	glue_free_domain(domain);
	state_settle();
	memory_release_since(first);
	return status;
}
