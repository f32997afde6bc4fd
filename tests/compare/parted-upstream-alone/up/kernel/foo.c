int foo(struct s *s, int n)
{
	int x;

	prepare(s);
	begin(s);
	first(s);
	work(s);
	last(s);
	finish(s);
	end(s);
	return 0;
}
