// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport export: mails for stable@vger.kernel.org, as git format-patch writes
 * them.
 */
#include "cmd/export/mbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/export/out.h"
#include "cmd/export/proof.h"
#include "core/mail/header-tags.h"
#include "core/mail/write.h"
#include "core/patch/patch.h"
#include "core/text/ascii.h"
#include "sys/store/result.h"

#define STABLE	"stable@vger.kernel.org"

/*
 * A mail in the making: its fields, without those that name it, and its body.
 */
struct letter {
	struct buf fields, body;
	char *subject;		/* without the prefix, for the file's name */
	char id[200];
};

static void letter_release(struct letter *l)
{
	buf_release(&l->fields);
	buf_release(&l->body);
	free(l->subject);
}

static void add_all(struct addresses *to, const struct addresses *from)
{
	struct buf value = { 0 };

	for (size_t i = 0; i < from->nr; i++) {
		buf_clear(&value);
		buf_addf(&value, "%s <%s>", from->address[i].name,
			 from->address[i].email);
		addresses_add(to, buf_span(&value));
	}
	buf_release(&value);
}

static void add_people(const struct export *x, struct letter *l,
		       const struct mail *m, size_t nr)
{
	struct addresses to = { 0 }, cc = { 0 }, from = { 0 };
	struct buf value = { 0 };

	buf_addf(&value, "%s <%s>", x->maker.name, x->maker.email);
	addresses_add(&from, buf_span(&value));
	add_all(&to, &x->to);
	if (!to.nr)
		addresses_add(&to, span_of(STABLE));
	add_all(&cc, &x->cc);
	for (size_t i = 0; i < nr; i++) {
		buf_clear(&value);
		buf_addf(&value, "%s <%s>", m[i].name, m[i].email);
		addresses_add(&cc, buf_span(&value));
		addresses_add_trailers(&cc, span_of(m[i].body));
	}
	for (size_t i = 0; i < to.nr; i++)
		addresses_drop(&cc, to.address[i].email);
	addresses_drop(&cc, x->maker.email);
	letter_addresses(&l->fields, "From", &from);
	letter_addresses(&l->fields, "To", &to);
	letter_addresses(&l->fields, "Cc", &cc);
	buf_release(&value);
	addresses_release(&cc);
	addresses_release(&to);
	addresses_release(&from);
}

/* "[PATCH 4.9.y v2 1/2] subject"; nr counts from 0, the cover letter. */
static void add_subject(const struct export *x, struct letter *l, size_t nr,
			const char *text)
{
	char *subject = NULL;
	struct buf b = { 0 };

	buf_addf(&b, "[PATCH %s", x->line);
	if (x->version)
		buf_addf(&b, " v%ld", x->version);
	if (x->nr > 1)
		buf_addf(&b, " %zu/%zu", nr, x->nr);
	buf_addf(&b, "] %s", text);
	subject = buf_detach(&b);
	letter_field(&l->fields, "Subject", subject);
	free(subject);
	buf_addf(&b, "%s", text);
	l->subject = buf_detach(&b);
}

/*
 * Names the mail after all that is in it, so that the same mail has the same
 * name.
 */
static void name_letter(const struct export *x, struct letter *l)
{
	const char *at = strchr(x->maker.email, '@');
	struct buf all = { 0 };
	char hex[65];

	buf_add(&all, l->fields.at, l->fields.len);
	buf_add(&all, l->body.at, l->body.len);
	result_digest(all.at, all.len, hex);
	buf_release(&all);
	snprintf(l->id, sizeof(l->id), "backport-%s-%.32s@%s", x->line, hex,
		 at && at[1] ? at + 1 : "localhost");
}

static void write_letter(const struct letter *l, struct buf *out)
{
	buf_addf(out, "From %040d Mon Sep 17 00:00:00 2001\n", 0);
	buf_addf(out, "Message-ID: <%s>\n", l->id);
	buf_add(out, l->fields.at, l->fields.len);
	letter_body(out, buf_span(&l->body));
}

static bool by_maker(const struct export *x, const struct mail *m)
{
	if (!*m->name && !*m->email)
		return true;
	return !strcmp(m->name, x->maker.name) &&
	       !strcmp(m->email, x->maker.email);
}

/* Of a patch the cover letter, which may itself be a reply. */
static void add_thread(const struct export *x, struct letter *l,
		       const char *cover_id)
{
	const char *parent = cover_id ? cover_id : x->reply_to;

	if (!parent)
		return;
	buf_addf(&l->fields, "In-Reply-To: <%s>\nReferences:", parent);
	if (x->reply_to)
		buf_addf(&l->fields, " <%s>", x->reply_to);
	if (cover_id)
		buf_addf(&l->fields, "%s<%s>", x->reply_to ? "\n " : " ",
			 cover_id);
	buf_addc(&l->fields, '\n');
}

