// SPDX-License-Identifier: GPL-2.0-only
/* Kconfig fragments: what is asked, and what of it is in the .config. */
#include "core/build/kconfig.h"

#include <stdlib.h>
#include <string.h>

#define NOT_SET		" is not set"
#define OPTIONAL	"# optional"

/* Kconfig's own: letters, digits, underscore after CONFIG_. */
static size_t name_len(struct span s)
{
	static const char more[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
	size_t n = 7;

	if (!span_starts(s, "CONFIG_"))
		return 0;
	while (n < s.len && s.at[n] && strchr(more, s.at[n]))
		n++;
	return n > 7 ? n : 0;
}

/* Splits a line into symbol and value; false when it sets none. */
static bool setting(struct span line, struct span *name, struct span *value)
{
	bool off = span_starts(line, "# CONFIG_");
	size_t n;

	if (off)
		line = span_skip(line, 2);
	n = name_len(line);
	*name = (struct span){ line.at, n };
	line = span_skip(line, n);
	if (off) {
		*value = span_of("n");
		return n && span_is(line, NOT_SET);
	}
	if (!n || line.len < 2 || line.at[0] != '=')
		return false;
	*value = span_skip(line, 1);
	return !memchr(value->at, '\0', value->len);
}

static struct kconfig_symbol *find(const struct kconfig *k, struct span name)
{
	for (size_t i = 0; i < k->nr; i++)
		if (span_is(name, k->symbol[i].name))
			return &k->symbol[i];
	return NULL;
}

static void replace(char **string, struct span by)
{
	free(*string);
	*string = grow_array(NULL, by.len + 1, 1);
	memcpy(*string, by.at, by.len);
	(*string)[by.len] = '\0';
}

static struct kconfig_symbol *get(struct kconfig *k, struct span name)
{
	struct kconfig_symbol *s = find(k, name);

	if (s)
		return s;
	k->symbol = grow_array(k->symbol, k->nr + 1, sizeof(*k->symbol));
	s = &k->symbol[k->nr++];
	memset(s, 0, sizeof(*s));
	replace(&s->name, name);
	return s;
}

static int by_name(const void *a, const void *b)
{
	const struct kconfig_symbol *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void set(struct kconfig_symbol *s, struct span value, const char *path,
		long lineno, bool optional)
{
	replace(&s->value, value);
	replace(&s->path, span_of(path));
	s->lineno = lineno;
	s->optional = optional;
}

static void sort(struct kconfig *k)
{
	if (k->nr)
		qsort(k->symbol, k->nr, sizeof(*k->symbol), by_name);
}

int kconfig_add(struct kconfig *k, struct span text, const char *path,
		struct diag *why)
{
	struct span line, name, value;
	bool optional = false;

	for (long lineno = 1; span_line(&text, &line); lineno++) {
		struct kconfig_symbol *s;

		line = span_trim(line);
		if (!setting(line, &name, &value)) {
			optional = line.len && (optional ||
						span_starts(line, OPTIONAL));
			if (!line.len || line.at[0] == '#')
				continue;
			return diag_set(why, path, lineno,
					"neither CONFIG_X=value nor '# CONFIG_X is not set': '%.*s'",
					line.len > 60 ? 60 : (int)line.len,
					line.at);
		}
		s = get(k, name);
		if (s->path && !strcmp(s->path, path))
			return diag_set(why, path, lineno,
					"%s is asked twice, first in line %ld; keep one",
					s->name, s->lineno);
		set(s, value, path, lineno, optional);
	}
	sort(k);
	return 0;
}

/* Takes a line that a check asks for into *k. */
static int ask(struct kconfig *k, struct span line, const char *path,
	       struct diag *why)
{
	struct kconfig_symbol *s;
	struct span name, value;

	if (!setting(line, &name, &value))
		return diag_set(why, path, 0, "kconfig: wanted SYMBOL or SYMBOL=value, got '%.*s'",
				(int)line.len - 7, line.at + 7);
	s = get(k, name);
	if (s->path && !s->lineno && !span_is(value, s->value))
		return diag_set(why, path, 0, "asks for %s=%.*s, and %s for %s; both checks run in one kernel",
				s->name, (int)value.len, value.at, s->path,
				s->value);
	set(s, value, path, 0, false);
	return 0;
}

int kconfig_ask(struct kconfig *k, char *const *symbol, size_t nr,
		const char *path, struct diag *why)
{
	struct buf line = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && i < nr; i++) {
		buf_clear(&line);
		buf_addf(&line, "%s%s%s",
			 strncmp(symbol[i], "CONFIG_", 7) ? "CONFIG_" : "",
			 symbol[i], strchr(symbol[i], '=') ? "" : "=y");
		ret = ask(k, buf_span(&line), path, why);
	}
	sort(k);
	buf_release(&line);
	return ret;
}

void kconfig_write(const struct kconfig *k, struct buf *out)
{
	for (size_t i = 0; i < k->nr; i++) {
		const struct kconfig_symbol *s = &k->symbol[i];

		if (s->optional)
			buf_adds(out, OPTIONAL "\n");
		if (!strcmp(s->value, "n"))
			buf_addf(out, "# %s" NOT_SET "\n", s->name);
		else
			buf_addf(out, "%s=%s\n", s->name, s->value);
		if (s->optional)
			buf_addc(out, '\n');
	}
}

size_t kconfig_compare(const struct kconfig *asked, struct span config,
		       struct kconfig_lost **lost)
{
	struct span *got = grow_array(NULL, asked->nr, sizeof(*got));
	struct span line, name, value;
	size_t nr = 0;

	for (size_t i = 0; i < asked->nr; i++)
		got[i] = span_of("");
	while (span_line(&config, &line)) {
		const struct kconfig_symbol *s;

		if (setting(span_trim(line), &name, &value) &&
		    (s = find(asked, name)))
			got[s - asked->symbol] = value;
	}
	*lost = grow_array(NULL, asked->nr, sizeof(**lost));
	for (size_t i = 0; i < asked->nr; i++) {
		const struct kconfig_symbol *s = &asked->symbol[i];

		if (span_is(got[i], s->value) ||
		    (!got[i].len &&
		     (s->optional || !strcmp(s->value, "n"))))
			continue;
		(*lost)[nr++] = (struct kconfig_lost){ s, got[i] };
	}
	free(got);
	return nr;
}

void kconfig_release(struct kconfig *k)
{
	for (size_t i = 0; i < k->nr; i++) {
		free(k->symbol[i].name);
		free(k->symbol[i].value);
		free(k->symbol[i].path);
	}
	free(k->symbol);
	memset(k, 0, sizeof(*k));
}
