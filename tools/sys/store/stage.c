// SPDX-License-Identifier: GPL-2.0-only
/* The life of a stage: lock, compare, work, publish. */
#include "sys/store/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sys/os/clock.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

/* Says whose the lock is, as far as its file tells. */
static void held(const char *path, struct diag *why)
{
	struct buf who = { 0 };
	struct diag ignored;
	struct span pid = { "", 0 }, rest;

	if (!fs_read(&who, path, &ignored)) {
		rest = buf_span(&who);
		span_line(&rest, &pid);
	}
	diag_set(why, path, 0, "another run holds this lock (process %.*s)",
		 pid.len ? (int)pid.len : 7, pid.len ? pid.at : "unknown");
	buf_release(&who);
}

/*
 * Our process id and host, for others that find the lock taken and for
 * stage_running(); failing to write them does no harm.
 */
static void sign(int fd)
{
	char text[300], host[256] = "";
	int n;

	gethostname(host, sizeof(host) - 1);
	n = snprintf(text, sizeof(text), "%ld\n%s\n", (long)getpid(), host);
	if (ftruncate(fd, 0) || pwrite(fd, text, n, 0) != n)
		return;
}

bool stage_running(const char *out, const char *branch, const char *stage,
		   time_t *since)
{
	char *path = xstrfmt("%s/%s/.%s.lock", out, branch, stage);
	char host[256] = "", theirs[256] = "";
	struct buf who = { 0 };
	struct diag ignored;
	struct stat st;
	bool runs = false;
	long pid;

	if (!stat(path, &st) && st.st_size && !fs_read(&who, path, &ignored) &&
	    sscanf(who.at, "%ld %255s", &pid, theirs) == 2 && pid > 0) {
		gethostname(host, sizeof(host) - 1);
		/*
		 * Of another machine's processes nothing is known here: what it
		 * wrote holds.
		 */
		runs = strcmp(host, theirs) || !kill(pid, 0) || errno == EPERM;
		*since = st.st_mtime;
	}
	buf_release(&who);
	free(path);
	return runs;
}

int stage_lock(struct stage *s, const char *out, const char *branch,
	       const char *stage, bool wait, struct diag *why)
{
	char *folder = xstrfmt("%s/%s", out, branch);
	char *path = xstrfmt("%s/.%s.lock", folder, stage);
	int ret = -1;

	memset(s, 0, sizeof(*s));
	s->out = xstrdup(out);
	s->result.branch = xstrdup(branch);
	s->result.stage = xstrdup(stage);
	if (fs_mkdirs(folder, why))
		goto out;
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	s->opened = s->lock >= 0;
	if (!s->opened) {
		fs_fail(path, "open the lock", why);
		goto out;
	}
	do
		ret = flock(s->lock, LOCK_EX | (wait ? 0 : LOCK_NB));
	while (ret && errno == EINTR);
	s->held = !ret;
	if (!ret)
		sign(s->lock);
	else if (errno == EWOULDBLOCK)
		held(path, why), ret = 1;
	else
		fs_fail(path, "lock", why);
out:
	if (ret)
		stage_release(s);
	free(path);
	free(folder);
	return ret;
}

int stage_begin(struct stage *s, struct result_key *k, bool force,
		struct diag *why)
{
	struct result *r = &s->result, stored;
	char *path = xstrfmt("%s/%s/%s.json", s->out, r->branch, r->stage);
	int ret;

	s->began_s = clock_seconds();
	r->started = result_now();
	r->more = json_object();
	if (k)
		json_object_set_new(r->more, "inputs", result_key_inputs(k));
	r->key = k ? result_key_end(k) : xstrdup("");
	ret = result_load(&stored, s->out, r->branch, r->stage, why);
	if (ret < 0)
		goto out;
	s->changed = ret ? xstrdup("") :
		json_differing(json_object_get(r->more, "inputs"),
			  json_object_get(stored.more, "inputs"));
	if (!ret && !force && r->key[0] && !strcmp(r->key, stored.key) &&
	    stored.outcome != ERROR) {
		result_release(r);
		*r = stored;
		ret = 1;
		goto out;
	}
	result_release(&stored);
	ret = fs_remove_all(path, why);
out:
	free(path);
	return ret;
}

int stage_end(struct stage *s, enum outcome outcome, const char *reason,
	      struct diag *why)
{
	s->result.outcome = outcome;
	free(s->result.reason);
	s->result.reason = xstrdup(reason ? reason : "");
	s->result.seconds = clock_seconds() - s->began_s;
	return result_store(&s->result, s->out, why);
}

void stage_release(struct stage *s)
{
	/* An empty lock file says that nobody is at work. */
	if (s->held && ftruncate(s->lock, 0))
		s->held = false;
	if (s->opened)
		close(s->lock);
	free(s->out);
	free(s->changed);
	result_release(&s->result);
	memset(s, 0, sizeof(*s));
}

bool stage_any_runs(const char *out, const char *branch)
{
	char *folder = xstrfmt("%s/%s", out, branch);
	struct strings names = { 0 };
	struct diag ignored;
	bool runs = false;

	list_folder(&names, folder, LIST_ALL, &ignored);
	for (size_t i = 0; !runs && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		runs = span_ends(span_of(names.at[i]), ".lock") &&
		       fs_is_locked(path);
		free(path);
	}
	strings_release(&names);
	free(folder);
	return runs;
}
