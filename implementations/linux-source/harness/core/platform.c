/* The machine that the code under test finds: buses, functions, other devices and groups. */
#include <string.h>

#include "core.h"
#include "../kernel/kernel.h"

/* The harness's own copying needs no check. */
#undef memcpy
#undef memset
#undef memcmp

/* A device that no DMAR structure can name has a segment that does not fit into 16 bits. */
#define LARGEST_NAMED_SEGMENT 0xffff

enum {
	FLAG_ABSENT = 1,
	FLAG_HAS_BUSES = 2,
	FLAG_VIRTUAL = 4,
};

struct function {
	uint32_t segment;
	/* The bridge above, or -1 - the number of the root bus. */
	int32_t above;
	int32_t physical;
	uint32_t class_code;
	uint8_t bus;
	uint8_t devfn;
	uint8_t header;
	uint8_t secondary;
	uint8_t subordinate;
	uint8_t flags;
	uint16_t padding;
};

struct root {
	uint32_t segment;
	uint8_t bus;
	uint8_t last;
	uint16_t padding;
};

struct slot {
	struct pci_dev *function;
	/* What is below, if the function is a bridge. */
	struct pci_bus *below;
	bool present;
};

struct other {
	/* The device stands where a PCI function would keep its own, so that a wrong cast shows. */
	struct pci_dev surroundings;
};

static uint32_t function_count, other_count, root_count, group_count;
static const struct function *functions;
static const struct root *roots;
static struct slot *slots;
static size_t slot_room;
static struct device **others;
static size_t other_room;
static struct { const char *name; uint32_t length; } *other_names;
static size_t other_name_room;
static struct pci_bus **root_buses;
static size_t root_room;
static struct { uint32_t size; const unsigned char *members; } *groups;
static size_t group_room;
static bool booted;
static struct pci_dev *iterating;

struct bus_type pci_bus_type = { "pci", NULL };
struct bus_type platform_bus_type = { "platform", NULL };
enum system_states system_state;

static struct pci_bus *new_bus(struct pci_bus *parent, struct pci_dev *self, uint32_t segment, uint8_t number, uint8_t last)
{
	struct pci_bus *bus = harness_own(sizeof(*bus));

	bus->parent = parent;
	bus->self = self;
	bus->number = number;
	bus->busn_res.start = number;
	bus->busn_res.end = last;
	bus->domain_nr = (int)segment;
	INIT_LIST_HEAD(&bus->children);
	INIT_LIST_HEAD(&bus->devices);
	return bus;
}

static void prepare(struct device *dev, uint32_t number, struct bus_type *bus)
{
	dev->kobj.name = "";
	dev->bus = bus;
	dev->harness_number = number;
	dev->coherent_dma_mask = ~0ULL;
	dev->dma_mask = &dev->coherent_dma_mask;
	glue_prepare_device(dev);
}

/* A bridge that is not there cannot have anything below it; what was asked for all the same finds a stand-in. */
static struct pci_bus *bus_below(uint32_t number);

static struct pci_dev *new_function(uint32_t number)
{
	const struct function *from = &functions[number];
	struct pci_dev *function = harness_own(sizeof(*function));
	struct pci_bus *bus = from->above < 0 ? root_buses[-1 - from->above] : bus_below((uint32_t)from->above);

	/* The virtual functions of a device may lie on buses that no bridge leads to. */
	if ((from->flags & FLAG_VIRTUAL) != 0 && bus->number != from->bus)
		bus = new_bus(bus, NULL, from->segment, from->bus, from->bus);
	function->bus = bus;
	function->devfn = from->devfn;
	function->class = from->class_code;
	function->hdr_type = from->header;
	function->is_virtfn = (from->flags & FLAG_VIRTUAL) != 0;
	if (function->is_virtfn) {
		if (slots[from->physical].function == NULL)
			new_function(from->physical);
		function->physfn = slots[from->physical].function;
	}
	prepare(&function->dev, number, &pci_bus_type);
	slots[number].function = function;
	return function;
}

