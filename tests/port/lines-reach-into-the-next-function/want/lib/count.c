u32 count_get_status(void)
{
	return count_read(main_count->regs, COUNT_SERSR);
}

void count_clear_status(u32 mask)
{
	count_write(main_count->regs, COUNT_SERSR, mask);
}

/* Returns a number, or COUNT_NONE if there is none. */
unsigned int count_next(void)
{
	return 0;
}
