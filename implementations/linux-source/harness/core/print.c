/* Text as the kernel's own printf writes it, as far as attributes of sysfs go. */
#include "core.h"

#include <stdarg.h>
#include <stdio.h>

/* No line of an attribute is longer. */
#define LONGEST 1024

int harness_print(const struct harness_site *site, char *to, size_t room, const char *format, ...)
{
	char text[LONGEST];
	va_list arguments;
	size_t length, written;

	va_start(arguments, format);
	length = (size_t)vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (length >= sizeof(text))
		length = sizeof(text) - 1;
	if (room == 0)
		return (int)length;
	written = length < room ? length : room - 1;
	sanitizer_check(to, written + 1, true, site);
	__builtin_memcpy(to, text, written);
	to[written] = 0;
	return (int)length;
}
