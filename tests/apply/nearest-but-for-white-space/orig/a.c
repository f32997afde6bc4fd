int a(void)
{
	x();
	y();
	z();
	return 0;
}
