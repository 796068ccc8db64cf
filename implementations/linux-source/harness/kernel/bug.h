/* Complaints of the code under test. */
#ifndef KERNEL_BUG_H
#define KERNEL_BUG_H

/* Each name puts down its own text: what is handed on to another macro has its macros expanded. */
#define HARNESS_WARN_IF(condition, text)                                                                               \
	({                                                                                                             \
		bool harness_wrong = !!(condition);                                                                    \
		if (unlikely(harness_wrong))                                                                           \
			harness_warn(HARNESS_SITE(text));                                                              \
		unlikely(harness_wrong);                                                                               \
	})
#define WARN_ON(condition) HARNESS_WARN_IF(condition, "WARN_ON(" #condition ")")
#define WARN(condition, ...) HARNESS_WARN_IF(condition, "WARN(" #condition ", …)")
/* A scenario stands for a whole life of a machine: "once" is once in each, and the first is enough to see it. */
#define WARN_ON_ONCE(condition) HARNESS_WARN_IF(condition, "WARN_ON_ONCE(" #condition ")")
#define WARN_ONCE(condition, ...) HARNESS_WARN_IF(condition, "WARN_ONCE(" #condition ", …)")
#define WARN_ON_SMP(condition) HARNESS_WARN_IF(condition, "WARN_ON_SMP(" #condition ")")
#define VM_WARN_ON(condition) HARNESS_WARN_IF(condition, "VM_WARN_ON(" #condition ")")
#define lockdep_assert(condition) HARNESS_WARN_IF(!(condition), "lockdep_assert(" #condition ")")
/* Firmware is wrong and the kernel says so: no complaint about the kernel. */
#define WARN_TAINT(condition, taint, ...) (unlikely(!!(condition)))
#define WARN_TAINT_ONCE(condition, taint, ...) (unlikely(!!(condition)))
#define HARNESS_DIE_IF(condition, text)                                                                                \
	do {                                                                                                           \
		if (unlikely(condition))                                                                               \
			harness_die(HARNESS_SITE(text));                                                               \
	} while (0)
#define BUG_ON(condition) HARNESS_DIE_IF(condition, "BUG_ON(" #condition ")")
#define VM_BUG_ON(condition) HARNESS_DIE_IF(condition, "VM_BUG_ON(" #condition ")")
#define BUG() harness_die(HARNESS_SITE("BUG()"))
#define panic(...) harness_die(HARNESS_SITE("panic()"))
#define unreachable() __builtin_unreachable()
#define dump_stack() ((void)0)

#define TAINT_FIRMWARE_WORKAROUND 11
#define LOCKDEP_STILL_OK 1
#define add_taint(taint, lockdep) ((void)0)

#endif
