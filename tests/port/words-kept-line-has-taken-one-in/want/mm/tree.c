static void clear_entry(struct node *node)
{
	if (!shadows(node) &&
	    !list_empty(&node->list)) {
		lock(shadow_lock);
		lru_del(&__shadow_nodes, &node->list);
		unlock(shadow_lock);
	}
	put(node);
}
