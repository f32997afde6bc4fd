// SPDX-License-Identifier: GPL-2.0-only
/*
 * Joins what the objects say (which code differs) with what DWARF and the
 * sources say (why).
 */
#include "core/object/code-effect.h"

#include <stdlib.h>

#include "core/text/buf.h"

/* A function's own lines of the source. */
struct own_lines {
	struct span text;	/* empty when the source does not define it */
	long nr;		/* lines */
};

/* One version of the source, and what was compiled of it. */
struct version {
	struct object object;
	struct dwarf_index debug;
	struct own_lines *own;	/* per function of debug */
};

/* "int f(void) { return 0; }" */
static bool is_whole(struct span line)
{
	line = span_trim(line);
	return line.len && line.at[line.len - 1] == '}' &&
	       memchr(line.at, '{', line.len);
}

/* The lines of a source. */
struct source {
	struct span text;
	size_t *line, nr;	/* where each begins */
};

static void source_read(struct source *s, struct span text)
{
	struct span rest = text, line;
	size_t room = 0;

	*s = (struct source){ .text = text };
	while (span_line(&rest, &line)) {
		s->line = grow_for_one(s->line, s->nr, &room, sizeof(*s->line));
		s->line[s->nr++] = line.at - text.at;
	}
}

/*
 * From the line of its name to the first "}" in the first column, or that one
 * line. Empty when the name does not stand on its line: then something that
 * the source includes defines the function.
 */
static struct own_lines own_lines_of(const struct source *source,
				     const struct source_func *f)
{
	const struct own_lines none = { { "", 0 }, 0 };
	struct own_lines own = none;
	struct span rest, line;

	if (f->lineno < 1 || (size_t)f->lineno > source->nr)
		return none;
	rest = span_skip(source->text, source->line[f->lineno - 1]);
	own.text.at = rest.at;
	while (span_line(&rest, &line)) {
		if (!own.nr++ &&
		    !memmem(line.at, line.len, f->name, strlen(f->name)))
			return none;
		own.text.len = line.at + line.len - own.text.at;
		if (span_starts(line, "}") || (own.nr == 1 && is_whole(line)))
			return own;
	}
	return none;
}

static const struct own_lines *lines_of(const struct version *v,
					const struct source_func *f)
{
	return &v->own[f - v->debug.func];
}

static bool is_own(const struct version *v, const struct source_func *f)
{
	return lines_of(v, f)->nr;
}

static const struct source_func *own(const struct version *h, const char *name)
{
	for (size_t i = 0; i < h->debug.nr; i++)
		if (!strcmp(h->debug.func[i].name, name) &&
		    is_own(h, &h->debug.func[i]))
			return &h->debug.func[i];
	return NULL;
}

/* True when the patch changes the function's source, adds it or removes it. */
static bool is_patched(const struct version *a, const struct version *b,
		       const char *name)
{
	const struct source_func *x = own(a, name), *y = own(b, name);

	if (!x || !y)
		return x || y;
	return !span_equals(lines_of(a, x)->text, lines_of(b, y)->text);
}

/*
 * The lines of every function that both sides have unchanged: __LINE__ in them
 * is no change.
 */
static size_t find_lines(const struct version *a, const struct version *b,
			 struct object_lines **lines)
{
	size_t nr = 0;

	*lines = grow_array(NULL, a->debug.nr + 1, sizeof(**lines));
	for (size_t i = 0; i < a->debug.nr; i++) {
		const struct source_func *x = &a->debug.func[i], *y;

		if (!is_own(a, x) || !(y = own(b, x->name)) ||
		    !span_equals(lines_of(a, x)->text, lines_of(b, y)->text))
			continue;
		(*lines)[nr++] = (struct object_lines){
			x->lineno, y->lineno, lines_of(a, x)->nr };
	}
	return nr;
}

/* The patched functions that one side's compiler put into name. */
static void add_through(const struct version *a, const struct version *b,
			const struct version *h, const char *name,
			struct buf *out)
{
	const struct source_func *f = dwarf_index_find(&h->debug, name);

