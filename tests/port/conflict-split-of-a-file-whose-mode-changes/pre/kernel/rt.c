static int period_timer(struct timer *t)
{
	return t->period;
}
