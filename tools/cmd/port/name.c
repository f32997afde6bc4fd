// SPDX-License-Identifier: GPL-2.0-only
/* backport port: what the variants' files are called. */
#include "cmd/port/name.h"

#include <string.h>

#include "core/mail/clean.h"
#include "core/patch/safe-path.h"
#include "core/text/ascii.h"
#include "sys/os/fs.h"

/* git format-patch keeps so much of a subject. */
#define NAME_MAX_LEN 52

static bool is_kept(char c)
{
	return is_letter_or_digit(c) || c == '.' || c == '_';
}

/* "mm: fix it" as "mm-fix-it.patch"; NULL when nothing is left of it. */
static char *name_of_subject(const char *subject)
{
	struct buf name = { 0 };

	for (; *subject && name.len < NAME_MAX_LEN; subject++)
		if (is_kept(*subject))
			buf_addc(&name, *subject);
		else if (name.len && name.at[name.len - 1] != '-')
			buf_addc(&name, '-');
	while (name.len && strchr("-.", name.at[name.len - 1]))
		name.len--;
	if (!name.len || name.at[0] == '.') {
		buf_release(&name);
		return NULL;
	}
	buf_adds(&name, ".patch");
	return buf_detach(&name);
}

static bool is_taken(const struct port_run *r, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (!strcmp(r->mail[k].name, r->mail[i].name))
			return true;
	return false;
}

/* A line of a series holds it, as one word and a path below the patches. */
static int check_name(const char *name, struct diag *why)
{
	const char *wrong = patch_path_refusal(name);

	if (!*name || name[0] == '#' || strpbrk(name, " \t\n\r"))
		return diag_set(why, name, 0, "is no name for a line of a series, which is one word and does not begin with #: --name says another");
	return wrong ? diag_set(why, name, 0, "%s: --name says another",
				wrong) : 0;
}

static int name_mail(struct port_run *r, size_t i, struct diag *why)
{
	const struct port_options *o = r->o;
	struct port_mail *m = &r->mail[i];
	bool file = strcmp(o->patch, "-") && fs_exists(o->patch);

	if (o->name)
		m->name = xstrdup(o->name);
	else if (file && r->nr == 1)
		m->name = xstrdup(base_name(o->patch));
	else
		m->name = name_of_subject(subject_untagged(
			variant_subject(&m->variant)));
	if (!m->name && o->base)
		m->name = xstrfmt("%zu.patch", i + 1);
	if (!m->name)
		return diag_set(why, o->patch, 0, "has no subject to call its variant by: --name says it");
	if (!o->base && check_name(m->name, why))
		return -1;
	if (is_taken(r, i))
		return diag_set(why, o->patch, 0, "has two mails that would both be called %s", m->name);
	return 0;
}

int port_mails_name(struct port_run *r, struct diag *why)
{
	if (r->nr > 1 && (r->o->name || r->o->upstream))
		return diag_set(why, r->o->patch, 0, "has %zu mails: %s is for one",
				r->nr, r->o->name ? "--name" : "--upstream");
	for (size_t i = 0; i < r->nr; i++)
		if (name_mail(r, i, why))
			return -1;
	return 0;
}
