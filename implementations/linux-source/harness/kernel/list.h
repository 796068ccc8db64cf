/* Doubly linked rings: a head is a node that holds no entry. */
#ifndef KERNEL_LIST_H
#define KERNEL_LIST_H

struct list_head {
	struct list_head *next, *prev;
};
struct hlist_node {
	struct hlist_node *next, **pprev;
};
struct hlist_head {
	struct hlist_node *first;
};
struct llist_node {
	struct llist_node *next;
};
struct llist_head {
	struct llist_node *first;
};

/* What a node points to once it was taken out: nothing that may be touched. */
#define LIST_POISON1 ((struct list_head *)0x100)
#define LIST_POISON2 ((struct list_head *)0x122)

#define LIST_HEAD_INIT(name) { &(name), &(name) }
#define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)

static inline void INIT_LIST_HEAD(struct list_head *head)
{
	head->next = head;
	head->prev = head;
}

static inline void harness_link(struct list_head *node, struct list_head *before, struct list_head *behind)
{
	before->next = node;
	node->prev = before;
	node->next = behind;
	behind->prev = node;
}

static inline void harness_join(struct list_head *before, struct list_head *behind)
{
	before->next = behind;
	behind->prev = before;
}

static inline void list_add(struct list_head *node, struct list_head *head)
{
	harness_link(node, head, head->next);
}

static inline void list_add_tail(struct list_head *node, struct list_head *head)
{
	harness_link(node, head->prev, head);
}

static inline void list_del(struct list_head *node)
{
	harness_join(node->prev, node->next);
	node->next = LIST_POISON1;
	node->prev = LIST_POISON2;
}

static inline void list_del_init(struct list_head *node)
{
	harness_join(node->prev, node->next);
	INIT_LIST_HEAD(node);
}

static inline void list_replace(struct list_head *old, struct list_head *node)
{
	harness_link(node, old->prev, old->next);
}

static inline void list_move(struct list_head *node, struct list_head *head)
{
	harness_join(node->prev, node->next);
	list_add(node, head);
}

static inline void list_move_tail(struct list_head *node, struct list_head *head)
{
	harness_join(node->prev, node->next);
	list_add_tail(node, head);
}

static inline int list_empty(const struct list_head *head)
{
	return head->next == head;
}

static inline int list_is_singular(const struct list_head *head)
{
	return !list_empty(head) && head->next == head->prev;
}

static inline int list_is_last(const struct list_head *node, const struct list_head *head)
{
	return node->next == head;
}

static inline int list_is_first(const struct list_head *node, const struct list_head *head)
{
	return node->prev == head;
}

static inline int list_is_head(const struct list_head *node, const struct list_head *head)
{
	return node == head;
}

/* The nodes of `from` behind a head or before it; `from` keeps pointing at them. */
static inline void list_splice(struct list_head *from, struct list_head *head)
{
	struct list_head *first = from->next, *last = from->prev, *behind = head->next;

	if (list_empty(from))
		return;
	harness_join(last, behind);
	harness_join(head, first);
}

static inline void list_splice_tail(struct list_head *from, struct list_head *head)
{
	struct list_head *first = from->next, *last = from->prev, *before = head->prev;

	if (list_empty(from))
		return;
	harness_join(before, first);
	harness_join(last, head);
}

static inline void list_splice_init(struct list_head *from, struct list_head *head)
{
	list_splice(from, head);
	INIT_LIST_HEAD(from);
}

static inline void list_splice_tail_init(struct list_head *from, struct list_head *head)
{
	list_splice_tail(from, head);
	INIT_LIST_HEAD(from);
}

/* One thread: what concurrent readers would see does not differ. */
#define list_add_rcu(node, head) list_add(node, head)
#define list_add_tail_rcu(node, head) list_add_tail(node, head)
#define list_del_rcu(node) list_del(node)
#define list_replace_rcu(old, node) list_replace(old, node)

#define list_entry(node, type, member) container_of(node, type, member)
#define list_first_entry(head, type, member) list_entry((head)->next, type, member)
#define list_last_entry(head, type, member) list_entry((head)->prev, type, member)
#define list_next_entry(entry, member) list_entry((entry)->member.next, typeof(*(entry)), member)
#define list_prev_entry(entry, member) list_entry((entry)->member.prev, typeof(*(entry)), member)
#define list_entry_is_head(entry, head, member) (&(entry)->member == (head))
#define list_first_entry_or_null(head, type, member)                                                                   \
	(list_empty(head) ? NULL : list_first_entry(head, type, member))
