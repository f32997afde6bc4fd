int core_init(void)
{
	return rt_validate();
}
