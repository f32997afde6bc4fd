static int widget_take(struct widget *w,
		       int a,
		       int b,
		       int c,
		       int d,
		       int e,
		       int f,
		       int g)
{
	return 0;
}
