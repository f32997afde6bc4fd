static int mark_lock(struct task *curr, struct held *this)
{
	return curr->depth && this->mark;
}

static int
__lock_set_class(struct lock *lock, const char *name,
		 struct key *key, unsigned long ip)
{
	struct task *curr = current;
	struct held *held;
	unsigned int depth;
	int i;

	depth = curr->depth;
	/*
	 * The class of a held lock is set anew.
	 */
	held = find_held(curr, lock, depth, &i);
	if (!held)
		return print_unlock_bug(curr, lock, ip);
	held->class = register_class(lock, name, key);
	return 1;
}

static int lock_release(struct lock *lock)
{
	return lock->depth--;
}
