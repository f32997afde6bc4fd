static struct pid *good_event(const struct event *event)
{
	struct task *task = current_task();

	switch (event->notify) {
	case EVENT_TASK:
		task = find_task(event->task);
		if (!task || !same_group(task))
			return NULL;
	case EVENT_SIGNAL:
		if (event->signo <= 0 || event->signo > LAST)
			return NULL;
	case EVENT_NONE:
		return task_pid(task);
	}
}
