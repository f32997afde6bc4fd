static int widget_take(struct widget *w)
{
	alpha(w);
	beta(w);
	gamma(w);
	delta(w);
	epsilon(w);
	if (w->bus) {
		widget_map(w);
		widget_note(w);
		widget_log(w);
	}
	zeta(w);
	eta(w);
	theta(w);
	iota(w);
	return 0;
}
