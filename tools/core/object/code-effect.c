// SPDX-License-Identifier: GPL-2.0-only
/* Joins what the objects say (which code differs) with what DWARF and the sources say (why). */
#include "core/object/code-effect.h"

#include <stdlib.h>

struct version {
	struct object object;
	struct dwarf_index debug;
	struct span source;
};

/* A function's own lines of the source. */
struct own_lines {
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
static struct own_lines body_of(const struct version *h, const struct source_func *f)
{
	struct span rest = h->source, line;
	struct own_lines b = { { "", 0 }, 0 };

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
	return (struct own_lines){ { "", 0 }, 0 };
}

/* True when the function is defined in the source itself, not in something that it includes: its name stands on its line. */
static bool is_own(const struct version *h, const struct source_func *f)
{
	struct span text = body_of(h, f).text, line;

	return span_line(&text, &line) &&
	       memmem(line.at, line.len, f->name, strlen(f->name));
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
	return !span_equals(body_of(a, x).text, body_of(b, y).text);
}

/* The lines of every function that both sides have unchanged: __LINE__ in them is no change. */
static size_t find_lines(const struct version *a, const struct version *b,
			 struct object_lines **lines)
{
	size_t nr = 0;

	*lines = grow_array(NULL, a->debug.nr + 1, sizeof(**lines));
	for (size_t i = 0; i < a->debug.nr; i++) {
		const struct source_func *x = &a->debug.func[i], *y;
		struct own_lines body;

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
static void add_through(const struct version *a, const struct version *b,
			const struct version *h, const char *name, struct buf *out)
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
		.name = strdup(f->name), .change = f->change,
		.before = f->before, .after = f->after,
		.cause = is_patched(a, b, f->name) ? CAUSE_PATCH :
			through.len ? CAUSE_INLINED : CAUSE_OTHER,
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
		effect->codeless[effect->nr_codeless++] = strdup(name);
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

static int version_read(struct version *h, const struct effect_side *side,
		     struct diag *why)
{
	int ret = object_read(&h->object, side->object, side->path, why);

	h->source = side->source;
	if (!ret)
		ret = dwarf_index_read(&h->debug, side->object, side->path, why);
	return ret;
}

int code_effect_find(struct code_effect *effect, const struct effect_side *before,
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
	object_release(&a.object);
	object_release(&b.object);
	dwarf_index_release(&a.debug);
	dwarf_index_release(&b.debug);
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
