static int widget_early(void)
{
	return 1;
}

static int widget_take(struct widget *w,
		       int a,
		       int b,
		       int c,
		       int d)
{
	return 0;
}
