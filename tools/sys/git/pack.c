// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fills one pack: the caller adds objects, threads deflate them, and the
 * caller helps when it has run too far ahead. Order in a pack is free, since
 * deltas name their base by id.
 */
#include "sys/git/pack.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "core/patch/delta.h"
#include "sys/git/pack-file.h"
#include "sys/git/repo.h"

#define QUEUE_MAX (32 << 20) /* bytes waiting before the caller helps */
#define DEPTH_MAX	50		/* of delta chains: git's default */
#define THREADS_MAX	3
#define REF_DELTA	7

struct job {
	struct job *next;
	git_object_t kind;
	struct gitobject *blob, *from;
};

/* What one thread deflates with. */
struct press {
	z_stream z;
	struct buf delta, out;
	uint32_t crc;
};

struct pack {
	git_odb *odb;
	struct idset ids;
	struct press own;
	pthread_t thread[THREADS_MAX];
	int nr_threads;
	pthread_mutex_t lock;
	pthread_cond_t work;
	/* under lock: */
	struct job *first, **end;
	size_t queued;		/* bytes */
	bool closed;
	/* not open: a repository in memory, written to at once */
	struct packfile file;
};

static void press_init(struct press *s)
{
	memset(s, 0, sizeof(*s));
	if (deflateInit(&s->z, PACK_LEVEL) != Z_OK)
		abort();
}

static void press_release(struct press *s)
{
	deflateEnd(&s->z);
	buf_release(&s->delta);
	buf_release(&s->out);
}

/*
 * An object's header in a pack: kind and size, seven bits a byte after the
 * first four.
 */
static void add_header(struct buf *out, int kind, size_t size)
{
	unsigned char c = kind << 4 | (size & 15);

	for (size >>= 4; size; size >>= 7) {
		buf_addc(out, (char)(c | 0x80));
		c = size & 0x7f;
	}
	buf_addc(out, (char)c);
}

static void deflate_into(struct press *s, struct span bytes)
{
	size_t room = deflateBound(&s->z, bytes.len);

	buf_grow(&s->out, room);
	deflateReset(&s->z);
	s->z.next_in = (unsigned char *)bytes.at;
	s->z.avail_in = bytes.len;
	s->z.next_out = (unsigned char *)s->out.at + s->out.len;
	s->z.avail_out = room;
	if (deflate(&s->z, Z_FINISH) != Z_STREAM_END)
		abort();
	s->out.len += room - s->z.avail_out;
}

/* Makes s->out an object as it stands in a pack. */
static void press(struct press *s, const struct job *j)
{
	struct span bytes = j->blob->bytes;
	int kind = j->kind;

	buf_clear(&s->out);
	if (j->from) {
		struct span from = j->from->bytes;

		if (j->kind == GIT_OBJECT_TREE)
			delta_entries(&s->delta, from, bytes);
		else
			delta_lines(&s->delta, from, bytes);
		if (s->delta.len < bytes.len / 2) {
			bytes = buf_span(&s->delta);
			kind = REF_DELTA;
		}
	}
	add_header(&s->out, kind, bytes.len);
	if (kind == REF_DELTA)
		buf_add(&s->out, j->from->id.id, 20);
	deflate_into(s, bytes);
	s->crc = crc32(0, (unsigned char *)s->out.at, s->out.len);
}

/*
 * Does the first job of the queue; called and returns under the lock. False if
 * there is none.
 */
static bool work(struct pack *p, struct press *s)
{
	struct job *j = p->first;

	if (!j)
		return false;
	p->first = j->next;
	if (!p->first)
		p->end = &p->first;
	p->queued -= j->blob->bytes.len;
	pthread_mutex_unlock(&p->lock);
	press(s, j);
	pthread_mutex_lock(&p->lock);
	packfile_add(&p->file, &j->blob->id, s->crc, buf_span(&s->out));
	gitobject_put(j->blob);
	gitobject_put(j->from);
	free(j);
	return true;
}

