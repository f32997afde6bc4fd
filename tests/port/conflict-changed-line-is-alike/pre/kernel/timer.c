static unsigned long adjust(unsigned long interval)
{
	return interval;
}

static void restart(struct timer *t, unsigned long interval)
{
	unsigned long when = jiffies + interval;

	if (timer_pending(t)) {
		if (time_before(when, t->expires))
			mod_timer_pinned(t, when);
	} else {
		t->expires = round_jiffies(when);
	}
	trace_timer(t);
}
