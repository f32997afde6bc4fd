// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads objects before they are asked for, never more than some megabytes
 * ahead. An object that is asked for before its turn is read by who asks. What
 * is to be hashed waits until there is nothing to read, and never is much.
 */
#include "sys/git/read-ahead.h"

#include <pthread.h>
#include <stdlib.h>

#include "sys/git/repo.h"

#define AHEAD_MAX	(48 << 20)	/* bytes read and not yet taken */
#define HASH_MAX	(16 << 20)	/* bytes not yet hashed */

enum state { WANTED, READING, THERE, FAILED, TAKEN };

struct want {
	git_oid id;
	enum state state;
	git_odb_object *object;
};

/* An id to be worked out. */
struct job {
	struct job *next;
	struct gitobject *blob;
	git_oid *id;
};

struct ahead {
	git_odb *odb;
	struct want *want;
	size_t nr, cap;
	size_t next;		/* index of the first that the thread has not looked at */
	size_t held;		/* bytes */
	struct job *job;	/* the last one added first */
	size_t queued;		/* bytes of them */
	size_t hashing;		/* jobs taken and not done */
	bool running, stop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t change;
};

struct ahead *ahead_new(git_odb *odb)
{
	struct ahead *a = grow_array(NULL, 1, sizeof(*a));

	memset(a, 0, sizeof(*a));
	a->odb = odb;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->change, NULL);
	return a;
}

size_t ahead_add(struct ahead *a, const git_oid *id)
{
	if (a->nr == a->cap) {
		a->cap = a->cap ? 2 * a->cap : 64;
		a->want = grow_array(a->want, a->cap, sizeof(*a->want));
	}
	a->want[a->nr++] = (struct want){ .id = *id, .state = WANTED };
	return a->nr;
}

/* Reads w; called and returns under the lock. */
static void read_one(struct ahead *a, struct want *w)
{
	git_odb_object *object = NULL;
	int err;

	w->state = READING;
	pthread_mutex_unlock(&a->lock);
	err = git_odb_read(&object, a->odb, &w->id);
	pthread_mutex_lock(&a->lock);
	w->object = object;
	w->state = err ? FAILED : THERE;
	if (!err)
		a->held += git_odb_object_size(object);
	pthread_cond_broadcast(&a->change);
}

/* Does a job; called and returns under the lock. False if there is none. */
static bool hash_one(struct ahead *a)
{
	struct job *j = a->job;

	if (!j)
		return false;
	a->job = j->next;
	a->queued -= j->blob->bytes.len;
	a->hashing++;
	pthread_mutex_unlock(&a->lock);
	git_oid_cpy(j->id, gitobject_id(j->blob, GIT_OBJECT_BLOB));
	gitobject_put(j->blob);
	free(j);
	pthread_mutex_lock(&a->lock);
	a->hashing--;
	pthread_cond_broadcast(&a->change);
	return true;
}

static void *worker(void *arg)
{
	struct ahead *a = arg;

	pthread_mutex_lock(&a->lock);
	while (!a->stop) {
		if (a->next < a->nr && a->held <= AHEAD_MAX) {
			struct want *w = &a->want[a->next++];

			if (w->state == WANTED)
				read_one(a, w);
		} else if (!hash_one(a)) {
			pthread_cond_wait(&a->change, &a->lock);
		}
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

void ahead_start(struct ahead *a)
{
	a->running = a->nr > 1 &&
		     !pthread_create(&a->thread, NULL, worker, a);
}

struct gitobject *ahead_take(struct ahead *a, size_t number, struct diag *why)
{
	struct want *w = &a->want[number - 1];
	git_odb_object *object = NULL;

	pthread_mutex_lock(&a->lock);
	if (w->state == WANTED)
		read_one(a, w);
	while (w->state == READING)
		pthread_cond_wait(&a->change, &a->lock);
	if (w->state == THERE) {
		object = w->object;
		a->held -= git_odb_object_size(object);
		w->object = NULL;
		w->state = TAKEN;
		pthread_cond_broadcast(&a->change);
	}
	pthread_mutex_unlock(&a->lock);
	/* The thread's own message is lost with it: ask once more. */
	if (!object && git_odb_read(&object, a->odb, &w->id)) {
		repo_fail(why, "read an object");
		return NULL;
	}
	return gitobject_wrap(object);
}

void ahead_hash(struct ahead *a, struct gitobject *b, git_oid *id)
{
	struct job *j = grow_array(NULL, 1, sizeof(*j));

	*j = (struct job){ .blob = b, .id = id };
	pthread_mutex_lock(&a->lock);
	j->next = a->job;
	a->job = j;
	a->queued += b->bytes.len;
	pthread_cond_broadcast(&a->change);
	while (!a->running || a->queued > HASH_MAX)
		if (!hash_one(a))
			break;
	pthread_mutex_unlock(&a->lock);
}

void ahead_settle(struct ahead *a)
{
	pthread_mutex_lock(&a->lock);
	while (hash_one(a))
		;
	while (a->hashing)
		pthread_cond_wait(&a->change, &a->lock);
	pthread_mutex_unlock(&a->lock);
}

void ahead_free(struct ahead *a)
{
	if (!a)
		return;
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_broadcast(&a->change);
	pthread_mutex_unlock(&a->lock);
	if (a->running)
		pthread_join(a->thread, NULL);
	ahead_settle(a);
	for (size_t i = 0; i < a->nr; i++)
		git_odb_object_free(a->want[i].object);
	pthread_mutex_destroy(&a->lock);
	pthread_cond_destroy(&a->change);
	free(a->want);
	free(a);
}
