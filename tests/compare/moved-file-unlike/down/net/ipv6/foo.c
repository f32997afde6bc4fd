int other(struct s *s)
{
	one(s);
	two(s);
	three(s);
	four(s);
	five(s);
	six(s);
	seven(s);
	eight(s);
	nine(s);
	return 0;
}

int foo(struct s *s, int n)
{
	make_ready(s);
	begin(s);
	finish(s);
	end(s);
	return 0;
}
