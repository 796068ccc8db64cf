/* Locks and RCU: their state is kept, because what may happen inside of them is part of what is judged. */
#ifndef KERNEL_LOCKING_H
#define KERNEL_LOCKING_H

struct lock_class_key {
	int unused;
};
struct lockdep_map {
	int unused;
};

struct mutex {
	struct harness_lock lock;
};
struct rw_semaphore {
	struct harness_lock lock;
};
typedef struct spinlock {
	struct harness_lock lock;
} spinlock_t;
typedef struct raw_spinlock {
	struct harness_lock lock;
} raw_spinlock_t;
typedef struct {
	struct harness_lock lock;
} rwlock_t;
typedef struct {
	unsigned int sequence;
} seqcount_t;

#define DEFINE_MUTEX(name) struct mutex name = { { 0, 0 } }
#define DEFINE_SPINLOCK(name) spinlock_t name = { { 0, 0 } }
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name = { { 0, 0 } }
#define DECLARE_RWSEM(name) struct rw_semaphore name = { { 0, 0 } }
#define DEFINE_RWLOCK(name) rwlock_t name = { { 0, 0 } }
#define __SPIN_LOCK_UNLOCKED(name) { { 0, 0 } }
#define mutex_init(mutex) ((mutex)->lock = (struct harness_lock){ 0, 0 })
#define mutex_destroy(mutex) ((void)(mutex))
#define init_rwsem(semaphore) ((semaphore)->lock = (struct harness_lock){ 0, 0 })
#define spin_lock_init(spinlock) ((spinlock)->lock = (struct harness_lock){ 0, 0 })
#define raw_spin_lock_init(spinlock) spin_lock_init(spinlock)
#define lockdep_set_class(lock, key) ((void)0)
#define lockdep_register_key(key) ((void)0)

