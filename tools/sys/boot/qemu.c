// SPDX-License-Identifier: GPL-2.0-only
/* QEMU: its arguments, and when it has run long enough. */
#include "sys/boot/qemu.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/console/complaint.h"
#include "core/console/guest-line.h"
#include "sys/boot/accel.h"
#include "sys/os/clock.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/os/sandbox.h"
#include "sys/os/say.h"
#include "sys/os/speed.h"

/* The guest's memory is given by -m; QEMU maps much more than it uses. */
#define NO_LIMIT_MIB	(1L << 30)

/* What is known of a boot while it runs. */
struct watch {
	const char *show;
	const unsigned char *secret;
	struct buf line;	/* the last one, not yet whole */
	size_t total;
	bool started;
	double last;		/* seconds, of the last output */
	double now;
	double end_at;		/* when to end it; 0: not decided */
	double start_by;
	double slowness;	/* by which limits are stretched */
	enum stop stop;
};

/* The first reason counts; it gives the guest some seconds more. */
static void decide(struct watch *w, enum stop stop, int in_s)
{
	if (w->end_at > 0)
		return;
	w->end_at = w->now + in_s * w->slowness;
	w->stop = stop;
}

static void take_line(struct watch *w, struct span line)
{
	char room[CONSOLE_LINE_MAX];
	struct span cleaned = guest_clean(line, room, sizeof(room));
	struct guest_line guest;

	if (w->show)
		notice("%s: %.*s\n", w->show, (int)cleaned.len,
		       cleaned.at);
	if (guest_read(cleaned, w->secret, &guest) == GUEST_LINE) {
		if (span_starts(guest.words, "start "))
			w->started = true;
		if (span_is(guest.words, "end"))
			decide(w, STOP_END, QEMU_AFTER_END_S);
	} else if (complaint_in(cleaned) == PANIC) {
		decide(w, STOP_PANIC, QEMU_AFTER_PANIC_S);
	} else if (span_find(cleaned, ": terminating on signal ")) {
		w->stop = STOP_DIED;	/* QEMU's own words; it exits with 0 */
	}
}

static void take(struct watch *w, struct span fresh)
{
	while (fresh.len) {
		const char *lf = memchr(fresh.at, '\n', fresh.len);
		size_t len = lf ? (size_t)(lf - fresh.at) : fresh.len;

		if (w->line.len < CONSOLE_LINE_MAX)
			buf_add(&w->line, fresh.at, len);
		fresh = span_skip(fresh, len + (lf != NULL));
		if (!lf)
			return;
		take_line(w, buf_span(&w->line));
		buf_clear(&w->line);
	}
}

static bool look(void *arg, struct span fresh)
{
	struct watch *w = arg;

	w->now = clock_seconds();
	if (fresh.len) {
		w->last = w->now;
		w->total += fresh.len;
		take(w, fresh);
	}
	if (w->total > QEMU_LOG_MAX && w->stop != STOP_FLOOD) {
		w->end_at = 0;	/* also in the seconds after end or panic */
		decide(w, STOP_FLOOD, 0);
	}
	if (w->now - w->last >= QEMU_SILENCE_S * w->slowness)
		decide(w, STOP_SILENCE, 0);
	if (!w->started && w->now >= w->start_by)
		decide(w, STOP_NO_START, 0);
	return w->end_at > 0 && w->now >= w->end_at;
}

/*
 * What QEMU denies itself once it has started, so that a kernel that breaks out
 * of the machine starts no program and gains no rights.
 */
#define SECCOMP \
	"on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"

static void add_option(struct strings *w, const char *option, const char *value)
{
	strings_add(w, option);
	strings_add(w, value);
}

static void add_target(struct strings *w, const struct target *t)
{
	strings_add(w, t->qemu);
	if (sandbox_wanted())
		add_option(w, "-sandbox", SECCOMP);
	for (size_t i = 0; i < t->nr_qemu_args; i++)
		strings_split(w, span_of(t->qemu_arg[i]), " \t");
}

static void command_line(struct strings *w, const struct qemu_boot *q,
			 enum accel accel)
{
	add_target(w, q->target);
	/* behind the target's own -cpu, so that KVM's counts */
	for (const char *const *a = accel_args(accel); *a; a++)
		strings_add(w, *a);
	add_option(w, "-kernel", q->kernel);
	add_option(w, "-initrd", q->initrd);
	add_option(w, "-append", q->append);
}

/*
 * The files that the arguments name: "FILE", "key=FILE", "a=b,file=FILE".
 * True when one of them is named from the current folder.
 */
static bool find_files(struct strings *files, const struct strings *words)
{
	bool relative = false;

	for (size_t i = 0; i < words->nr; i++) {
		const char *at = words->at[i];

		while (*(at += strspn(at, "=,"))) {
			size_t len = strcspn(at, "=,");
			char *part = xstrfmt("%.*s", (int)len, at);

			if (fs_is_file(part)) {
				strings_add(files, part);
				relative |= *part != '/';
			}
			free(part);
			at += len;
		}
	}
	return relative;
}

void qemu_files(const struct target *target, struct strings *files)
{
	struct strings words = { 0 };

	add_target(&words, target);
	find_files(files, &words);
	strings_release(&words);
}

