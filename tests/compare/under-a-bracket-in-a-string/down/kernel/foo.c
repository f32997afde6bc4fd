int foo(struct s *s, int n)
{
	prepare(s);
	begin(s);
	if (!strchr(s->name, '(')) {
		step0(s);
		step1(s);
		step2(s);
		step3(s);
		step4(s);
		last(s);
	}
	finish(s);
	end(s);
	return 0;
}
