static void tree_delete(struct node *node)
{
	node->data = mapping;
	lock(shadow_lock);
	lru_add(&__shadow_nodes, &node->list);
	unlock(shadow_lock);
	node->count++;
}
