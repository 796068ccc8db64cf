/* Where processor time goes, for benchmarks: the program counter is looked at whenever some of it was used up. */
#define _GNU_SOURCE
#include "core.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <ucontext.h>

#define SAMPLE_MICROSECONDS 1000

/* The code of the tree, with what the compiler inlined into it, lies between these. */
extern char kernel_text_begin[], kernel_text_end[];

static unsigned long in_tree, elsewhere;

static void on_sample(int signal, siginfo_t *info, void *context)
{
	const char *at = state_program_counter(context);

	(void)signal;
	(void)info;
	if (at >= kernel_text_begin && at < kernel_text_end)
		in_tree++;
	else
		elsewhere++;
}

void profile_start(void)
{
	struct sigaction action = { .sa_sigaction = on_sample, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
	struct itimerval often = { { 0, SAMPLE_MICROSECONDS }, { 0, SAMPLE_MICROSECONDS } };

	sigaction(SIGPROF, &action, NULL);
	setitimer(ITIMER_PROF, &often, NULL);
}

void profile_report(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	fprintf(stderr, "{\"cpu\":%ld,\"inTree\":%lu,\"elsewhere\":%lu}\n",
		(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec +
			usage.ru_stime.tv_usec,
		in_tree, elsewhere);
}
