// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads objects before they are asked for, but never holds more than some
 * megabytes. An object that is asked for before its turn is read by the caller.
 */
#include "sys/git/read-ahead.h"

#include <pthread.h>
#include <stdlib.h>


#define AHEAD_MAX	(48 << 20)	/* bytes read and not yet taken */

enum state { WANTED, READING, THERE, FAILED, TAKEN };

struct want {
	git_oid id;
	enum state state;
	struct gitobject *object;
};

struct read_ahead {
	git_odb *odb;
	bool trusted;
	struct want *want;
	size_t nr, cap;
	size_t next;		/* the thread's next one in want */
	size_t held;		/* bytes */
	bool running, stop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t change;
};

struct read_ahead *read_ahead_new(git_odb *odb, bool trusted)
{
	struct read_ahead *a = new_array(1, sizeof(*a));

	a->odb = odb;
	a->trusted = trusted;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->change, NULL);
	return a;
}

size_t read_ahead_add(struct read_ahead *a, const git_oid *id)
{
	a->want = grow_for_one(a->want, a->nr, &a->cap, sizeof(*a->want));
	a->want[a->nr++] = (struct want){ .id = *id, .state = WANTED };
	return a->nr;
}

/* Reads w; called and returns under the lock. */
static void read_one(struct read_ahead *a, struct want *w)
{
	struct gitobject *object;
	struct diag why;

	w->state = READING;
	pthread_mutex_unlock(&a->lock);
	object = gitobject_read(a->odb, &w->id, a->trusted, &why);
	pthread_mutex_lock(&a->lock);
	w->object = object;
	w->state = object ? THERE : FAILED;
	if (object)
		a->held += object->bytes.len;
	pthread_cond_broadcast(&a->change);
}

static void *worker(void *arg)
{
	struct read_ahead *a = arg;

	pthread_mutex_lock(&a->lock);
	while (!a->stop) {
		if (a->next < a->nr && a->held <= AHEAD_MAX) {
			struct want *w = &a->want[a->next++];

			if (w->state == WANTED)
				read_one(a, w);
		} else {
			pthread_cond_wait(&a->change, &a->lock);
		}
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

void read_ahead_start(struct read_ahead *a)
{
	a->running = a->nr > 1 &&
		     !pthread_create(&a->thread, NULL, worker, a);
}

struct gitobject *read_ahead_take(struct read_ahead *a, size_t number,
				  struct diag *why)
{
	struct want *w = &a->want[number - 1];
	struct gitobject *object = NULL;

	pthread_mutex_lock(&a->lock);
	if (w->state == WANTED)
		read_one(a, w);
	while (w->state == READING)
		pthread_cond_wait(&a->change, &a->lock);
	if (w->state == THERE) {
		object = w->object;
		a->held -= object->bytes.len;
		w->object = NULL;
		w->state = TAKEN;
		pthread_cond_broadcast(&a->change);
	}
	pthread_mutex_unlock(&a->lock);
	/* The thread's own message is lost with it: ask once more. */
	return object ? object :
	       gitobject_read(a->odb, &w->id, a->trusted, why);
}

void read_ahead_free(struct read_ahead *a)
{
	if (!a)
		return;
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_broadcast(&a->change);
	pthread_mutex_unlock(&a->lock);
	if (a->running)
		pthread_join(a->thread, NULL);
	for (size_t i = 0; i < a->nr; i++)
		gitobject_put(a->want[i].object);
	pthread_mutex_destroy(&a->lock);
	pthread_cond_destroy(&a->change);
	free(a->want);
	free(a);
}
