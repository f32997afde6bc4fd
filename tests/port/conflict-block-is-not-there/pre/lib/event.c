static struct pid *good_event(const struct event *event)
{
	struct task *task = current_task();

	if (event->notify == EVENT_TASK &&
	    (!(task = find_task(event->task)) || !same_group(task)))
		return NULL;

	if (event->notify != EVENT_NONE &&
	    (event->signo <= 0 || event->signo > LAST))
		return NULL;

	return task_pid(task);
}