static void *worker(void *arg)
{
	struct pack *p = arg;
	struct press s;

	press_init(&s);
	pthread_mutex_lock(&p->lock);
	while (work(p, &s) || !p->closed)
		if (!p->first && !p->closed)
			pthread_cond_wait(&p->work, &p->lock);
	pthread_mutex_unlock(&p->lock);
	press_release(&s);
	return NULL;
}

static int start_threads(struct pack *p, struct diag *why)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN) - 1;

	if (!p->file.folder)
		return 0;
	n = n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : n;
	for (; p->nr_threads < n; p->nr_threads++)
		if (pthread_create(&p->thread[p->nr_threads], NULL, worker, p))
			return diag_set(why, NULL, 0, "cannot start a thread");
	return 0;
}

static int open_objects(struct pack *p, git_repository *repo, struct diag *why)
{
	if (git_repository_odb(&p->odb, repo))
		return repo_fail(why, "find the repository's objects");
	if (!git_repository_path(repo))
		return 0;
	return packfile_open(&p->file, repo, why);
}

struct pack *pack_new(git_repository *repo, struct diag *why)
{
	struct pack *p = new_array(1, sizeof(*p));

	p->end = &p->first;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->work, NULL);
	press_init(&p->own);
	packfile_init(&p->file);
	if (open_objects(p, repo, why) || start_threads(p, why)) {
		pack_free(p);
		return NULL;
	}
	return p;
}

void pack_add(struct pack *p, git_object_t kind, struct gitobject *b,
	      struct gitobject *from)
{
	const git_oid *id = gitobject_id(b, kind);
	struct job *j;

	if (b->saved)
		return;
	b->saved = true;
	if (idset_has(&p->ids, id) ||
	    git_odb_exists_ext(p->odb, id, GIT_ODB_LOOKUP_NO_REFRESH))
		return;
	idset_add(&p->ids, id);
	if (!p->file.folder) {
		git_oid same;

		if (git_odb_write(&same, p->odb, b->bytes.at, b->bytes.len,
				  kind))
			p->file.error = EIO;
		return;
	}
	if (from &&
	    (from->depth >= DEPTH_MAX || !idset_has(&p->ids, &from->id)))
		from = NULL;
	if (from)
		b->depth = from->depth + 1;
	j = grow_array(NULL, 1, sizeof(*j));
	*j = (struct job){ NULL, kind, gitobject_ref(b), gitobject_ref(from) };
	pthread_mutex_lock(&p->lock);
	*p->end = j;
	p->end = &j->next;
	p->queued += b->bytes.len;
	pthread_cond_signal(&p->work);
	while (p->queued > QUEUE_MAX && work(p, &p->own))
		;
	pthread_mutex_unlock(&p->lock);
}

/* Empties the queue and ends the threads. */
static void finish(struct pack *p)
{
	pthread_mutex_lock(&p->lock);
	p->closed = true;
	pthread_cond_broadcast(&p->work);
	while (work(p, &p->own))
		;
	pthread_mutex_unlock(&p->lock);
	while (p->nr_threads)
		pthread_join(p->thread[--p->nr_threads], NULL);
}

int pack_publish(struct pack *p, struct diag *why)
{
	finish(p);
	if (packfile_publish(&p->file, why))
		return -1;
	if (p->file.nr && git_odb_refresh(p->odb))
		return repo_fail(why, "read the new pack");
	return 0;
}

void pack_free(struct pack *p)
{
	struct job *j;

	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	while ((j = p->first)) {
		p->first = j->next;
		gitobject_put(j->blob);
		gitobject_put(j->from);
		free(j);
	}
	p->end = &p->first;
	pthread_mutex_unlock(&p->lock);
	finish(p);
	packfile_release(&p->file);
	press_release(&p->own);
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->work);
	git_odb_free(p->odb);
	idset_release(&p->ids);
	free(p);
}
