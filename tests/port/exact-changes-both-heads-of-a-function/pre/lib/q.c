#ifdef CONFIG_A
int foo(int a)
{
	return a;
}
#else
int foo(int a)
{
	return 0;
}
#endif

int user(void)
{
	return foo(1);
}

int other(void)
{
	return foo(7);
}
