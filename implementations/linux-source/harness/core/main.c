/* One process, one tree: scenarios in, traces out, until the input ends. With --profile it says what that took. */
#define _GNU_SOURCE
#include "core.h"

#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

static struct reader scenario;

static void run(void)
{
	uint32_t steps = read_32(&scenario);
	uint32_t lists = read_32(&scenario);

	platform_build(&scenario);
	boot();
	steps_run(&scenario, steps, lists);
}

/* Addresses that the compiler left uninitialised must read the same in every run. */
static void fix_addresses(char **arguments)
{
	int now = personality(0xffffffff);

	if (now == -1 || (now & ADDR_NO_RANDOMIZE) != 0 || personality((unsigned long)now | ADDR_NO_RANDOMIZE) == -1)
		return;
	execv("/proc/self/exe", arguments);
}

int main(int count, char **arguments)
{
	bool profiled = count > 1 && strcmp(arguments[1], "--profile") == 0;

	fix_addresses(arguments);
	/* The harness goes when the one who started it does. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sanitizer_start();
	memory_start();
	state_start();
	if (profiled)
		profile_start();
	while (wire_receive(&scenario)) {
		wire_begin(read_32(&scenario));
		memory_reset();
		events_reset();
		state_reset();
		if (state_run(run) == ENDED_NOT)
			write_8(0xff);
		wire_send();
	}
	if (profiled)
		profile_report();
	return 0;
}
