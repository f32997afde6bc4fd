// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boots judged again from their consoles: what is stored of them is
 * only compared.
 */
#include "sys/matrix/consoles.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/text-json.h"
#include "sys/build/mode-kernels.h"
#include "sys/store/boot-result.h"

/* The console of a log; every fix whose check ran in the boot wants it. */
struct logged {
	char *path;
	unsigned char seal[SEAL_SECRET];
	int ret;	/* of reading it */
	struct diag why;
	struct boot_console console;
};

/* What is being judged. */
struct judging_boots {
	struct consoles *c;
	const struct console_files *files;
	const struct result *stored;
	char *folder;	/* of the branch's results */
	size_t nr_runs;	/* of the stored ones that were judged */
	struct logged *logged;
	size_t nr_logged;
};

/* Names the first member of a boot's object that its console contradicts. */
static void compare(struct buf *wrong, const char *log, json_t *stored,
		    json_t *now)
{
	char *differ = json_differing(now, stored);
	char *first = span_copy((struct span){
		differ, strcspn(differ, ",") });
	const json_t *then = json_object_get(stored, first),
		     *is = json_object_get(now, first);

	if (!strcmp(first, "log_sha256"))
		buf_addf(wrong, "%s: another console than this boot had\n",
			 log);
	else if (json_is_string(then) && json_is_string(is))
		buf_addf(wrong, "%s: %s is %.200s, the console says %.200s\n",
			 log, first, json_string_value(then),
			 json_string_value(is));
	else if (*first)
		buf_addf(wrong, "%s: %s is not what the console says\n", log,
			 first);
	free(first);
	free(differ);
}

/* A boot in that mode has a log of that name, whatever checks it ran. */
static bool is_log(const struct judging_boots *j, const struct mode_boots *m,
		   long nr, const char *log)
{
	char *begin = xstrfmt("%s/%s.%s.", j->folder, j->stored->stage,
			      m->total.mode);
	char *end = nr == 1 ? xstrdup(".log") : xstrfmt(".%ld.log", nr);
	size_t len = strlen(log), tail = strlen(end), head = strlen(begin);
	bool good = !strncmp(log, begin, head) && len >= tail + head - 1 &&
		    !strcmp(log + len - tail, end) && !strchr(log + head, '/');

	free(end);
	free(begin);
	return good;
}

/* The console of a boot, read when it is first asked for. */
static const struct logged *logged_of(struct judging_boots *j,
				      const struct boot_result *boot)
{
	char *path = xstrfmt("%s/%s", j->files->root, boot->log);
	unsigned char seal[SEAL_SECRET];
	struct logged *l;

	boot_result_seal(seal, boot, json_object_get(j->stored->more,
						     "inputs"));
	for (size_t i = 0; i < j->nr_logged; i++)
		if (!strcmp(j->logged[i].path, path) &&
		    !memcmp(j->logged[i].seal, seal, SEAL_SECRET)) {
			free(path);
			return &j->logged[i];
		}
	j->logged = grow_array(j->logged, j->nr_logged + 1, sizeof(*l));
	l = &j->logged[j->nr_logged++];
	*l = (struct logged){ .path = path };
	memcpy(l->seal, seal, SEAL_SECRET);
	l->ret = boot_console_read(&l->console, path, seal, &l->why);
	return l;
}

static void release_logged(struct judging_boots *j)
{
	for (size_t i = 0; i < j->nr_logged; i++) {
		boot_console_release(&j->logged[i].console);
		free(j->logged[i].path);
	}
	free(j->logged);
}

