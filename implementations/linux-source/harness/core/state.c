/*
 * The state that a kernel has beside its memory: which locks are held, whether sleeping is allowed, how far the
 * code may go; and the ways in which a scenario ends before its last step.
 */
#define _GNU_SOURCE
#include "core.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

extern char kernel_data_begin[], kernel_data_end[];
extern char kernel_bss_begin[], kernel_bss_end[];

static char *pristine;
static sigjmp_buf escape;
static bool escapable;
static enum ending how;
static unsigned int rcu_depth;
static unsigned int atomic_depth;
/* Locks of all kinds that the call under way has taken and not released, and where the last of them was taken. */
static int locks_held;
static const struct harness_site *lock_site;
/* Signed, and counted down past zero only once. */
static int64_t budget;
/* Where the count stood when the clock struck last, and how often it has struck since it moved. */
static int64_t budget_at_tick;
static unsigned int idle_ticks;

/* The clock counts processor time of the harness's own, so that a busy machine changes nothing. */
#define TICK_MICROSECONDS 20000
#define MOST_IDLE_TICKS 5

const void *state_program_counter(const void *of_signal)
{
	const ucontext_t *context = of_signal;

#if defined(__x86_64__)
	return (const void *)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
	return (const void *)context->uc_mcontext.pc;
#else
	(void)context;
	return NULL;
#endif
}

static void on_fault(int signal, siginfo_t *info, void *context)
{
	unsigned long address = (unsigned long)info->si_addr;
	char text[120];

	if (!escapable)
		_exit(70);
	if (signal == SIGFPE)
		snprintf(text, sizeof(text), "division by zero");
	else if (signal == SIGILL)
		snprintf(text, sizeof(text), "an instruction that does not exist");
	else if (info->si_code == SI_KERNEL)
		snprintf(text, sizeof(text), "access through a pointer that holds no address");
	else if (address < 0x1000)
		snprintf(text, sizeof(text), "access through a null pointer, at address 0x%lx", address);
	else
		snprintf(text, sizeof(text), "access to memory that is not there, at address 0x%lx", address);
	state_end(ENDED_DIED, text, NULL, (const char *)state_program_counter(context) + 1);
}

/*
 * A loop of a single block may have no edge that the compiler counts. It is found by the clock: code under test
 * that passes no edge in a tenth of a second of processor time, which is a hundred million instructions.
 */
static void on_tick(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)info;
	if (!escapable || budget == INT64_MAX || budget != budget_at_tick) {
		budget_at_tick = budget;
		idle_ticks = 0;
		return;
	}
	if (++idle_ticks < MOST_IDLE_TICKS)
		return;
	idle_ticks = 0;
	state_end(ENDED_HUNG, "a loop that does not end", NULL, (const char *)state_program_counter(context) + 1);
}

void state_start(void)
{
	static char stack[64 * 1024];
	stack_t alternative = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
	size_t size = (size_t)(kernel_data_end - kernel_data_begin), room = 0;
	struct itimerval tick = { { 0, TICK_MICROSECONDS }, { 0, TICK_MICROSECONDS } };

	sigaltstack(&alternative, NULL);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	sigaction(SIGFPE, &action, NULL);
	sigaction(SIGILL, &action, NULL);
	action.sa_sigaction = on_tick;
	action.sa_flags |= SA_RESTART;
	sigaction(SIGVTALRM, &action, NULL);
	setitimer(ITIMER_VIRTUAL, &tick, NULL);
	/* The static variables of the code under test as they were before anything ran. */
	pristine = harness_grow(NULL, &room, size, 1);
	memcpy(pristine, kernel_data_begin, size);
}

void state_forget(void)
{
	memcpy(kernel_data_begin, pristine, (size_t)(kernel_data_end - kernel_data_begin));
	memset(kernel_bss_begin, 0, (size_t)(kernel_bss_end - kernel_bss_begin));
	readers_reset();
}

