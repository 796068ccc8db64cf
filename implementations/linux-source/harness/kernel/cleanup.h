/*
 * Variables and locks that end with their scope. What the code under test defines of this kind itself expands to the
 * same functions, so these macros have the kernel's names for them: `__free_NAME`, `class_NAME_t`, `_T`.
 */
#ifndef KERNEL_CLEANUP_H
#define KERNEL_CLEANUP_H

#define __cleanup(function) __attribute__((cleanup(function)))

#define DEFINE_FREE(name, type, release)                                                                               \
	static inline __attribute__((unused)) void __free_##name(void *harness_variable)                               \
	{                                                                                                              \
		type _T = *(type *)harness_variable;                                                                   \
		release;                                                                                               \
	}
#define __free(name) __cleanup(__free_##name)

/* The variable gives away what it holds, and has nothing to free any more. */
#define HARNESS_TAKE(pointer)                                                                                          \
	({                                                                                                             \
		__auto_type harness_place = &(pointer);                                                                \
		__auto_type harness_held = *harness_place;                                                             \
		*harness_place = NULL;                                                                                 \
		harness_held;                                                                                          \
	})
#define no_free_ptr(pointer) HARNESS_TAKE(pointer)
#define return_ptr(pointer) return no_free_ptr(pointer)
#define retain_and_null_ptr(pointer) ((void)HARNESS_TAKE(pointer))

#define DEFINE_CLASS(name, type, end, begin, ...)                                                                      \
	typedef type class_##name##_t;                                                                                 \
	static inline __attribute__((unused)) void class_##name##_destructor(type *harness_variable)                   \
	{                                                                                                              \
		type _T = *harness_variable;                                                                           \
		end;                                                                                                   \
	}                                                                                                              \
	static inline __attribute__((unused)) type class_##name##_constructor(__VA_ARGS__)                             \
	{                                                                                                              \
		type harness_value = begin;                                                                            \
		return harness_value;                                                                                  \
	}

/* Where a scope began: whatever is wrong with its lock is told of the line that has the guard. */
static const struct harness_site *harness_scope_site __attribute__((unused));

#define CLASS(name, variable)                                                                                          \
	class_##name##_t variable __attribute__((cleanup(class_##name##_destructor), unused)) =                        \
		(harness_scope_site = HARNESS_SITE("guard(" #name ")"), class_##name##_constructor)
#define HARNESS_SCOPE_(line) harness_scope_##line
#define HARNESS_SCOPE(line) HARNESS_SCOPE_(line)
#define guard(name) CLASS(name, HARNESS_SCOPE(__LINE__))
#define scoped_guard(name, ...)                                                                                        \
	for (CLASS(name, harness_scope)(__VA_ARGS__), *harness_done = NULL; harness_done == NULL;                      \
	     harness_done = (void *)1)
#define scoped_class(name, variable, ...)                                                                              \
	for (CLASS(name, variable)(__VA_ARGS__), *harness_done = NULL; harness_done == NULL; harness_done = (void *)1)

#define DEFINE_GUARD(name, type, take, release) DEFINE_CLASS(name, type, if (_T) { release; }, ({ take; _T; }), type _T)

#define DEFINE_LOCK_GUARD_1(name, type, take, release, ...)                                                            \
	typedef struct {                                                                                               \
		type *lock;                                                                                            \
		const struct harness_site *site;                                                                       \
		__VA_ARGS__;                                                                                           \
	} class_##name##_t;                                                                                            \
	static inline __attribute__((unused)) void class_##name##_destructor(class_##name##_t *_T)                     \
	{                                                                                                              \
		if (_T->lock != NULL) {                                                                                \
			release;                                                                                       \
		}                                                                                                      \
	}                                                                                                              \
	static inline __attribute__((unused)) class_##name##_t class_##name##_constructor(type *harness_named)         \
	{                                                                                                              \
		class_##name##_t harness_value = { .lock = harness_named, .site = harness_scope_site };                \
		class_##name##_t *_T = &harness_value;                                                                 \
		take;                                                                                                  \
		return harness_value;                                                                                  \
	}
#define DEFINE_LOCK_GUARD_0(name, take, release, ...)                                                                  \
	typedef struct {                                                                                               \
		const struct harness_site *site;                                                                       \
		__VA_ARGS__;                                                                                           \
	} class_##name##_t;                                                                                            \
	static inline __attribute__((unused)) void class_##name##_destructor(class_##name##_t *_T)                     \
	{                                                                                                              \
		(void)_T;                                                                                              \
		release;                                                                                               \
	}                                                                                                              \
	static inline __attribute__((unused)) class_##name##_t class_##name##_constructor(void)                        \
	{                                                                                                              \
		class_##name##_t harness_value = { .site = harness_scope_site };                                       \
		class_##name##_t *_T __attribute__((unused)) = &harness_value;                                         \
		take;                                                                                                  \
		return harness_value;                                                                                  \
	}

#define HARNESS_SLEEPING_GUARD(name, type, exclusive)                                                                  \
	DEFINE_LOCK_GUARD_1(name, type,                                                                                \
			    ({                                                                                         \
				    harness_may_sleep(_T->site);                                                       \
				    harness_lock(&_T->lock->lock, exclusive, _T->site);                                \
			    }),                                                                                        \
			    harness_unlock(&_T->lock->lock, exclusive, _T->site))
#define HARNESS_SPINNING_GUARD(name, type)                                                                             \
	DEFINE_LOCK_GUARD_1(name, type,                                                                                \
			    ({                                                                                         \
				    harness_lock(&_T->lock->lock, true, _T->site);                                     \
				    harness_enter_atomic();                                                            \
			    }),                                                                                        \
			    ({                                                                                         \
				    harness_unlock(&_T->lock->lock, true, _T->site);                                   \
				    harness_leave_atomic(_T->site);                                                    \
			    }))

HARNESS_SLEEPING_GUARD(mutex, struct mutex, true)
HARNESS_SLEEPING_GUARD(rwsem_read, struct rw_semaphore, false)
HARNESS_SLEEPING_GUARD(rwsem_write, struct rw_semaphore, true)
HARNESS_SPINNING_GUARD(spinlock, spinlock_t)
HARNESS_SPINNING_GUARD(spinlock_bh, spinlock_t)
HARNESS_SPINNING_GUARD(spinlock_irq, spinlock_t)
HARNESS_SPINNING_GUARD(spinlock_irqsave, spinlock_t)
HARNESS_SPINNING_GUARD(raw_spinlock, raw_spinlock_t)
HARNESS_SPINNING_GUARD(raw_spinlock_irq, raw_spinlock_t)
HARNESS_SPINNING_GUARD(raw_spinlock_irqsave, raw_spinlock_t)
DEFINE_LOCK_GUARD_0(rcu, harness_enter_rcu(), harness_leave_rcu(_T->site))
DEFINE_LOCK_GUARD_0(preempt, harness_enter_atomic(), harness_leave_atomic(_T->site))

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))
DEFINE_FREE(put_device, struct device *, if (_T) put_device(_T))
DEFINE_FREE(pci_dev_put, struct pci_dev *, if (_T) pci_dev_put(_T))

#endif