/* Judges boot number nr of a mode by its console. */
static void judge_boot(struct judging_boots *j, struct mode_boots *m, long nr,
		       json_t *stored)
{
	struct buf *wrong = &j->c->wrong;
	struct boot_result read;
	const struct logged *logged;
	const char *log;
	char line[1024];
	json_t *now;

	if (!boot_result_read(stored, &read) || !is_log(j, m, nr, read.log) ||
	    read.nr != nr) {
		buf_addf(wrong, "%s/%s.json: boot %ld in mode %s names no log of it\n",
			 j->folder, j->stored->stage, nr, m->total.mode);
		return;
	}
	log = read.log;
	mode_boots_begin(m, log, nr);
	logged = logged_of(j, &read);
	if (logged->ret) {
		j->c->unread = logged->why;
		buf_addf(wrong, "%s\n",
			 diag_line(&logged->why, line, sizeof(line)));
	} else {
		m->boot.end = read.end;
		m->boot.retries = read.retries;
		memcpy(m->boot.secret, read.secret, sizeof(read.secret));
		mode_boots_judge(m, &logged->console);
		now = boot_result_json(&m->boot, &m->console);
		compare(wrong, log, stored, now);
		json_decref(now);
	}
}

/* A boot that names no fix is of the only one. */
static bool is_of(const json_t *run, const struct mode_boots *m)
{
	const char *mode = json_string_value(json_object_get(run, "mode")),
		   *name = json_string_value(json_object_get(run, "fix"));

	return mode && !strcmp(mode, m->total.mode) &&
	       (!name || !strcmp(name, m->fix->name));
}

/* The kernel that a mode boots, and the modules that its check loads. */
static void name_kernel(const struct result *stored, struct mode_boots *m)
{
	const json_t *kernel = mode_kernel_of(stored->more, m->mode);
	const char *mode = mode_is_built(m->mode) ? m->mode->name : "";
	char *modules = xstrfmt("%s%s%s: initrd", mode, *mode ? ": " : "",
				m->fix->check);

	m->asked.release = json_string_value(json_object_get(kernel,
							     "release"));
	m->total.kernel = json_string_value(json_object_get(kernel,
							"image_sha256"));
	m->total.modules = result_input(stored, modules);
	free(modules);
}

/* All boots of a fix in a mode: they are numbered from 1. */
static void judge_mode(struct judging_boots *j, struct mode_boots *m)
{
	struct consoles *c = j->c;
	const char *repeat = result_input(j->stored, "repeat");
	long wanted = repeat ? strtol(repeat, NULL, 10) : 1, nr = 0;
	enum outcome ignored;
	json_t *run;
	size_t i;

	name_kernel(j->stored, m);
	json_array_foreach(json_object_get(j->stored->more, "runs"), i, run) {
		if (!is_of(run, m))
			continue;
		judge_boot(j, m, ++nr, run);
	}
	if (nr != wanted && (nr || !mode_kernel_missing(j->stored->more,
							m->mode, &ignored)))
		buf_addf(&c->wrong, "%s/%s.json: %ld boots in mode %s, wanted %ld\n",
			 j->folder, j->stored->stage, nr, m->total.mode,
			 wanted);
	j->nr_runs += nr;
	if (m->total.boots) {
		c->outcome = outcome_worst(c->outcome, m->total.outcome);
		c->mode[c->nr++] = m->total;
	}
}

static void compare_total(struct judging_boots *j)
{
	struct buf *wrong = &j->c->wrong;
	const struct result *r = j->stored;
	json_t *modes = json_object_get(r->more, "modes"), *now = json_array();

	for (size_t i = 0; i < j->c->nr; i++)
		json_array_append_new(now, mode_result_json(&j->c->mode[i]));
	if (!json_equal(modes, now))
		buf_addf(wrong, "%s/%s.json: its modes are not what the consoles say\n",
			 j->folder, r->stage);
	if (j->nr_runs != json_array_size(json_object_get(r->more, "runs")))
		buf_addf(wrong, "%s/%s.json: it has boots of other modes\n",
			 j->folder, r->stage);
	if (r->outcome != j->c->outcome)
		buf_addf(wrong, "%s/%s.json: outcome is %s, the consoles say %s\n",
			 j->folder, r->stage, outcome_name(r->outcome),
			 outcome_name(j->c->outcome));
	json_decref(now);
}

