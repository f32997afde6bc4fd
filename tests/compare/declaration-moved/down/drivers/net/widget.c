static int widget_take(struct widget *w)
{
	int ret;
	struct list *bus = w->bus;
	long at;
	long to;

	alpha(w);
	beta(w);
	gamma(w);
	delta(w);
	epsilon(w);
}
