/* Strings and raw memory: ranges are checked as the instrumented code's own accesses are. */
#ifndef KERNEL_TEXT_H
#define KERNEL_TEXT_H

static inline void *harness_memcpy(void *to, const void *from, size_t size)
{
	harness_check_read(from, size);
	harness_check_write(to, size);
	return __builtin_memmove(to, from, size);
}

static inline void *harness_memset(void *to, int value, size_t size)
{
	harness_check_write(to, size);
	return __builtin_memset(to, value, size);
}

static inline int harness_memcmp(const void *left, const void *right, size_t size)
{
	harness_check_read(left, size);
	harness_check_read(right, size);
	return __builtin_memcmp(left, right, size);
}

/* Reads byte by byte, up to the end that it finds; the instrumentation sees each. */
static inline size_t harness_strnlen(const char *text, size_t longest)
{
	size_t length = 0;

	while (length < longest && text[length] != 0)
		length++;
	return length;
}

static inline int harness_strncmp(const char *left, const char *right, size_t longest)
{
	for (size_t at = 0; at < longest; at++) {
		if (left[at] != right[at])
			return (unsigned char)left[at] - (unsigned char)right[at];
		if (left[at] == 0)
			return 0;
	}
	return 0;
}

#define memcpy(to, from, size) harness_memcpy(to, from, size)
#define memmove(to, from, size) harness_memcpy(to, from, size)
#define memset(to, value, size) harness_memset(to, value, size)
#define memcmp(left, right, size) harness_memcmp(left, right, size)
#define strlen(text) harness_strnlen(text, ~(size_t)0)
#define strnlen(text, longest) harness_strnlen(text, longest)
#define strcmp(left, right) harness_strncmp(left, right, ~(size_t)0)
#define strncmp(left, right, longest) harness_strncmp(left, right, longest)

/*
 * sysfs: a page for each attribute. sprintf writes wherever its format leads it; sysfs_emit_at knows the page and
 * writes nothing behind it.
 */
#define sprintf(to, ...) harness_print(HARNESS_SITE("sprintf"), to, ~(size_t)0, __VA_ARGS__)
#define snprintf(to, room, ...) harness_print(HARNESS_SITE("snprintf"), to, room, __VA_ARGS__)
#define scnprintf(to, room, ...) harness_emit(to, 0, room, __VA_ARGS__)
#define sysfs_emit(to, ...) harness_emit(to, 0, PAGE_SIZE, __VA_ARGS__)
#define sysfs_emit_at(to, at, ...) harness_emit(to, at, PAGE_SIZE, __VA_ARGS__)
#define harness_emit(to, at, room, ...)                                                                                \
	({                                                                                                             \
		long harness_at = (at);                                                                                \
		int harness_written = 0;                                                                               \
		if (WARN_ON(harness_at < 0 || harness_at >= (long)(room)))                                             \
			harness_written = 0;                                                                           \
		else                                                                                                   \
			harness_written = harness_print(HARNESS_SITE("sysfs_emit"), (to) + harness_at,                 \
							(room) - (unsigned long)harness_at, __VA_ARGS__);              \
		harness_written < (long)(room)-harness_at ? harness_written : (int)((long)(room)-harness_at - 1);      \
	})

#endif
