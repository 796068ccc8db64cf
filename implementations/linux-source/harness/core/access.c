/*
 * Whether an access is allowed: what the compiler's instrumentation asks for every load and store of the code under
 * test, and the shim for what it copies on the code's behalf.
 */
#include "core.h"

extern char kernel_data_begin[], kernel_bss_end[];

/* Byte by byte: only asked for accesses that the quick check did not pass. */
uint8_t memory_forbidden(const void *address, size_t size, const void **first_bad)
{
	const unsigned char *byte = address;

	for (size_t at = 0; at < size; at++) {
		size_t offset = (size_t)(byte + at - arena);
		unsigned char value;

		*first_bad = byte + at;
		if (offset >= arena_used)
			return offset < ARENA_SIZE ? SHADOW_REDZONE : 0;
		value = arena_shadow[offset / 8];
		if (value == 0 || (value < 8 && offset % 8 < value))
			continue;
		return value < 8 ? SHADOW_REDZONE : value;
	}
	return 0;
}

/* From the first static variable of the code under test to the last. */
static inline bool near_variables(const void *address)
{
	return (size_t)((const char *)address - kernel_data_begin) < (size_t)(kernel_bss_end - kernel_data_begin);
}

/* The quick check, for the accesses of instrumented code. */
static inline bool allowed(const void *address, size_t size)
{
	size_t offset = (size_t)((const unsigned char *)address - arena);
	unsigned char value;

	if (offset >= ARENA_SIZE)
		return !near_variables(address) || !sanitizer_leaves_variable(address, size);
	if (offset >= arena_used)
		return false;
	if (size > 8 || offset % 8 + size > 8) {
		const void *bad;

		return memory_forbidden(address, size, &bad) == 0;
	}
	value = arena_shadow[offset / 8];
	return value == 0 || (value < 8 && offset % 8 + size <= value);
}

#define CHECK(size)                                                                                                    \
	void __asan_load##size##_noabort(const void *address);                                                         \
	void __asan_load##size##_noabort(const void *address)                                                          \
	{                                                                                                              \
		if (__builtin_expect(!allowed(address, size), 0))                                                      \
			sanitizer_report(address, size, false, NULL, __builtin_return_address(0));                           \
	}                                                                                                              \
	void __asan_store##size##_noabort(const void *address);                                                        \
	void __asan_store##size##_noabort(const void *address)                                                         \
	{                                                                                                              \
		if (__builtin_expect(!allowed(address, size), 0))                                                      \
			sanitizer_report(address, size, true, NULL, __builtin_return_address(0));                            \
	}

CHECK(1)
CHECK(2)
CHECK(4)
CHECK(8)
CHECK(16)

void __asan_loadN_noabort(const void *address, size_t size);
void __asan_loadN_noabort(const void *address, size_t size)
{
	if (__builtin_expect(!allowed(address, size), 0))
		sanitizer_report(address, size, false, NULL, __builtin_return_address(0));
}

void __asan_storeN_noabort(const void *address, size_t size);
void __asan_storeN_noabort(const void *address, size_t size)
{
	if (__builtin_expect(!allowed(address, size), 0))
		sanitizer_report(address, size, true, NULL, __builtin_return_address(0));
}

void __asan_handle_no_return(void);
void __asan_handle_no_return(void)
{
}

void sanitizer_check(const void *address, size_t size, bool write, const struct harness_site *site)
{
#ifdef HARNESS_SANITIZED
	if (size > 0 && !allowed(address, size))
		sanitizer_report(address, size, write, site, NULL);
#else
	(void)address;
	(void)size;
	(void)write;
	(void)site;
#endif
}

#ifdef HARNESS_SANITIZED
void harness_check_read(const void *memory, size_t size)
{
	if (size > 0 && !allowed(memory, size))
		sanitizer_report(memory, size, false, NULL, __builtin_return_address(0));
}

void harness_check_write(const void *memory, size_t size)
{
	if (size > 0 && !allowed(memory, size))
		sanitizer_report(memory, size, true, NULL, __builtin_return_address(0));
}
#else
void harness_check_read(const void *memory, size_t size)
{
	(void)memory;
	(void)size;
}

void harness_check_write(const void *memory, size_t size)
{
	(void)memory;
	(void)size;
}
#endif
