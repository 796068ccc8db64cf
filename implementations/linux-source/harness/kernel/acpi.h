/* ACPI as far as the DMAR table goes; the table's own structures come from the tree. */
#ifndef KERNEL_ACPI_H
#define KERNEL_ACPI_H

typedef u32 acpi_status;
typedef void *acpi_handle;
typedef char *acpi_string;
typedef u64 acpi_physical_address;
typedef u64 acpi_io_address;
typedef u64 acpi_size;

struct acpi_device {
	struct device dev;
};

#define AE_OK 0
#define AE_NOT_FOUND 5
#define ACPI_SUCCESS(status) ((status) == AE_OK)
#define ACPI_FAILURE(status) ((status) != AE_OK)
#define ACPI_ROOT_OBJECT ((acpi_handle)~0UL)
#define ACPI_SIG_DMAR "DMAR"

struct acpi_table_header;

/* Firmware hands over one DMAR table or none. */
#define acpi_get_table(signature, instance, into)                                                                      \
	({                                                                                                             \
		*(into) = harness_table();                                                                             \
		*(into) == NULL ? AE_NOT_FOUND : AE_OK;                                                                \
	})
#define acpi_put_table(table) ((void)(table))
#define tboot_get_dmar_table(table) (table)
#define tboot_enabled() false
/* What the memory map says of an RMRR only goes into the log. */
#define arch_rmrr_sanity_check(rmrr) 0

static inline acpi_status harness_acpi_handle(const char *name, acpi_handle *into)
{
	*into = harness_acpi_device(name, 256);
	return *into == NULL ? AE_NOT_FOUND : AE_OK;
}

#define acpi_get_handle(parent, name, into) harness_acpi_handle(name, into)
#define acpi_fetch_acpi_dev(handle) container_of((struct device *)(handle), struct acpi_device, dev)
#define acpi_bus_get_device(handle, into) (*(into) = acpi_fetch_acpi_dev(handle), 0)

#endif
