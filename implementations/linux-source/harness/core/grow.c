/* Arrays of the harness's own. They outlive a scenario, and grow with the largest one. */
#define _GNU_SOURCE
#include "core.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *harness_grow(void *array, size_t *room, size_t wanted, size_t item)
{
	size_t grown = wanted > *room * 2 ? wanted : *room * 2;

	if (wanted <= *room)
		return array;
	array = reallocarray(array, grown, item);
	if (array == NULL) {
		perror("the harness has no memory");
		_exit(71);
	}
	*room = grown;
	return array;
}
