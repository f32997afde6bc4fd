int foo(struct s *s, int n)
{
	int x;

	prepare(s);
	begin(s);
	first(s);
	step0(s);
	step1(s);
	step2(s);
	step3(s);
	step4(s);
	step5(s);
	step6(s);
	step7(s);
	step8(s);
	step9(s);
	step10(s);
	step11(s);
	last(s);
	finish(s);
	end(s);
	return 0;
}