static void patch_letter(const struct export *x, size_t i,
			 const char *cover_id, struct letter *l)
{
	const struct export_patch *p = &x->patch[i];
	const struct mail *m = &p->mail;
	struct buf *body = &l->body;

	add_people(x, l, m, 1);
	if (m->dated)
		letter_date(&l->fields, m->when, m->zone_min);
	add_subject(x, l, i + 1, export_subject(p));
	add_thread(x, l, cover_id);
	if (!by_maker(x, m))
		buf_addf(body, "From: %s <%s>\n\n", m->name, m->email);
	stable_message(body, m, buf_span(&p->text),
		       p->fix ? p->fix->upstream : NULL);
	buf_adds(body, "---\n");
	if (p->fix)
		export_comparison(x, p->fix, body);
	if (!cover_id) {
		buf_adds(body, p->fix ? "\n" : "");
		export_proof(x, body);
	}
	if (p->stat.len)
		buf_addf(body, "%s %.*s\n", body->at[body->len - 2] == '-' ? "" :
			 "\n", (int)p->stat.len, p->stat.at);
	buf_addc(body, '\n');
	buf_add(body, p->diff.at, p->diff.len);
	if (p->diff.at[p->diff.len - 1] != '\n')
		buf_addc(body, '\n');
	name_letter(x, l);
}

static void cover_letter(const struct export *x, struct letter *l)
{
	struct mail *all = grow_array(NULL, x->nr, sizeof(*all));
	const struct mail *last = NULL;
	char *subject;
	struct buf b = { 0 };

	for (size_t i = 0; i < x->nr; i++) {
		all[i] = x->patch[i].mail;
		if (all[i].dated && (!last || all[i].when > last->when))
			last = &x->patch[i].mail;
	}
	add_people(x, l, all, x->nr);
	free(all);
	if (last)
		letter_date(&l->fields, last->when, last->zone_min);
	buf_addf(&b, "%zu patches for %s", x->nr, x->line);
	subject = buf_detach(&b);
	add_subject(x, l, 0, subject);
	add_thread(x, l, NULL);
	free(subject);
	for (size_t i = 0; i < x->nr; i++)
		buf_addf(&l->body, "  %zu. %s\n", i + 1,
			 export_subject(&x->patch[i]));
	buf_addc(&l->body, '\n');
	export_proof(x, &l->body);
	name_letter(x, l);
}

/* "v2-0001-init-fix-it.patch", as git format-patch makes names. */
static void file_name(const struct export *x, const struct letter *l, size_t nr,
		      struct buf *out)
{
	size_t most = 57;

	buf_clear(out);
	if (x->version)
		buf_addf(out, "v%ld-", x->version);
	most += out->len;
	buf_addf(out, "%04zu-", nr);
	if (!nr)
		buf_adds(out, "cover-letter");
	for (const char *c = l->subject; nr && *c && out->len < most; c++) {
		bool kept = is_word(*c) ||
			(*c == '.' && out->at[out->len - 1] != '.');

		if (kept)
			buf_addc(out, *c);
		else if (out->at[out->len - 1] != '-')
			buf_addc(out, '-');
	}
	while (strchr(".-", out->at[out->len - 1]))
		out->at[--out->len] = '\0';
	buf_adds(out, ".patch");
}

/* git am takes neither. */
static int refuse(const struct export *x, struct diag *why)
{
	for (size_t i = 0; i < x->nr; i++) {
		const struct series_entry *e = x->patch[i].entry;

		if (e->reverse || (e->strip != 1 && e->strip != STRIP_AB))
			return diag_set(why, NULL, 0,
					"series/%s:%ld: '%s' has %s, which a mail cannot say: refresh it with 'quilt refresh -p1' first",
					x->branch->name, e->lineno, e->name,
					e->reverse ? "-R" : "another strip level than -p1");
	}
	return 0;
}

int export_mbox(const struct export *x, struct diag *why)
{
	struct buf mbox = { 0 }, name = { 0 };
	size_t first = x->nr > 1 ? 0 : 1;
	char cover_id[200] = "";
	int ret = refuse(x, why);

	for (size_t nr = first; !ret && nr <= x->nr; nr++) {
		struct letter l = { 0 };

		if (nr)
			patch_letter(x, nr - 1, *cover_id ? cover_id : NULL,
				     &l);
		else
			cover_letter(x, &l);
		if (!nr)
			memcpy(cover_id, l.id, sizeof(cover_id));
		write_letter(&l, &mbox);
		if (export_to_folder(x)) {
			file_name(x, &l, nr, &name);
			ret = export_file(x, name.at, buf_span(&mbox), why);
			buf_clear(&mbox);
		}
		letter_release(&l);
	}
	if (!ret && mbox.len)
		ret = export_write(x, buf_span(&mbox), why);
	buf_release(&name);
	buf_release(&mbox);
	return ret;
}
