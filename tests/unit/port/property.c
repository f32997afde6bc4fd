// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds of every port: to the file that a patch was made for it is the
 * patch; to one that differs elsewhere it is the same change there; and the
 * patch turned round takes it back. The files are made up, the same each run.
 */
#include "unit.h"

#include "core/port/port.h"

#define FUNCTIONS 6
#define BODY 7	/* statements of a function */
#define RUNS 400

struct made {
	char *line[FUNCTIONS * (BODY + 4)];
	size_t nr;
};

static unsigned int seed, conflicts;

static unsigned int roll(unsigned int sides)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % sides;
}

static void add(struct made *m, char *line)
{
	m->line[m->nr++] = line;
}

static char *statement(void)
{
	static const char *const verb[] = { "get", "put", "lock", "check" };
	static const char *const noun[] = { "queue", "timer", "page", "inode" };
	struct buf line = { 0 };

	buf_addf(&line, "\t%s_%s(%c, %u);", verb[roll(4)], noun[roll(4)],
		 "abcd"[roll(4)], roll(90));
	return buf_detach(&line);
}

static char *format(const char *text, size_t nr)
{
	struct buf line = { 0 };

	buf_addf(&line, text, nr);
	return buf_detach(&line);
}

static void make(struct made *m)
{
	m->nr = 0;
	for (size_t i = 0; i < FUNCTIONS; i++) {
		add(m, format("static void function_%zu(int a)", i));
		add(m, format("{", 0));
		for (size_t k = 0; k < BODY; k++)
			add(m, statement());
		add(m, format("}", 0));
		add(m, format("", 0));
	}
}

static void made_release(struct made *m)
{
	for (size_t i = 0; i < m->nr; i++)
		free(m->line[i]);
	m->nr = 0;
}

/* The file with line at replaced by with; in front of line more, another. */
static void write_file(const struct made *m, size_t at, const char *with,
		       size_t more, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < m->nr; i++) {
		if (i == more)
			buf_adds(out, "\tanother_line(here);\n");
		buf_addf(out, "%s\n", i == at ? with : m->line[i]);
	}
}

/* A patch that replaces line at, three lines around it. */
static void write_patch(const struct made *m, size_t at, const char *with,
			struct buf *out)
{
	buf_clear(out);
	buf_addf(out, "--- a/f.c\n+++ b/f.c\n@@ -%zu,7 +%zu,7 @@ %s\n", at - 2,
		 at - 2, m->line[at / (BODY + 4) * (BODY + 4)]);
	for (size_t i = at - 3; i <= at + 3; i++)
		if (i == at)
			buf_addf(out, "-%s\n+%s\n", m->line[i], with);
		else
			buf_addf(out, " %s\n", m->line[i]);
}

static void port_gives(const struct patch *p, const struct buf *target,
		       const struct buf *want)
{
	struct port_input in = { .diff = &p->diff[0],
				 .target = buf_span(target) };
	struct port_result r;
	struct buf out = { 0 };

	port_file_diff(&in, &r, &out);
	/* Two places may be alike by chance. */
	if (r.worst != PORT_CONFLICT)
		assert_string_equal(out.at, want->at);
	else
		conflicts++;
	port_result_release(&r);
	buf_release(&out);
}

/* One patch to the file it was made for, to another one, and back. */
static void try_one(void)
{
	struct made m;
	struct buf patch = { 0 }, before = { 0 }, after = { 0 };
	size_t at, more;
	char *with = statement();
	struct diag why = { 0 };
	struct patch p;

	make(&m);
	at = roll(FUNCTIONS) * (BODY + 4) + 4 + roll(BODY - 4);
	more = roll(FUNCTIONS) * (BODY + 4) + 3 + roll(BODY - 1);
	write_patch(&m, at, with, &patch);
	assert_int_equal(patch_parse(&p, buf_span(&patch), 1, "p", &why), 0);
	write_file(&m, m.nr, with, m.nr, &before);
	write_file(&m, at, with, m.nr, &after);
	port_gives(&p, &before, &after);
	/* Not right beside the change, where its place is a matter of taste. */
	if (more != at && more != at + 1) {
		write_file(&m, m.nr, with, more, &before);
		write_file(&m, at, with, more, &after);
		port_gives(&p, &before, &after);
	}
	patch_reverse(&p);
	port_gives(&p, &after, &before);
	patch_release(&p);
	made_release(&m);
	buf_release(&patch);
	buf_release(&before);
	buf_release(&after);
	free(with);
}

static void a_port_is_the_patch_and_can_be_taken_back(void **state)
{
	(void)state;
	for (seed = 1; seed <= RUNS; seed++) {
		unsigned int run = seed;

		try_one();
		seed = run;
	}
	assert_true(conflicts < RUNS / 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_port_is_the_patch_and_can_be_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
