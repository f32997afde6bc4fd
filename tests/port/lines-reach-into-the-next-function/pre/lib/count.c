u32 count_get_status(void)
{
	return count_read(main_count->regs, COUNT_SERMR);
}

void count_clear_status(u32 mask)
{
	count_write(main_count->regs, COUNT_SERMR, mask);
}

/* Returns a number, or COUNT_NONE if there is none. */
unsigned int count_next(void)
{
	return 0;
}
