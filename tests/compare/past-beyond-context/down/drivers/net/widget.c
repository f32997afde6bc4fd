static int widget_take(struct widget *w)
{
	alpha(w);
	beta(w);
	gamma(w);
	delta(w);
	epsilon(w);
	widget_free(w);
	widget_early(w);
	widget_later(w);
	widget_last(w);
	zeta(w);
	eta(w);
	theta(w);
	iota(w);
	return 0;
}