static struct pci_bus *bus_below(uint32_t number)
{
	const struct function *from = &functions[number];
	struct slot *slot = &slots[number];

	if (slot->function == NULL)
		new_function(number);
	if (slot->below == NULL) {
		uint8_t last = from->subordinate;

		slot->below = new_bus(slot->function->bus, slot->function, from->segment, from->secondary, last);
	}
	return slot->below;
}

static void make_other(uint32_t number)
{
	struct other *other = harness_own(sizeof(*other));
	struct device *dev = &other->surroundings.dev;

	_Static_assert(offsetof(struct acpi_device, dev) == 0, "an ACPI device begins with its device");
	/* What a cast would find, were it not noticed: a USB controller. */
	other->surroundings.class = 0x0c0330;
	other->surroundings.bus = root_count > 0 ? root_buses[0] : NULL;
	prepare(dev, function_count + number, &platform_bus_type);
	memory_forbid(other, dev);
	memory_forbid(dev + 1, other + 1);
	others[number] = dev;
}

void platform_build(struct reader *reader)
{
	uint32_t bytes;

	function_count = read_32(reader);
	other_count = read_32(reader);
	root_count = read_32(reader);
	group_count = read_32(reader);
	bytes = read_32(reader);
	functions = (const struct function *)read_bytes(reader, function_count * sizeof(*functions));
	roots = (const struct root *)read_bytes(reader, root_count * sizeof(*roots));
	slots = harness_grow(slots, &slot_room, function_count + 1, sizeof(*slots));
	others = harness_grow(others, &other_room, other_count + 1, sizeof(struct device *));
	other_names = harness_grow(other_names, &other_name_room, other_count + 1, sizeof(*other_names));
	root_buses = harness_grow(root_buses, &root_room, root_count + 1, sizeof(struct pci_bus *));
	groups = harness_grow(groups, &group_room, group_count + 1, sizeof(*groups));
	for (uint32_t at = 0; at < other_count; at++) {
		other_names[at].length = read_32(reader);
		other_names[at].name = (const char *)read_bytes(reader, other_names[at].length);
	}
	for (uint32_t at = 0; at < group_count; at++) {
		groups[at].size = read_32(reader);
		groups[at].members = read_bytes(reader, groups[at].size * sizeof(uint32_t));
	}
	table_read(reader, bytes);
	booted = false;
	iterating = NULL;
	memset(slots, 0, function_count * sizeof(*slots));
}

static void appear(uint32_t number)
{
	struct slot *slot = &slots[number];

	/* A stand-in of which nobody was told stands on a bus that may be gone by now. */
	if (!slot->present) {
		slot->below = NULL;
		new_function(number);
	}
	slot->present = true;
}

/* A bridge is announced before its secondary bus is scanned. */
static void open_bridge(uint32_t number)
{
	if ((functions[number].flags & FLAG_HAS_BUSES) != 0)
		slots[number].function->subordinate = bus_below(number);
}

void platform_populate(void)
{
	for (uint32_t at = 0; at < root_count; at++)
		root_buses[at] = new_bus(NULL, NULL, roots[at].segment, roots[at].bus, roots[at].last);
	for (uint32_t at = 0; at < function_count; at++) {
		if ((functions[at].flags & FLAG_ABSENT) != 0)
			continue;
		appear(at);
		open_bridge(at);
	}
	for (uint32_t at = 0; at < other_count; at++)
		make_other(at);
}

void platform_boots(bool under_way)
{
	booted = !under_way;
	system_state = under_way ? SYSTEM_SCHEDULING : SYSTEM_RUNNING;
}

void platform_bring_late_segments(void)
{
	for (uint32_t at = 0; at < function_count; at++) {
		if (!slots[at].present || functions[at].segment <= LARGEST_NAMED_SEGMENT)
			continue;
		state_allow(platform_work());
		glue_add(slots[at].function);
		state_settle();
	}
}

