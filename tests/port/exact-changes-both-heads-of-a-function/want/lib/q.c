#ifdef CONFIG_A
int foo(int a, int b)
{
	return a;
}
#else
int foo(int a, int b)
{
	return 0;
}
#endif

int user(void)
{
	return foo(1, 2);
}

int other(void)
{
	return foo(7);
}