#define list_entry_rcu(node, type, member) list_entry(node, type, member)

#define list_for_each(node, head) for (node = (head)->next; node != (head); node = node->next)
#define list_for_each_safe(node, following, head)                                                                      \
	for (node = (head)->next, following = node->next; node != (head); node = following, following = node->next)
#define list_for_each_entry(entry, head, member)                                                                       \
	for (entry = list_first_entry(head, typeof(*entry), member); !list_entry_is_head(entry, head, member);         \
	     entry = list_next_entry(entry, member))
#define list_for_each_entry_reverse(entry, head, member)                                                               \
	for (entry = list_last_entry(head, typeof(*entry), member); !list_entry_is_head(entry, head, member);          \
	     entry = list_prev_entry(entry, member))
#define list_for_each_entry_continue(entry, head, member)                                                              \
	for (entry = list_next_entry(entry, member); !list_entry_is_head(entry, head, member);                         \
	     entry = list_next_entry(entry, member))
#define list_for_each_entry_continue_reverse(entry, head, member)                                                      \
	for (entry = list_prev_entry(entry, member); !list_entry_is_head(entry, head, member);                         \
	     entry = list_prev_entry(entry, member))
#define list_for_each_entry_from(entry, head, member)                                                                  \
	for (; !list_entry_is_head(entry, head, member); entry = list_next_entry(entry, member))
#define list_for_each_entry_safe(entry, following, head, member)                                                       \
	for (entry = list_first_entry(head, typeof(*entry), member), following = list_next_entry(entry, member);       \
	     !list_entry_is_head(entry, head, member);                                                                 \
	     entry = following, following = list_next_entry(following, member))
#define list_for_each_entry_safe_reverse(entry, following, head, member)                                               \
	for (entry = list_last_entry(head, typeof(*entry), member), following = list_prev_entry(entry, member);        \
	     !list_entry_is_head(entry, head, member);                                                                 \
	     entry = following, following = list_prev_entry(following, member))
#define list_for_each_entry_safe_continue(entry, following, head, member)                                              \
	for (entry = list_next_entry(entry, member), following = list_next_entry(entry, member);                       \
	     !list_entry_is_head(entry, head, member);                                                                 \
	     entry = following, following = list_next_entry(following, member))
/* A reader may name the lock that it holds in place of a read section. */
#define list_for_each_entry_rcu(entry, head, member, ...)                                                              \
	for (({ RCU_LOCKDEP_WARN(!harness_in_rcu() && !(HARNESS_FLAGS_OF(__VA_ARGS__ __VA_OPT__(, ) 1)),           \
				"a list is walked outside of a read section"); }),  \
	     entry = list_first_entry(head, typeof(*entry), member);                                                   \
	     !list_entry_is_head(entry, head, member); entry = list_next_entry(entry, member))

/* What compares equal keeps its order; runs whose lengths are powers of two are merged, as bits carry in a sum. */
typedef int (*harness_comparison)(void *private, const struct list_head *left, const struct list_head *right);

static inline struct list_head *harness_merge(void *private, struct list_head *left, struct list_head *right,
					      harness_comparison compare)
{
	struct list_head *merged = NULL, **last = &merged;

	while (left != NULL && right != NULL) {
		struct list_head **from = compare(private, left, right) > 0 ? &right : &left;

		*last = *from;
		last = &(*from)->next;
		*from = (*from)->next;
	}
	*last = left != NULL ? left : right;
	return merged;
}

static inline void harness_sort_list(void *private, struct list_head *head, harness_comparison compare)
{
	struct list_head *runs[32] = { NULL }, *sorted = NULL, *node = head->next, *following;

	for (; node != head; node = following) {
		unsigned int at = 0;

		following = node->next;
		node->next = NULL;
		for (; runs[at] != NULL; at++) {
			node = harness_merge(private, runs[at], node, compare);
			runs[at] = NULL;
		}
		runs[at] = node;
	}
	for (unsigned int at = 0; at < 32; at++)
		sorted = harness_merge(private, runs[at], sorted, compare);
	INIT_LIST_HEAD(head);
	for (; sorted != NULL; sorted = following) {
		following = sorted->next;
		list_add_tail(sorted, head);
	}
}
/* Older kernels compare nodes that are not const. */
#define list_sort(private, head, compare) harness_sort_list(private, head, (harness_comparison)(compare))

#define INIT_HLIST_NODE(node) ((node)->next = NULL, (node)->pprev = NULL)
#define INIT_HLIST_HEAD(head) ((head)->first = NULL)

#endif