/* These sleep until the lock is theirs. */
#define HARNESS_SLEEPING_LOCK(name, exclusive)                                                                         \
	({                                                                                                             \
		const struct harness_site *harness_here = HARNESS_SITE(#name);                                         \
		harness_may_sleep(harness_here);                                                                       \
		harness_lock(&(name)->lock, exclusive, harness_here);                                                  \
	})
#define HARNESS_UNLOCK(name, exclusive) harness_unlock(&(name)->lock, exclusive, HARNESS_SITE(#name))
#define mutex_lock(mutex) HARNESS_SLEEPING_LOCK(mutex, true)
#define mutex_lock_nested(mutex, level) HARNESS_SLEEPING_LOCK(mutex, true)
#define mutex_lock_interruptible(mutex) (HARNESS_SLEEPING_LOCK(mutex, true), 0)
#define mutex_lock_killable(mutex) (HARNESS_SLEEPING_LOCK(mutex, true), 0)
#define mutex_trylock(mutex) (mutex_is_locked(mutex) ? 0 : (HARNESS_SLEEPING_LOCK(mutex, true), 1))
#define mutex_unlock(mutex) HARNESS_UNLOCK(mutex, true)
#define mutex_is_locked(mutex) ((mutex)->lock.writers > 0)
#define down_read(semaphore) HARNESS_SLEEPING_LOCK(semaphore, false)
#define up_read(semaphore) HARNESS_UNLOCK(semaphore, false)
#define down_write(semaphore) HARNESS_SLEEPING_LOCK(semaphore, true)
#define up_write(semaphore) HARNESS_UNLOCK(semaphore, true)
#define downgrade_write(semaphore)                                                                                     \
	do {                                                                                                           \
		HARNESS_UNLOCK(semaphore, true);                                                                       \
		HARNESS_SLEEPING_LOCK(semaphore, false);                                                               \
	} while (0)
#define rwsem_is_locked(semaphore) ((semaphore)->lock.readers > 0 || (semaphore)->lock.writers > 0)

/* These spin, and whoever holds them must not sleep. */
#define spin_lock(name)                                                                                                \
	do {                                                                                                           \
		harness_lock(&(name)->lock, true, HARNESS_SITE(#name));                                                \
		harness_enter_atomic();                                                                                \
	} while (0)
#define spin_unlock(name)                                                                                              \
	do {                                                                                                           \
		HARNESS_UNLOCK(name, true);                                                                            \
		harness_leave_atomic(HARNESS_SITE(#name));                                                             \
	} while (0)
#define spin_lock_irqsave(name, flags)                                                                                 \
	do {                                                                                                           \
		(flags) = 0;                                                                                           \
		spin_lock(name);                                                                                       \
	} while (0)
#define spin_unlock_irqrestore(name, flags)                                                                            \
	do {                                                                                                           \
		(void)(flags);                                                                                         \
		spin_unlock(name);                                                                                     \
	} while (0)
#define spin_lock_irq(name) spin_lock(name)
#define spin_unlock_irq(name) spin_unlock(name)
#define spin_lock_bh(name) spin_lock(name)
#define spin_unlock_bh(name) spin_unlock(name)
#define raw_spin_lock(name) spin_lock(name)
#define raw_spin_unlock(name) spin_unlock(name)
#define raw_spin_lock_irqsave(name, flags) spin_lock_irqsave(name, flags)
#define raw_spin_unlock_irqrestore(name, flags) spin_unlock_irqrestore(name, flags)
#define preempt_disable() harness_enter_atomic()
#define preempt_enable() harness_leave_atomic(HARNESS_SITE("preempt_enable"))
#define local_irq_save(flags) ((flags) = 0, harness_enter_atomic())
#define local_irq_restore(flags) ((void)(flags), harness_leave_atomic(HARNESS_SITE("local_irq_restore")))
#define might_sleep() harness_may_sleep(HARNESS_SITE("might_sleep"))
#define cond_resched() might_sleep()
#define in_atomic() 0

#define lockdep_assert_held(name)                                                                                      \
	do {                                                                                                           \
		if ((name)->lock.readers == 0 && (name)->lock.writers == 0)                                            \
			harness_warn(HARNESS_SITE("lockdep_assert_held(" #name ")"));                                  \
	} while (0)
#define lockdep_assert_held_write(name)                                                                                \
	do {                                                                                                           \
		if ((name)->lock.writers == 0)                                                                         \
			harness_warn(HARNESS_SITE("lockdep_assert_held_write(" #name ")"));                            \
	} while (0)
#define lockdep_assert_held_read(name) lockdep_assert_held(name)
#define lockdep_assert_not_held(name) ((void)(name))
#define lockdep_is_held(name) ((name)->lock.readers > 0 || (name)->lock.writers > 0)

#define rcu_read_lock() harness_enter_rcu()
#define rcu_read_unlock() harness_leave_rcu(HARNESS_SITE("rcu_read_unlock"))
#define rcu_read_lock_held() harness_in_rcu()
#define synchronize_rcu()                                                                                              \
	do {                                                                                                           \
		might_sleep();                                                                                         \
		if (harness_in_rcu())                                                                                  \
			harness_hang("synchronize_rcu() inside of a read section", HARNESS_SITE("synchronize_rcu"));   \
		harness_grace_period();                                                                                \
	} while (0)
#define synchronize_rcu_expedited() synchronize_rcu()
/* What is called when all readers are done is called at once: that could be. */
#define call_rcu(head, function) (harness_grace_period(), (function)(head))
#define rcu_assign_pointer(place, value)                                                                               \
	do {                                                                                                           \
		typeof(place) harness_before = (place);                                                                \
		(place) = (value);                                                                                     \
		harness_publish(harness_before, (place));                                                              \
	} while (0)
#define RCU_INIT_POINTER(place, value) rcu_assign_pointer(place, value)
#define RCU_LOCKDEP_WARN(condition, text)                                                                              \
	do {                                                                                                           \
		if (unlikely(condition))                                                                               \
			harness_warn(HARNESS_SITE("suspicious RCU usage: " text));                                \
	} while (0)
#define rcu_dereference_check(place, condition)                                                                        \
	({                                                                                                             \
		if (unlikely(!harness_in_rcu() && !(condition)))                                                       \
			harness_warn(HARNESS_SITE("suspicious RCU usage: rcu_dereference_check(" #place ")"));             \
		(place);                                                                                               \
	})
#define rcu_dereference(place) rcu_dereference_check(place, 0)
#define rcu_dereference_protected(place, condition) (place)
#define rcu_dereference_raw(place) (place)
#define rcu_access_pointer(place) (place)
#define rcu_replace_pointer(place, value, condition)                                                                   \
	({                                                                                                             \
		typeof(place) harness_replaced = rcu_dereference_protected(place, condition);                          \
		rcu_assign_pointer(place, value);                                                                      \
		harness_replaced;                                                                                      \
	})

struct rcu_head {
	void *next;
};
struct srcu_struct {
	int unused;
};
struct completion {
	int done;
};
struct wait_queue_head {
	int unused;
};
typedef struct wait_queue_head wait_queue_head_t;
struct work_struct {
	int unused;
};
struct delayed_work {
	int unused;
};
struct timer_list {
	int unused;
};
struct blocking_notifier_head {
	int unused;
};
struct kref {
	int count;
};
struct notifier_block {
	int (*notifier_call)(struct notifier_block *block, unsigned long action, void *data);
	struct notifier_block *next;
	int priority;
};
#define NOTIFY_DONE 0
#define NOTIFY_OK 1
#define NOTIFY_BAD 2
#define notifier_from_errno(error) (error)
#define BLOCKING_INIT_NOTIFIER_HEAD(head) ((void)(head))
#define init_waitqueue_head(head) ((void)(head))

enum system_states {
	SYSTEM_BOOTING,
	SYSTEM_SCHEDULING,
	SYSTEM_FREEING_INITMEM,
	SYSTEM_RUNNING,
	SYSTEM_HALT,
	SYSTEM_POWER_OFF,
	SYSTEM_RESTART,
	SYSTEM_SUSPEND,
};
extern enum system_states system_state;

#endif
