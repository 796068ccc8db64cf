/*
 * The harness: what stands behind the kernel's primitives, and what the glue and the shim headers may use of it.
 *
 * One process judges one tree. It reads scenarios, runs them through the code that was taken out of the tree and
 * writes traces. All memory that this code sees lies in one arena, which is wiped between scenarios, as are the
 * static variables of the code; nothing of a scenario outlives it.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Glue and harness look at memory that the code under test must not touch; they are not instrumented. */
#define HARNESS_BARE __attribute__((no_sanitize_address, no_sanitize_undefined))

/* A place in the user's tree. */
struct harness_site {
	const char *file;
	unsigned int line;
	const char *function;
	const char *text;
};

/* In a section of their own, the compiler puts no redzones around them, which would have to be wiped with the rest. */
#define HARNESS_SITE(text)                                                                                             \
	({                                                                                                             \
		static const struct harness_site harness_site_here                                                     \
			__attribute__((section("harness_sites"))) = { __FILE__, __LINE__, __func__, text };             \
		&harness_site_here;                                                                                    \
	})

/* How a step ends; the numbers are the protocol's. */
enum harness_status {
	HARNESS_OK,
	HARNESS_NO_MEMORY,
	HARNESS_REFUSED,
	HARNESS_UNSUPPORTED,
	HARNESS_ERROR,
};

/* What a piece of the arena is. */
enum harness_kind {
	HARNESS_REGION,	    /* a region object that the code under test allocated */
	HARNESS_OTHER,	    /* any other allocation of the code under test */
	HARNESS_OWN,	    /* the harness's: devices, buses, lists, the table */
	HARNESS_REFERENCE,  /* stands for a reference to a device; no memory belongs to it */
};

/* Memory of the code under test. A failing allocation returns NULL. `size` 0 gives a pointer that must not be used. */
void *harness_allocate(size_t size, unsigned int flags, bool zeroed, const struct harness_site *site);
void harness_release(const void *memory, const struct harness_site *site);
/* Usable bytes behind a pointer that an allocation returned. */
size_t harness_size_of(const void *memory);
/* Fills or copies as the code under test would: both ranges are checked first. */
void harness_check_read(const void *memory, size_t size);
void harness_check_write(const void *memory, size_t size);

/* Memory of the harness itself, zeroed; gone with the scenario. */
void *harness_own(size_t size);
/* The code under test may no longer touch it. */
void harness_retire(void *memory);

/* Sections in which sleeping is forbidden. */
void harness_enter_atomic(void);
void harness_leave_atomic(const struct harness_site *site);
void harness_enter_rcu(void);
void harness_leave_rcu(const struct harness_site *site);
bool harness_in_rcu(void);
/* A place that readers look at points elsewhere from now on; and all readers that may have seen it are done. */
void harness_publish(const void *before, const void *after);
void harness_grace_period(void);
void harness_may_sleep(const struct harness_site *site);

/* A lock of any kind; `exclusive` is for writers and mutexes. Taking a lock that can never be had hangs. */
struct harness_lock {
	int readers;
	int writers;
};
void harness_lock(struct harness_lock *lock, bool exclusive, const struct harness_site *site);
void harness_unlock(struct harness_lock *lock, bool exclusive, const struct harness_site *site);

/* Complaints. A warning is an event; death and hanging end the scenario and do not return. */
void harness_warn(const struct harness_site *site);
void harness_warn_text(const char *text, const struct harness_site *site);
__attribute__((noreturn)) void harness_die(const struct harness_site *site);
__attribute__((noreturn)) void harness_hang(const char *text, const struct harness_site *site);

/* References to devices that the code under test takes and drops. */
struct device;
void harness_get_device(struct device *dev);
void harness_put_device(struct device *dev, const struct harness_site *site);
/* The PCI function behind `from` in the order of enumeration; NULL starts at the first and stands for the end. */
struct pci_dev;
struct pci_dev *harness_next_function(struct pci_dev *from);
void harness_leave_iteration(struct pci_dev *at);
struct device *harness_acpi_device(const char *name, size_t longest);

/* The DMAR table as firmware left it, or NULL. */
void *harness_table(void);

/* Text into the page of a sysfs attribute. Returns how many characters were written. */
int harness_print(const struct harness_site *site, char *to, size_t room, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* What the consumers' seams record. */
void harness_record_mapping(uint64_t address, uint64_t physical, uint64_t size, int protection);
uint64_t harness_mapped_at(uint64_t address);
void harness_record_hole(uint64_t first, uint64_t last);
void harness_record_usable(uint64_t first, uint64_t last);

/* The domain that the next attachment of user space gets. */
void *harness_user_domain(void);
void harness_set_user_domain(void *domain);
/* Allocations do not fail, whatever was ordered: for what happened long before the step under way. */
void harness_spare(bool spared);

/* Counts an edge of the code under test; ends the scenario as hung when there were too many. */
void harness_count_edge(void);

#endif
