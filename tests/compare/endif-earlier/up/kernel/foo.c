int foo(struct s *s, int n)
{
	int x;

	prepare(s);
	begin(s);
	first(s);
	a(s);
	b(s);
	last(s);
	finish(s);
	end(s);
	return 0;
}
