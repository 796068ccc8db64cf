/* Types and annotations. */
#ifndef KERNEL_TYPES_H
#define KERNEL_TYPES_H

#include <errno.h>
#include <limits.h>
#include <stdarg.h>

typedef uint8_t u8, __u8;
typedef uint16_t u16, __u16, __le16, __be16;
typedef uint32_t u32, __u32, __le32, __be32;
typedef unsigned long long u64, __u64, __le64, __be64;
typedef int8_t s8, __s8;
typedef int16_t s16, __s16;
typedef int32_t s32, __s32;
typedef long long s64, __s64;
typedef u64 phys_addr_t, dma_addr_t, resource_size_t;
typedef long ssize_t, loff_t;
typedef unsigned int gfp_t, fmode_t, uint;
typedef unsigned short umode_t;
typedef unsigned long ulong, pgoff_t, kernel_ulong_t;
typedef struct {
	int counter;
} atomic_t, refcount_t;
typedef struct {
	long counter;
} atomic64_t, atomic_long_t;
typedef struct {
	unsigned long bits;
} guid_t, uuid_t;
typedef struct {
	unsigned long value;
} pgprot_t;

#ifndef NULL
#define NULL ((void *)0)
#endif
#define true 1
#define false 0

#define U8_MAX ((u8)~0U)
#define U16_MAX ((u16)~0U)
#define U32_MAX ((u32)~0U)
#define U64_MAX ((u64)~0ULL)
#define S32_MAX ((s32)(U32_MAX >> 1))
#define S64_MAX ((s64)(U64_MAX >> 1))
#define PHYS_ADDR_MAX (~(phys_addr_t)0)

/* Error numbers that only kernels use. */
#define EPROBE_DEFER 517
#define ENOTSUPP 524
#define ERESTARTSYS 512
#define MAX_ERRNO 4095
#define IS_ERR_VALUE(value) ((unsigned long)(void *)(value) >= (unsigned long)-MAX_ERRNO)
#define IS_ERR(pointer) IS_ERR_VALUE((unsigned long)(pointer))
#define IS_ERR_OR_NULL(pointer) (!(pointer) || IS_ERR(pointer))
#define PTR_ERR(pointer) ((long)(pointer))
#define ERR_PTR(error) ((void *)(long)(error))
#define ERR_CAST(pointer) ((void *)(pointer))
#define PTR_ERR_OR_ZERO(pointer) (IS_ERR(pointer) ? (int)PTR_ERR(pointer) : 0)

/* Sections and attributes mean nothing here: there is no boot to forget about. */
#define __init
#define __exit
#define __initdata
#define __initconst
#define __ref
#define __refdata
#define __read_mostly
#define __ro_after_init
#define __user
#define __kernel
#define __iomem
#define __rcu
#define __percpu
#define __force
#define __bitwise
#define __private
#define __must_check
#define __always_unused __attribute__((unused))
#define __maybe_unused __attribute__((unused))
#define __used __attribute__((used))
#define __cold
#define __pure
#define __weak __attribute__((weak))
#define __packed __attribute__((packed))
#define __aligned(bytes) __attribute__((aligned(bytes)))
#define ____cacheline_aligned_in_smp
#define ____cacheline_aligned
#define __randomize_layout
#define __counted_by(member)
#define __counted_by_le(member)
#define __must_hold(lock)
#define __acquires(lock)
#define __releases(lock)
#define __printf(format, first)
#define __always_inline inline
#define noinline
#define noinline_for_stack
#define asmlinkage
#define fallthrough __attribute__((fallthrough))
#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)
#define barrier() __asm__ __volatile__("" ::: "memory")
#define READ_ONCE(place) (*(const volatile typeof(place) *)&(place))
#define WRITE_ONCE(place, value) (*(volatile typeof(place) *)&(place) = (value))
#define data_race(expression) (expression)
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)
#define EXPORT_SYMBOL_NS_GPL(name, space)
#define IS_ENABLED(option) HARNESS_IS_ONE(option)
#define IS_BUILTIN(option) HARNESS_IS_ONE(option)
#define IS_REACHABLE(option) HARNESS_IS_ONE(option)
/* 1 if the argument expands to 1, else 0: pasted behind a name, only 1 gives another argument to choose from. */
#define HARNESS_SECOND(first, second, ...) second
#define HARNESS_IS_ONE__(maybe_comma) HARNESS_SECOND(maybe_comma 1, 0, 0)
#define HARNESS_IS_ONE_(value) HARNESS_IS_ONE__(HARNESS_PASTE_COMMA(value))
#define HARNESS_PASTE_COMMA(value) HARNESS_FIRST_IF_##value
#define HARNESS_FIRST_IF_1 0,
#define HARNESS_IS_ONE(option) HARNESS_IS_ONE_(option)

#define sizeof_field(type, member) sizeof(((type *)0)->member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof_field(type, member))
#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
#define container_of_const(pointer, type, member) container_of(pointer, type, member)
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define struct_group(name, ...)                                                                                        \
	union {                                                                                                        \
		struct {                                                                                               \
			__VA_ARGS__                                                                                    \
		};                                                                                                     \
		struct {                                                                                               \
			__VA_ARGS__                                                                                    \
		} name;                                                                                                \
	}
#define DECLARE_FLEX_ARRAY(type, name) type name[]
#define BUILD_BUG_ON(condition) ((void)sizeof(char[1 - 2 * !!(condition)]))
#define static_assert(...)

#endif
