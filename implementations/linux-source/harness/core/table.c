/* The DMAR table as ACPI's own layer hands it over. */
#include <string.h>

#include "core.h"

/* More than that no firmware hands over. */
#define LARGEST_TABLE (1u << 20)

static void *table;
static uint32_t size_of_table;

void table_read(struct reader *reader, uint32_t size)
{
	const unsigned char *bytes = read_bytes(reader, size);
	uint32_t length;

	table = NULL;
	size_of_table = 0;
	/* ACPI's own layer takes no table without a whole header, and maps as much as the header says. */
	if (size < 36 || memcmp(bytes, "DMAR", 4) != 0)
		return;
	memcpy(&length, bytes + 4, sizeof(length));
	if (length < 36 || length > LARGEST_TABLE)
		return;
	table = harness_own(length);
	size_of_table = length;
	/* What lies behind the bytes that firmware wrote is memory that nobody wrote to. */
	memcpy(table, bytes, length < size ? length : size);
}

size_t table_size(void)
{
	return size_of_table;
}

void *harness_table(void)
{
	return table;
}
