static int widget_take(struct widget *w)
{
	alpha(w);
	beta(w);
	gamma(w);
	delta(w);
	epsilon(w);
	lock(w);
	enter(w);
	count(w);
	leave(w);
	unlock(w);
	settle(w);
	for (;;) {
		other(w);
		another(w);
	}
	zeta(w);
	eta(w);
	theta(w);
	iota(w);
	return 0;
}
