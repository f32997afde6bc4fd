static int widget_take(struct widget *w)
{
	widget_free(w);
	alpha(w);
	beta(w);
	gamma(w);
	delta(w);
	epsilon(w);
	widget_sync(w);
	zeta(w);
	eta(w);
	theta(w);
	iota(w);
	return 0;
}
