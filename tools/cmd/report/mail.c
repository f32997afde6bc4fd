// SPDX-License-Identifier: GPL-2.0-only
/* backport report: a mail of what changed, written or sent. */
#include "cmd/report/mail.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/report/history.h"
#include "core/report/change-mail.h"
#include "sys/git/commit.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/store/result.h"

#define SENT	OUT "/changes.eml"	/* what was sent last */

static int add_all(struct addresses *a, char *const *value, size_t nr,
		   const char *key, struct diag *why)
{
	for (size_t i = 0; i < nr; i++)
		if (!addresses_add(a, span_of(value[i])))
			return diag_set(why, NULL, 0, "%s is '%s', wanted a mail address",
					key, value[i]);
	return 0;
}

char *report_address(const struct address *a)
{
	return *a->name ? xstrfmt("%s <%s>", a->name, a->email) :
			  xstrdup(a->email);
}

int report_find_from(const struct ctx *ctx, struct addresses *from,
		     struct diag *why)
{
	struct ident id = { 0 };
	char *value;
	int ret;

	if (ctx->conf.mail_from)
		return add_all(from, &ctx->conf.mail_from, 1, "mail.from", why);
	ret = ident_of_project(&id, ctx->root, why);
	if (!ret) {
		value = xstrfmt("%s <%s>", id.name, id.email);
		ret = add_all(from, &value, 1, "your mail address", why);
		free(value);
	}
	ident_release(&id);
	return ret;
}

/* The same mail has the same id. */
static char *make_id(const struct since *s, const struct addresses *from)
{
	const char *at = strchr(from->address[0].email, '@');
	char hex[65];

	result_digest(s->changes.at, s->changes.len, hex);
	return xstrfmt("backport-run-%ld-%.32s@%s", s->run, hex,
		       at && at[1] ? at + 1 : "localhost");
}

/*
 * Sends the file $1, which is from $2. git send-email comes first where git is
 * told how mail leaves; what it would take from a user's configuration for
 * patches, and the mail does not say itself, is set aside: to whom, from whom,
 * an editor. sbin may not be in the PATH of a user who is not root.
 */
static const char send_script[] =
	"PATH=$PATH:/usr/sbin:/usr/lib\n"
	"by_git() {\n"
	"	! git send-email --dump-aliases </dev/null >/dev/null 2>&1 ||\n"
	"	exec git -c sendemail.headerCmd=true send-email --quiet --confirm=never --no-annotate --no-validate --no-thread --no-to --no-cc --no-bcc --to-cmd=true --suppress-cc=all \"--from=$2\" \"$1\" 2>&1 </dev/null\n"
	"}\n"
	"! git config --get-regexp '^sendemail[.](.*[.])?(smtpserver|sendmailcmd)$' >/dev/null 2>&1 || by_git \"$@\"\n"
	"! command -v sendmail >/dev/null || exec sendmail -t -i <\"$1\" 2>&1\n"
	"by_git \"$@\"\n"
	"echo 'there is neither sendmail nor git send-email: install git-email'\n"
	"exit 1\n";

static int send(struct span mail, const struct address *from,
		struct diag *why)
{
	char *sender = report_address(from);
	struct buf said = { 0 };
	const struct proc p = {
		.argv = (const char *const[]){ "sh", "-c", send_script, "sh",
					       SENT, sender, NULL },
		.capture = &said, .timeout_s = 120,
	};
	struct proc_end end = { 0 };
	int ret = fs_publish(SENT, mail, why);

	if (!ret)
		ret = proc_run(&p, &end, why);
	if (!ret && end.status)
		ret = diag_set(why, SENT, 0, "cannot be sent: %.300s",
			       said.len ? said.at : end.timed_out ?
			       "it takes more than two minutes" :
			       "sendmail says nothing");
	buf_release(&said);
	free(sender);
	return ret;
}

static int write_mail(const struct ctx *ctx, const struct stored_matrix *f,
		      const struct since *s, const struct report_mail *m,
		      struct diag *why)
{
	struct addresses from = { 0 }, to = { 0 };
	struct change_mail mail = {
		.from = &from, .to = m->to.nr ? &m->to : &to,
		.when = time(NULL), .now = &f->matrix, .run = s->run,
		.ended = s->ended, .changes = buf_span(&s->changes),
		.nr_changes = s->nr, .url = m->where.url,
	};
	struct buf out = { 0 };
	char *id = NULL;
	int ret = report_find_from(ctx, &from, why);

	if (!ret)
		ret = add_all(&to, ctx->conf.mail_to, ctx->conf.nr_mail_to,
			      "mail.to", why);
	if (!ret && !mail.to->nr)
		ret = diag_set(why, NULL, 0, "nobody to mail to: --to ADDRESS, or 'to' in [mail] of the configuration");
	if (!ret) {
		mail.id = id = make_id(s, &from);
		report_change_mail(&mail, &out);
		if (m->send)
			ret = send(buf_span(&out), from.address, why);
		else if (m->where.file)
			ret = fs_write_output(m->where.file, buf_span(&out),
					      why);
		else
			say_bytes(buf_span(&out));
	}
	free(id);
	buf_release(&out);
	addresses_release(&to);
	addresses_release(&from);
	return ret;
}

int report_mail_since(const struct ctx *ctx, const struct stored_matrix *f,
		      const struct report_mail *m)
{
	struct since s = { .names = m->names };
	struct diag why = { 0 };
	int ret = report_find_since(ctx, f, m->since, &s, &why);

	if (!ret && s.nr)
		ret = write_mail(ctx, f, &s, m, &why);
	else if (!ret && ctx->verbosity >= 0)
		notice("backport: nothing changed since run %ld: no mail\n",
		       s.run);
	since_release(&s);
	return ret < 0 ? cmd_cannot(ctx, &why) : ret ? EXIT_NOTHING : EXIT_OK;
}
