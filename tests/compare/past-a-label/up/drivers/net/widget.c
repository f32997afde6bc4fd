static int widget_take(struct widget *w)
{
	alpha(w);
	beta(w);
	gamma(w);
	delta(w);
	epsilon(w);
	widget_up(w);
out:
	zeta(w);
	eta(w);
	theta(w);
	iota(w);
	return -EIO;
}
