static void clear_entry(struct node *node)
{
	if (!shadows(node) &&
	    !list_empty(&node->list))
		lru_del(&shadow_nodes, &node->list);
	put(node);
}
