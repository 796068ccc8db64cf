/* Text as the kernel's own printf writes it, as far as attributes of sysfs go. */
#include "core.h"

#include <stdarg.h>
#include <stdio.h>

/* Whatever is written goes through the check, byte by byte as it would be. */
static int put(char *to, size_t room, const char *text, int length)
{
	size_t written = room == 0 ? 0 : (size_t)length < room ? (size_t)length : room - 1;

	if (room > 0) {
		harness_check_write(to, written + 1);
		__builtin_memcpy(to, text, written);
		to[written] = 0;
	}
	return length;
}

int harness_print(char *to, size_t room, const char *format, ...)
{
	char text[1024];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return put(to, room, text, length < (int)sizeof(text) ? length : (int)sizeof(text) - 1);
}

int harness_print_unbounded(char *to, const char *format, ...)
{
	char text[1024];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return put(to, ~(size_t)0, text, length < (int)sizeof(text) ? length : (int)sizeof(text) - 1);
}
