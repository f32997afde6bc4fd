static int widget_take(struct widget *w)
{
	alpha(w);
	beta(w);
	gamma(w);
	delta(w);
	epsilon(w);
	widget_sync(w);
	widget_free(w);
	zeta(w);
	eta(w);
	theta(w);
	iota(w);
	return 0;
}
