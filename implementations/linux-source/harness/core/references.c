/* Who holds a device: the code under test by references, the caller by lists that it has not put yet. */
#include "core.h"
#include "../kernel/kernel.h"

/* The structure of a function that is gone lives on as long as somebody holds it. */
void reference_retire_if_unused(struct device *dev)
{
	if (dev->harness_going && dev->harness_references == 0 && dev->harness_callers == 0)
		harness_retire(to_pci_dev(dev));
}

void reference_hold(struct device *dev)
{
	dev->harness_callers++;
}

void reference_let_go(struct device *dev)
{
	dev->harness_callers--;
	reference_retire_if_unused(dev);
}

/* Each reference is an object of its own, so that one that is never dropped is seen as memory that is lost. */
struct reference {
	uint32_t next;
};

void harness_get_device(struct device *dev)
{
	struct reference *reference = harness_own(sizeof(*reference));
	uint32_t number = memory_object_at(reference);

	memory_object(number)->kind = HARNESS_REFERENCE;
	reference->next = dev->harness_first_reference;
	dev->harness_first_reference = number;
	dev->harness_references++;
	event_allocated(number, HARNESS_OTHER, false, state_atomic());
}

void harness_put_device(struct device *dev, const struct harness_site *site)
{
	uint32_t number = dev->harness_first_reference;

	if (dev->harness_references == 0) {
		harness_warn_text("put_device() of a reference that nobody took", site);
		return;
	}
	readers_give_up(dev, site);
	dev->harness_first_reference = ((struct reference *)memory_start_of(memory_object(number)))->next;
	dev->harness_references--;
	memory_object(number)->state = OBJECT_FREED;
	event_freed(number, false);
	reference_retire_if_unused(dev);
}