void consoles_judge(struct consoles *c, const struct console_files *files,
		    const struct result *boot)
{
	const struct branch *b = files->branch;
	struct judging_boots j = { .c = c, .files = files, .stored = boot };
	const struct boots_of what = { .branch = b, .mode = b->mode,
				       .nr_modes = b->nr_modes };

	*c = (struct consoles){ .outcome = PASS };
	boots_init(&c->boots, &what);
	c->mode = grow_array(NULL, c->boots.nr + 1, sizeof(*c->mode));
	c->fix = grow_array(NULL, b->nr_fixes + 1, sizeof(*c->fix));
	j.folder = xstrfmt("%s/%s", files->out, b->name);
	for (size_t f = 0, at = 0; f < b->nr_fixes; f++) {
		size_t first = c->nr, begin = at;

		for (; at < c->boots.nr && c->boots.m[at].fix == b->fix[f];
		     at++)
			judge_mode(&j, &c->boots.m[at]);
		c->fix[f] = (struct fix_modes){ &c->mode[first],
						c->nr - first, at - begin };
	}
	compare_total(&j);
	release_logged(&j);
	free(j.folder);
}

/* A boot's secret, and its log, borrowed; of one of the stages. */
struct secret {
	const char *secret, *log;
	json_int_t nr;
	size_t stage;
};

static int by_secret(const void *a, const void *b)
{
	const struct secret *x = a, *y = b;
	int order = strcmp(x->secret, y->secret);

	if (!order)
		order = strcmp(x->log, y->log);
	return order ? order : (x->nr > y->nr) - (x->nr < y->nr);
}

static size_t add_secrets(struct secret **list, size_t nr,
			  const struct result *stage, size_t at)
{
	json_t *runs = json_object_get(stage[at].more, "runs"), *run;
	size_t i;

	*list = grow_array(*list, nr + json_array_size(runs) + 1,
			   sizeof(**list));
	json_array_foreach(runs, i, run) {
		struct secret *s = &(*list)[nr];

		s->secret = json_string_value(json_object_get(run, "secret"));
		s->log = json_string_value(json_object_get(run, "log"));
		s->nr = json_integer_value(json_object_get(run, "nr"));
		s->stage = at;
		nr += s->secret && s->log;
	}
	return nr;
}

char *consoles_copied(const struct result *stage, size_t nr, size_t *at)
{
	struct secret *list = NULL;
	size_t have = 0;
	char *said = NULL;

	for (size_t i = 0; i < nr; i++)
		have = add_secrets(&list, have, stage, i);
	qsort(list, have, sizeof(*list), by_secret);
	for (size_t i = 1; !said && i < have; i++) {
		const struct secret *a = &list[i - 1], *b = &list[i];

		if (strcmp(a->secret, b->secret) ||
		    (!strcmp(a->log, b->log) && a->nr == b->nr))
			continue;
		*at = b->stage;
		said = xstrfmt("%s: %s has the same secret, so one of them is a copy: boot again, with --force boot",
			       b->log, a->log);
	}
	free(list);
	return said;
}

bool consoles_agree(const struct branch *b, const char *out,
		    const struct result *boot, struct diag *why)
{
	const struct console_files files = { b, ".", out };
	struct consoles c = { 0 };
	size_t at;
	char *copied = consoles_copied(boot, 1, &at);
	char line[1024];
	bool agree;

	if (result_is_decisive(boot))
		consoles_judge(&c, &files, boot);
	agree = !c.wrong.len && !copied;
	if (c.unread.text[0])
		diag_set(why, NULL, 0, "cannot tell whether %s is what its consoles say: %s",
			 boot->stage, diag_line(&c.unread, line, sizeof(line)));
	else if (!agree)
		diag_set(why, NULL, 0, "%s is not what its consoles say",
			 boot->stage);
	free(copied);
	consoles_release(&c);
	return agree;
}

bool consoles_hold(const struct branch *b, const char *out, const char *stage)
{
	struct diag ignored;
	struct result boot;
	bool hold;

	if (result_load(&boot, out, b->name, stage, &ignored))
		return true;
	hold = consoles_agree(b, out, &boot, &ignored);
	result_release(&boot);
	return hold;
}

void consoles_release(struct consoles *c)
{
	boots_release(&c->boots);
	free(c->mode);
	free(c->fix);
	buf_release(&c->wrong);
	*c = (struct consoles){ 0 };
}
