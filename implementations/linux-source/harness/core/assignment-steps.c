/* Steps in which user space gets a group: the kernel gives it up, then VFIO or iommufd takes it. */
#include "steps.h"
#include "../kernel/kernel.h"

/* Of what an address space holds already when the group comes. */
#define MOST_MAPPINGS 64

/*
 * Before user space gets a group, the kernel's own drivers give it up. What the kernel found out when it probed
 * the devices is long known then: from a step that set up their domain, or as here, where nothing went wrong.
 */
static enum harness_status claim(void *group, struct device **devices, uint32_t count)
{
	/* A default domain that needs no mappings leaves only what is remembered of the devices themselves. */
	void *domain = glue_make_domain(GLUE_IDENTITY_DOMAIN, EVERYTHING);

	glue_set_default_domain(group, domain);
	harness_spare(true);
	for (uint32_t at = 0; at < count; at++)
		if (!devices[at]->harness_probed)
			glue_map_device(group, domain, devices[at]);
	harness_spare(false);
	return glue_claim(group);
}

enum harness_status step_attach(struct reader *reader)
{
	struct members members = group_gather(read_32(reader));
	uint32_t mapping_count, first;
	struct glue_range aperture = { read_64(reader), 0 };
	struct glue_range mappings[MOST_MAPPINGS];
	enum harness_status status;
	uint8_t consumer;

	aperture.last = read_64(reader);
	consumer = read_8(reader);
	mapping_count = read_32(reader);
	for (uint32_t at = 0; at < mapping_count; at++) {
		struct glue_range mapping = { read_64(reader), 0 };

		mapping.last = read_64(reader);
		if (at < MOST_MAPPINGS)
			mappings[at] = mapping;
	}
	if (mapping_count > MOST_MAPPINGS || members.group == NULL)
		return HARNESS_UNSUPPORTED;
	/* VFIO's group goes with its last device: the kernel's functions are never called for an empty one. */
	if (members.count == 0)
		return HARNESS_REFUSED;
	steps_allow(members.count);
	status = claim(members.group, members.devices, members.count);
	if (status != HARNESS_OK && status != HARNESS_UNSUPPORTED)
		return status;
	first = memory_object_count();
	if (consumer == 0)
		status = glue_vfio(members.group, aperture, mappings, mapping_count);
	else
		status = glue_iommufd(members.devices, members.count, members.group, aperture, mappings,
				      mapping_count);
	if (status == HARNESS_OK)
		trace_usable_known();
	memory_release_since(first);
	return status;
}

enum harness_status ask_locked_by_claim(struct device *dev, bool *answer)
{
	enum harness_status status;
	bool known;
	void *group = NULL;

	glue_requires_direct(dev, &known);
	if (!known || glue_make_group(&dev, 1, &group) != HARNESS_OK)
		return HARNESS_UNSUPPORTED;
	status = claim(group, &dev, 1);
	*answer = status == HARNESS_REFUSED;
	return status == HARNESS_REFUSED ? HARNESS_OK : status;
}
