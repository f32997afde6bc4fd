int foo(struct s *s, int n)
{
	prepare(s);
	begin(s);
	finish(s);
	end(s);
	return 0;
}
