static int widget_take(struct widget *w)
{
	lock(w);
	enter(w);
	count(w);
	widget_sync(w);
	leave(w);
	unlock(w);
	settle(w);
	widget_free(w);
	lock(w);
	enter(w);
	count(w);
	widget_sync(w);
	leave(w);
	unlock(w);
	settle(w);
	return 0;
}
