// SPDX-License-Identifier: GPL-2.0-only
/* backport add: the patches, and what each fix is called. */
#include "cmd/add/taken.h"

#include <stdlib.h>
#include <string.h>

#include "core/mail/mailbox.h"
#include "core/text/ascii.h"
#include "core/text/name.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"

#define NAME_LEN	52	/* as git format-patch cuts its names */

/* "fs: add missing umask" -> "fs-add-missing-umask" */
static char *name_of(const char *subject)
{
	struct buf b = { 0 };

	for (; *subject && b.len < NAME_LEN; subject++) {
		if (is_word(*subject))
			buf_addc(&b, *subject);
		else if (b.len && b.at[b.len - 1] != '-')
			buf_addc(&b, '-');
	}
	while (b.len && b.at[b.len - 1] == '-')
		b.at[--b.len] = '\0';
	return b.len ? b.at : fs_path("fix");
}

static int choose_upstream(struct taken *t, const struct add_options *o,
			   struct diag *why)
{
	if (o->upstream)
		snprintf(t->upstream, sizeof(t->upstream), "%s", o->upstream);
	else
		variant_claim(&t->variant, t->upstream);
	if (strlen(t->upstream) == 40 || !strcmp(t->upstream, "none"))
		return 0;
	return diag_set(why, o->patch, 0, "'%s' does not say which upstream commit it is; give --upstream ID, or --upstream none for a change of your own",
			variant_subject(&t->variant));
}

/* Takes the text of one mail; what has no diff is left out. */
static int add_mail(struct taken_list *l, const struct add_options *o,
		    struct span text, struct diag *why)
{
	struct buf copy = { 0 };
	struct taken *t;
	int ret;

	l->fix = grow_array(l->fix, l->nr + 1, sizeof(*l->fix));
	t = &l->fix[l->nr];
	memset(t, 0, sizeof(*t));
	buf_add(&t->text, text.at, text.len);
	buf_add(&copy, text.at, text.len);
	l->nr++;
	ret = variant_of_diff(&t->variant, o->patch, &copy, why);
	buf_release(&copy);
	if (ret || !t->variant.patch.nr) {
		variant_release(&t->variant);
		buf_release(&t->text);
		l->nr--;
		return ret;
	}
	t->name = o->name ? fs_path("%s", o->name) :
		  name_of(variant_subject(&t->variant));
	t->file = fs_path("%s.patch", t->name);
	return choose_upstream(t, o, why);
}

static int read_commit(struct buf *text, const char *name, struct diag *why)
{
	git_repository *cache = NULL, *home = NULL;
	git_commit *commit = NULL;
	int ret = repo_open(&cache, why);

	if (!ret)
		ret = repo_patch(cache, name, text, &commit, &home, why);
	git_commit_free(commit);
	if (home != cache)
		git_repository_free(home);
	git_repository_free(cache);
	return ret;
}

int taken_read(struct taken_list *l, const struct add_options *o,
	       struct diag *why)
{
	struct buf text = { 0 };
	struct span rest, mail;
	int ret = !strcmp(o->patch, "-") || fs_exists(o->patch) ?
		variant_read_text(&text, o->patch, why) :
		read_commit(&text, o->patch, why);

	rest = buf_span(&text);
	while (!ret && mail_next(&rest, &mail))
		ret = add_mail(l, o, mail, why);
	if (!ret && !l->nr)
		ret = diag_set(why, o->patch, 0, "there is no patch in it");
	if (!ret && l->nr > 1 && (o->name || o->upstream))
		ret = diag_set(why, o->patch, 0, "has %zu patches: --name and --upstream are for one",
			       l->nr);
	buf_release(&text);
	return ret;
}

void taken_release(struct taken_list *l)
{
	for (size_t i = 0; i < l->nr; i++) {
		variant_release(&l->fix[i].variant);
		buf_release(&l->fix[i].text);
		free(l->fix[i].name);
		free(l->fix[i].file);
	}
	free(l->fix);
	*l = (struct taken_list){ 0 };
}
