int a(int x)
{
	use(x, 11);
	return x;
}

int b(int y)
{
	use(y, 22);
	step_0(y);
	step_1(y);
	step_2(y);
	step_3(y);
	step_4(y);
	step_5(y);
	if (y < 0)
		free_it(y);
	return y;
}
