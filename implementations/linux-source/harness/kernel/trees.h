/*
 * Search trees. They are not balanced: what the code under test sees of a tree is its order, and the trees here
 * are small.
 */
#ifndef KERNEL_TREES_H
#define KERNEL_TREES_H

struct rb_node {
	struct rb_node *rb_parent, *rb_left, *rb_right;
};
struct rb_root {
	struct rb_node *rb_node;
};
struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;
};

#define RB_ROOT ((struct rb_root){ NULL })
#define RB_ROOT_CACHED ((struct rb_root_cached){ { NULL }, NULL })
#define RB_EMPTY_ROOT(root) (READ_ONCE((root)->rb_node) == NULL)
#define RB_CLEAR_NODE(node) ((node)->rb_parent = (node))
#define RB_EMPTY_NODE(node) ((node)->rb_parent == (node))
#define rb_parent(node) ((node)->rb_parent)
#define rb_entry(node, type, member) container_of(node, type, member)
#define rb_entry_safe(node, type, member)                                                                              \
	({                                                                                                             \
		typeof(node) harness_node = (node);                                                                    \
		harness_node ? rb_entry(harness_node, type, member) : NULL;                                            \
	})

static inline void rb_link_node(struct rb_node *node, struct rb_node *parent, struct rb_node **link)
{
	node->rb_parent = parent;
	node->rb_left = NULL;
	node->rb_right = NULL;
	*link = node;
}

static inline void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	(void)node;
	(void)root;
}

static inline struct rb_node *harness_rb_end(struct rb_node *node, bool left)
{
	while (node != NULL && (left ? node->rb_left : node->rb_right) != NULL)
		node = left ? node->rb_left : node->rb_right;
	return node;
}

static inline struct rb_node *harness_rb_step(const struct rb_node *node, bool forward)
{
	struct rb_node *below = forward ? node->rb_right : node->rb_left;
	struct rb_node *parent;

	if (below != NULL)
		return harness_rb_end(below, forward);
	for (parent = node->rb_parent; parent != NULL && node == (forward ? parent->rb_right : parent->rb_left);
	     parent = node->rb_parent)
		node = parent;
	return parent;
}

#define rb_first(root) harness_rb_end((root)->rb_node, true)
#define rb_last(root) harness_rb_end((root)->rb_node, false)
#define rb_next(node) harness_rb_step(node, true)
#define rb_prev(node) harness_rb_step(node, false)
#define rb_first_cached(root) rb_first(&(root)->rb_root)

static inline void harness_rb_replace(struct rb_root *root, struct rb_node *old, struct rb_node *node)
{
	if (old->rb_parent == NULL)
		root->rb_node = node;
	else if (old->rb_parent->rb_left == old)
		old->rb_parent->rb_left = node;
	else
		old->rb_parent->rb_right = node;
	if (node != NULL)
		node->rb_parent = old->rb_parent;
}

static inline void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *heir;

	if (node->rb_left == NULL) {
		harness_rb_replace(root, node, node->rb_right);
		return;
	}
	if (node->rb_right == NULL) {
		harness_rb_replace(root, node, node->rb_left);
		return;
	}
	heir = harness_rb_end(node->rb_right, true);
	if (heir->rb_parent != node) {
		harness_rb_replace(root, heir, heir->rb_right);
		heir->rb_right = node->rb_right;
		heir->rb_right->rb_parent = heir;
	}
	harness_rb_replace(root, node, heir);
	heir->rb_left = node->rb_left;
	heir->rb_left->rb_parent = heir;
}

/* Intervals, inclusive at both ends, in the order of their starts. */
struct interval_tree_node {
	struct rb_node rb;
	unsigned long start;
	unsigned long last;
	unsigned long __subtree_last;
};

static inline void interval_tree_insert(struct interval_tree_node *node, struct rb_root_cached *root)
{
	struct rb_node **link = &root->rb_root.rb_node, *parent = NULL;

	while (*link != NULL) {
		parent = *link;
		link = node->start < rb_entry(parent, struct interval_tree_node, rb)->start ? &parent->rb_left :
											     &parent->rb_right;
	}
	rb_link_node(&node->rb, parent, link);
}

static inline void interval_tree_remove(struct interval_tree_node *node, struct rb_root_cached *root)
{
	rb_erase(&node->rb, &root->rb_root);
}

static inline struct interval_tree_node *harness_interval_from(struct rb_node *at, unsigned long start,
							       unsigned long last)
{
	for (; at != NULL; at = rb_next(at)) {
		struct interval_tree_node *node = rb_entry(at, struct interval_tree_node, rb);

		if (node->start <= last && start <= node->last)
			return node;
	}
	return NULL;
}

#define interval_tree_iter_first(root, start, last) harness_interval_from(rb_first_cached(root), start, last)
#define interval_tree_iter_next(node, start, last) harness_interval_from(rb_next(&(node)->rb), start, last)

/* Maps of numbers to pointers: empty ones are all that is met here. */
struct xarray {
	void *xa_head;
};
struct ida {
	struct xarray xa;
};
struct idr {
	struct xarray xa;
};
#define DEFINE_XARRAY(name) struct xarray name = { NULL }
#define DEFINE_XARRAY_ALLOC(name) struct xarray name = { NULL }
#define DEFINE_IDA(name) struct ida name = { { NULL } }
#define xa_init(array) ((array)->xa_head = NULL)
#define xa_init_flags(array, flags) xa_init(array)
#define xa_empty(array) ((array)->xa_head == NULL)
#define xa_load(array, index) ((void)(array), (void)(index), NULL)
#define xa_for_each(array, index, entry) for ((index) = 0, (entry) = NULL; (entry) != NULL;)
#define xa_for_each_start(array, index, entry, start) for ((index) = (start), (entry) = NULL; (entry) != NULL;)

#endif
