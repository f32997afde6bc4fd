int foo(struct s *s, int n)
{
	make_ready(s);
	begin(s);
	finish(s);
	end(s);
	return 0;
}