	for (size_t i = 0; f && i < f->nr; i++) {
		const char *in = f->inlined[i];

		if (!is_patched(a, b, in) ||
		    (out->at && memmem(out->at, out->len, in, strlen(in))))
			continue;
		buf_addf(out, "%s%s", out->len ? ", " : "", in);
	}
}

static void add_func(struct code_effect *effect, const struct version *a,
		     const struct version *b, const struct object_func *f)
{
	struct function_effect *to = &effect->func[effect->nr++];
	struct buf through = { 0 };

	add_through(a, b, a, f->name, &through);
	add_through(a, b, b, f->name, &through);
	*to = (struct function_effect){
		.name = xstrdup(f->name), .change = f->change,
		.before = f->before, .after = f->after,
		.cause = is_patched(a, b, f->name) ? CAUSE_PATCH :
			through.len ? CAUSE_INLINED : CAUSE_OTHER,
		.through = through.len ? buf_detach(&through) : xstrdup(""),
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
static void add_codeless(struct code_effect *effect, const struct version *a,
			 const struct version *b, const struct version *h,
			 const struct object_func *code, size_t nr)
{
	for (size_t i = 0; i < h->debug.nr; i++) {
		const char *name = h->debug.func[i].name;
		bool known = has_code(code, nr, name);

		for (size_t k = 0; k < effect->nr_codeless; k++)
			known |= !strcmp(effect->codeless[k], name);
		if (known || !is_own(h, &h->debug.func[i]) ||
		    !is_patched(a, b, name))
			continue;
		effect->codeless = grow_array(effect->codeless,
					     effect->nr_codeless + 1,
					     sizeof(*effect->codeless));
		effect->codeless[effect->nr_codeless++] = xstrdup(name);
	}
}

static void join(struct code_effect *effect, const struct version *a,
		 const struct version *b)
{
	struct object_lines *lines;
	struct object_func *code;
	size_t nr_lines = find_lines(a, b, &lines);
	size_t nr = object_compare(&a->object, &b->object, lines, nr_lines,
				   &code);

	effect->func = grow_array(NULL, nr + 1, sizeof(*effect->func));
	for (size_t i = 0; i < nr; i++) {
		if (code[i].change == CODE_UNCHANGED)
			effect->nr_unchanged++;
		else
			add_func(effect, a, b, &code[i]);
	}
	add_codeless(effect, a, b, a, code, nr);
	add_codeless(effect, a, b, b, code, nr);
	free(code);
	free(lines);
}

static int version_read(struct version *v, const struct effect_side *side,
			struct diag *why)
{
	int ret = object_read(&v->object, side->object, side->path, why);
	struct source source;

	if (!ret)
		ret = dwarf_index_read(&v->debug, side->object, side->path,
				       why);
	source_read(&source, side->source);
	v->own = grow_array(NULL, v->debug.nr, sizeof(*v->own));
	for (size_t i = 0; i < v->debug.nr; i++)
		v->own[i] = own_lines_of(&source, &v->debug.func[i]);
	free(source.line);
	return ret;
}

static void version_release(struct version *v)
{
	object_release(&v->object);
	dwarf_index_release(&v->debug);
	free(v->own);
}

int code_effect_find(struct code_effect *effect,
		     const struct effect_side *before,
		     const struct effect_side *after, struct diag *why)
{
	struct version a = { 0 }, b = { 0 };
	int ret;

	memset(effect, 0, sizeof(*effect));
	ret = version_read(&a, before, why);
	if (!ret)
		ret = version_read(&b, after, why);
	if (!ret && a.object.machine != b.object.machine)
		ret = diag_set(why, after->path, 0,
			       "is for another machine than %s", before->path);
	if (!ret)
		join(effect, &a, &b);
	version_release(&a);
	version_release(&b);
	return ret;
}

void code_effect_release(struct code_effect *b)
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

const char *effect_cause_name(enum effect_cause cause)
{
	static const char *const names[] = {
		[CAUSE_PATCH] = "patch", [CAUSE_INLINED] = "inlined",
		[CAUSE_OTHER] = "other",
	};

	return names[cause];
}