/* A boot under way. */
struct booting {
	struct watch watch;
	struct strings words, files, wrapped;
	char *folder;		/* to run in; NULL: any */
};

/* How QEMU is run. */
struct entering {
	const struct qemu_boot *q;
	enum accel accel;
	const char *const *more;	/* arguments; they want the network */
};

static int prepare(struct booting *b, const struct entering *e, struct proc *p,
		   struct diag *why)
{
	const struct qemu_boot *q = e->q;
	static const char *const env[] = { "LC_ALL=C", NULL };
	static const char *const devices[] = { "/dev/kvm", NULL };
	struct sandbox box = { .devices = devices, .memory_mib = NO_LIMIT_MIB,
			       .network = *e->more };
	long start_s = (q->target->timeout_s ? q->target->timeout_s :
			QEMU_TIMEOUT_S) + 1;
	double t = clock_seconds(), slowness = machine_slowness();
	long timeout_s = q->timeout_s * slowness;

	/* the guest gets at least half the target's time for its checks */
	b->watch = (struct watch){ .show = q->show, .secret = q->secret,
				   .last = t, .slowness = slowness,
				   .start_by = t + start_s / 2 * slowness,
				   .stop = STOP_ITSELF };
	command_line(&b->words, q, e->accel);
	for (const char *const *word = e->more; *word; word++)
		strings_add(&b->words, *word);
	if (find_files(&b->files, &b->words))
		b->folder = getcwd(NULL, 0);
	box.readable = (const char *const *)b->files.at;
	*p = (struct proc){ .argv = (const char *const *)b->words.at,
			    .env = env, .dir = b->folder, .log = q->log,
			    .timeout_s = timeout_s, .watch = look,
			    .arg = &b->watch };
	return sandbox_wrap(p, &box, &b->wrapped, why);
}

static struct boot_end end_of(const struct booting *b,
			      const struct proc_end *ended)
{
	enum stop stop = b->watch.stop;

	if (ended->timed_out)
		stop = STOP_TIMEOUT;
	else if (!ended->stopped)
		stop = ended->status || stop == STOP_DIED ? STOP_DIED :
			STOP_ITSELF;
	return (struct boot_end){ .stop = stop, .status = ended->status,
				  .seconds = ended->seconds };
}

static void booting_release(struct booting *b)
{
	strings_release(&b->words);
	strings_release(&b->files);
	strings_release(&b->wrapped);
	free(b->folder);
	buf_release(&b->watch.line);
}

int qemu_boot(const struct qemu_boot *q, size_t nr, struct boot_end *end,
	      struct diag *why)
{
	static const char *const none[] = { NULL };
	struct booting b[PROC_AT_ONCE] = { 0 };
	struct proc p[PROC_AT_ONCE] = { 0 };
	struct proc_end ended[PROC_AT_ONCE];
	enum accel accel;
	int ret;

	assert(nr && nr <= PROC_AT_ONCE);
	ret = accel_choose(q->target, &accel, why);
	for (size_t i = 0; !ret && i < nr; i++)
		ret = prepare(&b[i], &(struct entering){ &q[i], accel, none },
			      &p[i], why);
	if (!ret)
		ret = proc_run_all(p, nr, ended, why);
	for (size_t i = 0; i < nr; i++) {
		if (!ret) {
			sandbox_ended(&ended[i]);
			end[i] = end_of(&b[i], &ended[i]);
			end[i].accel = accel_name(accel);
		}
		booting_release(&b[i]);
	}
	return ret;
}

/* In single quotes where a shell would see more than a word. */
static void print_word(const char *word)
{
	struct buf quoted = { 0 };

	if (*word && !word[strspn(word, "abcdefghijklmnopqrstuvwxyz"
				  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				  "-_=+,./:@%")]) {
		say("%s", word);
		return;
	}
	buf_addc(&quoted, '\'');
	for (; *word; word++)
		buf_adds(&quoted, *word == '\'' ? "'\\''" :
						  (char[]){ *word, 0 });
	say("%s'", quoted.at);
	buf_release(&quoted);
}

int qemu_print(const struct qemu_boot *q, struct diag *why)
{
	struct strings words = { 0 };
	enum accel accel;

	if (accel_choose(q->target, &accel, why))
		return -1;
	command_line(&words, q, accel);
	for (size_t i = 0; i < words.nr; i++) {
		print_word(words.at[i]);
		say(i + 1 < words.nr ? " " : "\n");
	}
	strings_release(&words);
	return 0;
}

int qemu_enter(const struct qemu_boot *q, const char *const *more,
	       struct diag *why)
{
	struct booting b = { 0 };
	struct proc p;
	enum accel accel;
	int ret = accel_choose(q->target, &accel, why);

	if (!ret)
		ret = prepare(&b, &(struct entering){ q, accel, more }, &p,
			      why);
	if (!ret && p.dir && chdir(p.dir))
		ret = diag_set(why, p.dir, 0, "%s", strerror(errno));
	if (!ret) {
		fflush(NULL);
		execvp(p.argv[0], (char *const *)p.argv);
		ret = diag_set(why, NULL, 0, "%s cannot be run: %s", p.argv[0],
			       strerror(errno));
	}
	booting_release(&b);
	return ret;
}
