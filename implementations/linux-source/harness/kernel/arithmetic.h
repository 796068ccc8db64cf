/* Numbers: bounds, alignment, bits, sizes that saturate. */
#ifndef KERNEL_ARITHMETIC_H
#define KERNEL_ARITHMETIC_H

#define min(left, right)                                                                                               \
	({                                                                                                             \
		typeof(left) harness_left = (left);                                                                    \
		typeof(right) harness_right = (right);                                                                 \
		harness_left < harness_right ? harness_left : harness_right;                                           \
	})
#define max(left, right)                                                                                               \
	({                                                                                                             \
		typeof(left) harness_left = (left);                                                                    \
		typeof(right) harness_right = (right);                                                                 \
		harness_left > harness_right ? harness_left : harness_right;                                           \
	})
#define min3(one, two, three) min(min(one, two), three)
#define max3(one, two, three) max(max(one, two), three)
#define min_t(type, left, right) min((type)(left), (type)(right))
#define max_t(type, left, right) max((type)(left), (type)(right))
#define min_not_zero(left, right)                                                                                      \
	({                                                                                                             \
		typeof(left) harness_one = (left);                                                                     \
		typeof(right) harness_two = (right);                                                                   \
		harness_one == 0 ? harness_two : harness_two == 0 ? harness_one : min(harness_one, harness_two);       \
	})
#define clamp(value, low, high) min(max(value, low), high)
#define swap(left, right)                                                                                              \
	do {                                                                                                           \
		typeof(left) harness_kept = (left);                                                                    \
		(left) = (right);                                                                                      \
		(right) = harness_kept;                                                                                \
	} while (0)

#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define PFN_DOWN(address) ((address) >> PAGE_SHIFT)
#define PFN_UP(address) (((address) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_PHYS(frame) ((phys_addr_t)(frame) << PAGE_SHIFT)

#define __ALIGN_MASK_OF(value, bytes) ((typeof(value))(bytes) - 1)
#define ALIGN_DOWN(value, bytes) ((value) & ~__ALIGN_MASK_OF(value, bytes))
#define ALIGN(value, bytes) (((value) + __ALIGN_MASK_OF(value, bytes)) & ~__ALIGN_MASK_OF(value, bytes))
#define PAGE_ALIGN(address) ALIGN(address, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(address) ALIGN_DOWN(address, PAGE_SIZE)
#define IS_ALIGNED(value, bytes) (((value) & __ALIGN_MASK_OF(value, bytes)) == 0)
#define PAGE_ALIGNED(address) IS_ALIGNED((unsigned long)(address), PAGE_SIZE)
#define round_down(value, bytes) ALIGN_DOWN(value, bytes)
#define round_up(value, bytes) ALIGN(value, bytes)
#define DIV_ROUND_UP(value, by) (((value) + (by) - 1) / (by))

#define BITS_PER_BYTE 8
#define BITS_PER_LONG_LONG 64
#define BIT(number) (1UL << (number))
#define BIT_ULL(number) (1ULL << (number))
#define GENMASK(high, low) ((~0UL << (low)) & (~0UL >> (BITS_PER_LONG - 1 - (high))))
#define GENMASK_ULL(high, low) ((~0ULL << (low)) & (~0ULL >> (63 - (high))))
#define DMA_BIT_MASK(bits) ((bits) == 64 ? ~0ULL : (1ULL << (bits)) - 1)
#define __ffs(word) ((unsigned long)__builtin_ctzl(word))
#define __fls(word) ((unsigned long)(63 - __builtin_clzl(word)))
#define ffs(word) __builtin_ffs(word)
#define fls64(word) ((word) == 0 ? 0 : 64 - __builtin_clzll(word))
#define fls_long(word) fls64(word)
#define ilog2(value) ((int)(63 - __builtin_clzll(value)))
#define is_power_of_2(value) ((value) != 0 && ((value) & ((value) - 1)) == 0)
#define roundup_pow_of_two(value) ((value) <= 1 ? 1UL : 1UL << (64 - __builtin_clzl((value) - 1)))
#define order_base_2(value) ((value) <= 1 ? 0 : 64 - __builtin_clzl((value) - 1))
#define hweight_long(word) __builtin_popcountl(word)
#define lower_32_bits(value) ((u32)(value))
#define upper_32_bits(value) ((u32)((u64)(value) >> 32))
#define FIELD_GET(mask, value) (((value) & (mask)) >> __builtin_ctzll(mask))
#define FIELD_PREP(mask, value) (((typeof(mask))(value) << __builtin_ctzll(mask)) & (mask))
#define cpu_to_le64(value) (value)
#define le64_to_cpu(value) (value)
#define SZ_4K 0x1000
#define SZ_64K 0x10000
#define SZ_2M 0x200000
#define SZ_1G 0x40000000
#define SZ_4G 0x100000000ULL

#define check_add_overflow(left, right, into) __builtin_add_overflow(left, right, into)
#define check_sub_overflow(left, right, into) __builtin_sub_overflow(left, right, into)
#define check_mul_overflow(left, right, into) __builtin_mul_overflow(left, right, into)

/* A size that no allocation can satisfy stands for one that cannot be expressed. */
static inline size_t size_mul(size_t left, size_t right)
{
	size_t product;

	return __builtin_mul_overflow(left, right, &product) ? ~(size_t)0 : product;
}

static inline size_t size_add(size_t left, size_t right)
{
	size_t sum;

	return __builtin_add_overflow(left, right, &sum) ? ~(size_t)0 : sum;
}

#define array_size(left, right) size_mul(left, right)
#define struct_size(pointer, member, count)                                                                            \
	size_add(sizeof(*(pointer)), size_mul(count, sizeof(*(pointer)->member)))
#define struct_size_t(type, member, count) struct_size((type *)NULL, member, count)
#define flex_array_size(pointer, member, count) size_mul(count, sizeof(*(pointer)->member))

#define atomic_read(place) ((place)->counter)
#define atomic_set(place, value) ((place)->counter = (value))
#define atomic_inc(place) ((void)(place)->counter++)
#define atomic_dec(place) ((void)(place)->counter--)
#define atomic_dec_and_test(place) (--(place)->counter == 0)
#define atomic64_read(place) ((place)->counter)
#define atomic64_set(place, value) ((place)->counter = (value))
#define refcount_set(place, value) ((place)->counter = (value))
#define refcount_read(place) ((place)->counter)
#define refcount_inc(place) ((void)(place)->counter++)
#define refcount_dec_and_test(place) (--(place)->counter == 0)

static inline void set_bit(unsigned long number, volatile unsigned long *words)
{
	words[number / 64] |= 1UL << number % 64;
}

static inline void clear_bit(unsigned long number, volatile unsigned long *words)
{
	words[number / 64] &= ~(1UL << number % 64);
}

static inline bool test_bit(unsigned long number, const volatile unsigned long *words)
{
	return words[number / 64] >> number % 64 & 1;
}

#define __set_bit(number, words) set_bit(number, words)
#define __clear_bit(number, words) clear_bit(number, words)
#define BITS_TO_LONGS(bits) DIV_ROUND_UP(bits, 64)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

#endif