uint64_t platform_work(void)
{
	uint64_t work = ((uint64_t)function_count + 16) * (table_size() + 256) * 4;

	return work < 4000000000ULL ? work : 4000000000ULL;
}

uint32_t platform_functions(void)
{
	return function_count;
}

bool platform_is_function(uint32_t number)
{
	return number < function_count;
}

bool platform_present(uint32_t number)
{
	return number >= function_count || slots[number].present;
}

struct device *platform_device(uint32_t number)
{
	if (number >= function_count)
		return others[number - function_count];
	/* Asked of a function that is not there: a stand-in, of which nobody has been told. */
	if (slots[number].function == NULL)
		new_function(number);
	return &slots[number].function->dev;
}

uint32_t platform_foreign_device(const void *address, size_t *offset)
{
	uint32_t number = 0;

	/* Nothing else has such surroundings, so one of them it is. */
	do {
		const char *start = (const char *)container_of(others[number], struct other, surroundings.dev);

		*offset = (size_t)((const char *)address - start);
	} while (*offset >= sizeof(struct other) && ++number < other_count);
	return function_count + number;
}

uint32_t platform_group_size(uint32_t group)
{
	return groups[group].size;
}

uint32_t platform_members(uint32_t group, struct device **into)
{
	uint32_t count = 0;

	for (uint32_t at = 0; at < groups[group].size; at++) {
		uint32_t number;

		memcpy(&number, groups[group].members + at * sizeof(number), sizeof(number));
		if (platform_present(number))
			into[count++] = platform_device(number);
	}
	return count;
}

enum harness_status platform_add(uint32_t number)
{
	enum harness_status status;

	appear(number);
	status = glue_add(slots[number].function);
	open_bridge(number);
	return status;
}

/* Stand-ins are above and below each other: what is gone must not be found by way of one that was asked before. */
static void forget_stand_ins(void)
{
	for (uint32_t at = 0; at < function_count; at++) {
		if (slots[at].present)
			continue;
		slots[at].function = NULL;
		slots[at].below = NULL;
	}
}

enum harness_status platform_remove(uint32_t number)
{
	struct slot *slot = &slots[number];
	enum harness_status status;

	platform_device(number);
	slot->present = false;
	/* Its secondary bus went before it. */
	slot->function->subordinate = NULL;
	status = glue_remove(slot->function);
	slot->function->dev.harness_going = true;
	reference_retire_if_unused(&slot->function->dev);
	forget_stand_ins();
	return status;
}

/* ---- enumeration ---- */

struct pci_dev *harness_next_function(struct pci_dev *from)
{
	uint32_t number = from == NULL ? 0 : from->dev.harness_number + 1;

	harness_count_edge();
	for (iterating = NULL; number < function_count; number++) {
		if (!slots[number].present || (!booted && functions[number].segment > LARGEST_NAMED_SEGMENT))
			continue;
		iterating = slots[number].function;
		break;
	}
	return iterating;
}

/* Whoever leaves the iteration early owes it the reference to the function at which it stands. */
void harness_leave_iteration(struct pci_dev *at)
{
	static const struct harness_site here = { NULL, 0, NULL, NULL };

	if (at == NULL) {
		if (iterating != NULL)
			harness_get_device(&iterating->dev);
		iterating = NULL;
		return;
	}
	if (iterating == at)
		iterating = NULL;
	else
		harness_put_device(&at->dev, &here);
}

struct device *harness_acpi_device(const char *name, size_t longest)
{
	size_t length = harness_strnlen(name, longest);

	for (uint32_t at = 0; at < other_count; at++)
		if (other_names[at].length > 0 && other_names[at].length == length &&
		    memcmp(other_names[at].name, name, length) == 0)
			return others[at];
	return NULL;
}