void state_reset(void)
{
	state_forget();
	rcu_depth = 0;
	atomic_depth = 0;
	locks_held = 0;
	how = ENDED_NOT;
	budget = INT64_MAX;
}

enum ending state_run(void (*scenario)(void))
{
	if (sigsetjmp(escape, 0) == 0) {
		escapable = true;
		scenario();
	}
	escapable = false;
	return how;
}

void state_end(enum ending ending, const char *text, const struct harness_site *site, const void *place)
{
	how = ending;
	trace_ended(ending, text, site, place);
	siglongjmp(escape, 1);
}

void harness_die(const struct harness_site *site)
{
	state_end(ENDED_DIED, site->text, site, NULL);
}

void harness_hang(const char *text, const struct harness_site *site)
{
	state_end(ENDED_HUNG, text, site, NULL);
}

void harness_warn(const struct harness_site *site)
{
	event_warning(site->text, site, NULL);
}

void harness_warn_text(const char *text, const struct harness_site *site)
{
	event_warning(text, site, NULL);
}

/* ---- sections ---- */

bool state_atomic(void)
{
	return rcu_depth > 0 || atomic_depth > 0;
}

void harness_enter_atomic(void)
{
	atomic_depth++;
}

void harness_leave_atomic(const struct harness_site *site)
{
	if (atomic_depth == 0)
		harness_warn_text("left a section that was never entered", site);
	else
		atomic_depth--;
}

void harness_enter_rcu(void)
{
	rcu_depth++;
}

void harness_leave_rcu(const struct harness_site *site)
{
	if (rcu_depth == 0)
		harness_warn_text("rcu_read_unlock() without rcu_read_lock()", site);
	else
		rcu_depth--;
}

bool harness_in_rcu(void)
{
	return rcu_depth > 0;
}

void harness_may_sleep(const struct harness_site *site)
{
	if (state_atomic())
		harness_warn_text("a function that sleeps was called where sleeping is forbidden", site);
}

/* ---- locks ---- */

void harness_lock(struct harness_lock *lock, bool exclusive, const struct harness_site *site)
{
	if (lock->writers > 0 || (exclusive && lock->readers > 0))
		harness_hang("deadlock: the lock is held by the caller itself", site);
	if (exclusive)
		lock->writers = 1;
	else
		lock->readers++;
	locks_held++;
	lock_site = site;
}

void harness_unlock(struct harness_lock *lock, bool exclusive, const struct harness_site *site)
{
	int *holders = exclusive ? &lock->writers : &lock->readers;

	if (*holders == 0)
		harness_warn_text("released a lock that is not held", site);
	else {
		--*holders;
		locks_held--;
	}
}

void state_settle(void)
{
	static const struct harness_site nowhere = { NULL, 0, NULL, NULL };

	if (rcu_depth > 0)
		harness_warn_text("returned inside of an RCU read section", &nowhere);
	if (atomic_depth > 0)
		harness_warn_text("returned with a spinlock held or preemption off", &nowhere);
	/* Spinlocks were complained of above. */
	if (locks_held > 0 && atomic_depth == 0)
		harness_warn_text("returned with a lock held, which was taken here", lock_site);
	rcu_depth = 0;
	atomic_depth = 0;
	locks_held = 0;
	/* The harness's own looking around is not counted. */
	budget = INT64_MAX;
}

/* ---- budget ---- */

/*
 * What any call may use up, however little there is to do, beside what its caller grants for the size of the platform.
 * No call of any tree was seen to need a twentieth of both. A loop without end costs a fifth of a millisecond then, and
 * one malformed table in four makes the code loop.
 */
#define EDGES_ALWAYS 100000

void state_allow(uint64_t edges)
{
	budget = EDGES_ALWAYS + (int64_t)edges;
}

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
	if (__builtin_expect(--budget < 0, 0) && escapable)
		state_end(ENDED_HUNG, "a loop that does not end", NULL, __builtin_return_address(0));
}

void harness_count_edge(void)
{
	__sanitizer_cov_trace_pc();
}
