// SPDX-License-Identifier: GPL-2.0-only
/* Joins what the objects say (which code differs) with what DWARF and the sources say (why). */
#include "core/object/code-effect.h"

#include <stdlib.h>

struct half {
	struct object object;
	struct debuginfo debug;
	struct span source;
};

/* A function's own lines of the source. */
struct body {
	struct span text;
	long nr;	/* lines */
};

/* "int f(void) { return 0; }" */
static bool is_whole(struct span line)
{
	line = span_trim(line);
	return line.len && line.at[line.len - 1] == '}' &&
	       memchr(line.at, '{', line.len);
}

/* From the line of its name to the first "}" that stands at a line's beginning, or that one line. */
static struct body body_of(const struct half *h, const struct source_func *f)
{
	struct span rest = h->source, line;
	struct body b = { { "", 0 }, 0 };

	for (long lineno = 1; span_line(&rest, &line); lineno++) {
		if (lineno < f->lineno)
			continue;
		if (lineno == f->lineno)
			b.text.at = line.at;
		b.text.len = line.at + line.len - b.text.at;
		b.nr++;
		if (span_starts(line, "}") || (b.nr == 1 && is_whole(line)))
			return b;
	}
	return (struct body){ { "", 0 }, 0 };
}

/* True when the function is defined in the source itself, not in something that it includes: its name stands on its line. */
static bool is_own(const struct half *h, const struct source_func *f)
{
	struct span text = body_of(h, f).text, line;

	return span_line(&text, &line) &&
	       memmem(line.at, line.len, f->name, strlen(f->name));
}

static const struct source_func *own(const struct half *h, const char *name)
{
	for (size_t i = 0; i < h->debug.nr; i++)
		if (!strcmp(h->debug.func[i].name, name) &&
		    is_own(h, &h->debug.func[i]))
			return &h->debug.func[i];
	return NULL;
}

/* True when the patch changes the function's source, adds it or removes it. */
static bool is_patched(const struct half *a, const struct half *b,
		       const char *name)
{
	const struct source_func *x = own(a, name), *y = own(b, name);

	if (!x || !y)
		return x || y;
	return !span_equals(body_of(a, x).text, body_of(b, y).text);
}

/* The lines of every function that both sides have unchanged: __LINE__ in them is no change. */
static size_t find_lines(const struct half *a, const struct half *b,
			 struct object_lines **lines)
{
	size_t nr = 0;

	*lines = grow_array(NULL, a->debug.nr + 1, sizeof(**lines));
	for (size_t i = 0; i < a->debug.nr; i++) {
		const struct source_func *x = &a->debug.func[i], *y;
		struct body body;

		if (!is_own(a, x) || !(y = own(b, x->name)))
			continue;
		body = body_of(a, x);
		if (span_equals(body.text, body_of(b, y).text))
			(*lines)[nr++] = (struct object_lines){
				x->lineno, y->lineno, body.nr };
	}
	return nr;
}

/* The patched functions that one side's compiler put into name. */
static void add_through(const struct half *a, const struct half *b,
			const struct half *h, const char *name, struct buf *out)
{
	const struct source_func *f = debuginfo_find(&h->debug, name);

	for (size_t i = 0; f && i < f->nr; i++) {
		const char *in = f->inlined[i];

		if (!is_patched(a, b, in) ||
		    (out->at && memmem(out->at, out->len, in, strlen(in))))
			continue;
		buf_addf(out, "%s%s", out->len ? ", " : "", in);
	}
}

static void add_func(struct blast *blast, const struct half *a,
		     const struct half *b, const struct object_func *f)
{
	struct blast_func *to = &blast->func[blast->nr++];
	struct buf through = { 0 };

	add_through(a, b, a, f->name, &through);
	add_through(a, b, b, f->name, &through);
	*to = (struct blast_func){
		.name = strdup(f->name), .change = f->change,
		.before = f->before, .after = f->after,
		.why = is_patched(a, b, f->name) ? BLAST_PATCH :
			through.len ? BLAST_INLINED : BLAST_OTHER,
		.through = through.len ? buf_detach(&through) : strdup(""),
	};
}

static bool has_code(const struct object_func *f, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(f[i].name, name))
			return true;
	return false;
}

/* Patched functions that live only inside of others. */
static void add_codeless(struct blast *blast, const struct half *a,
			 const struct half *b, const struct half *h,
			 const struct object_func *code, size_t nr)
{
	for (size_t i = 0; i < h->debug.nr; i++) {
		const char *name = h->debug.func[i].name;
		bool known = has_code(code, nr, name);

		for (size_t k = 0; k < blast->nr_codeless; k++)
			known |= !strcmp(blast->codeless[k], name);
		if (known || !is_own(h, &h->debug.func[i]) ||
		    !is_patched(a, b, name))
			continue;
		blast->codeless = grow_array(blast->codeless,
					     blast->nr_codeless + 1,
					     sizeof(*blast->codeless));
		blast->codeless[blast->nr_codeless++] = strdup(name);
	}
}

static void join(struct blast *blast, const struct half *a,
		 const struct half *b)
{
	struct object_lines *lines;
	struct object_func *code;
	size_t nr_lines = find_lines(a, b, &lines);
	size_t nr = object_compare(&a->object, &b->object, lines, nr_lines,
				   &code);

	blast->func = grow_array(NULL, nr + 1, sizeof(*blast->func));
	for (size_t i = 0; i < nr; i++) {
		if (code[i].change == CODE_UNCHANGED)
			blast->nr_unchanged++;
		else
			add_func(blast, a, b, &code[i]);
	}
	add_codeless(blast, a, b, a, code, nr);
	add_codeless(blast, a, b, b, code, nr);
	free(code);
	free(lines);
}

static int half_read(struct half *h, const struct blast_side *side,
		     struct diag *why)
{
	int ret = object_read(&h->object, side->object, side->path, why);

	h->source = side->source;
	if (!ret)
		ret = debuginfo_read(&h->debug, side->object, side->path, why);
	return ret;
}

int blast_find(struct blast *blast, const struct blast_side *before,
	       const struct blast_side *after, struct diag *why)
{
	struct half a = { 0 }, b = { 0 };
	int ret;

	memset(blast, 0, sizeof(*blast));
	ret = half_read(&a, before, why);
	if (!ret)
		ret = half_read(&b, after, why);
	if (!ret && a.object.machine != b.object.machine)
		ret = diag_set(why, after->path, 0,
			       "is for another machine than %s", before->path);
	if (!ret)
		join(blast, &a, &b);
	object_release(&a.object);
	object_release(&b.object);
	debuginfo_release(&a.debug);
	debuginfo_release(&b.debug);
	return ret;
}

void blast_release(struct blast *b)
{
	for (size_t i = 0; i < b->nr; i++) {
		free(b->func[i].name);
		free(b->func[i].through);
	}
	for (size_t i = 0; i < b->nr_codeless; i++)
		free(b->codeless[i]);
	free(b->func);
	free(b->codeless);
	memset(b, 0, sizeof(*b));
}

const char *blast_why_name(enum blast_why why)
{
	static const char *const names[] = {
		[BLAST_PATCH] = "patch", [BLAST_INLINED] = "inlined",
		[BLAST_OTHER] = "other",
	};

	return names[why];
}
