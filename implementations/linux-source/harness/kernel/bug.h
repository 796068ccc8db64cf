/* Complaints of the code under test. */
#ifndef KERNEL_BUG_H
#define KERNEL_BUG_H

#define WARN_ON(condition)                                                                                             \
	({                                                                                                             \
		bool harness_wrong = !!(condition);                                                                    \
		if (unlikely(harness_wrong))                                                                           \
			harness_warn(HARNESS_SITE("WARN_ON(" #condition ")"));                                         \
		unlikely(harness_wrong);                                                                               \
	})
#define WARN(condition, ...)                                                                                           \
	({                                                                                                             \
		bool harness_wrong = !!(condition);                                                                    \
		if (unlikely(harness_wrong))                                                                           \
			harness_warn(HARNESS_SITE("WARN(" #condition ", …)"));                                         \
		unlikely(harness_wrong);                                                                               \
	})
/* A scenario stands for a whole life of a machine: "once" is once in each, and the first is enough to see it. */
#define WARN_ON_ONCE(condition) WARN_ON(condition)
#define WARN_ONCE(condition, ...) WARN(condition, __VA_ARGS__)
#define WARN_ON_SMP(condition) WARN_ON(condition)
#define VM_WARN_ON(condition) WARN_ON(condition)
#define lockdep_assert(condition) WARN_ON(!(condition))
/* Firmware is wrong and the kernel says so: no complaint about the kernel. */
#define WARN_TAINT(condition, taint, ...) (unlikely(!!(condition)))
#define WARN_TAINT_ONCE(condition, taint, ...) (unlikely(!!(condition)))
#define BUG_ON(condition)                                                                                              \
	do {                                                                                                           \
		if (unlikely(condition))                                                                               \
			harness_die(HARNESS_SITE("BUG_ON(" #condition ")"));                                           \
	} while (0)
#define VM_BUG_ON(condition) BUG_ON(condition)
#define BUG() harness_die(HARNESS_SITE("BUG()"))
#define panic(...) harness_die(HARNESS_SITE("panic()"))
#define unreachable() __builtin_unreachable()
#define dump_stack() ((void)0)

#define TAINT_FIRMWARE_WORKAROUND 11
#define LOCKDEP_STILL_OK 1
#define add_taint(taint, lockdep) ((void)0)

#endif
