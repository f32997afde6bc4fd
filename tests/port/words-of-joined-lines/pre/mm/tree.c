static void tree_delete(struct node *node)
{
	node->data = mapping;
	lru_add(&shadow_nodes, &node->list);
	node->count++;
}
