static void *a_start(struct s *s)
__acquires(rcu)
{
	begin(s);
	one(s);
	two(s);
	three(s);
	first(s);
	return 0;
}

static void *b_start(struct s *s)
__acquires(rcu)
{
	begin(s);
	one(s);
	two(s);
	three(s);
	first(s);
	return 0;
}

