// SPDX-License-Identifier: GPL-2.0-only
/* backport port: why a patch conflicts, and what it would need. */
#include "cmd/port/prerequisites.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/text-json.h"
#include "sys/git/base-release.h"
#include "sys/git/repo.h"
#include "sys/port/prerequisites.h"

/* Where the history ends. */
struct ends {
	git_repository *repo;	/* borrowed */
	git_oid new, old;
	bool has_old;
	struct buf new_tag, old_tag;	/* releases, by their Makefiles */
};

/* The commit that the mail names, in a repository that is known. */
static bool find_named(const struct port_run *r, const struct port_mail *m,
		       struct ends *e)
{
	git_commit *commit = NULL;
	char hex[41];

	variant_claim(&m->variant, hex);
	for (size_t i = 0; i < r->source.nr && !e->repo; i++) {
		if (repo_commit_by_id(&commit, r->source.known[i], hex))
			continue;
		if (git_commit_parentcount(commit)) {
			e->repo = r->source.known[i];
			e->new = *git_commit_parent_id(commit, 0);
		}
		git_commit_free(commit);
	}
	return e->repo != NULL;
}

static bool find_new(const struct port_run *r, const struct port_mail *m,
		     struct ends *e)
{
	if (!r->source.has_commit)
		return find_named(r, m, e);
	e->repo = r->source.at.repo;
	e->new = r->source.commit;
	return true;
}

/* The target's commit, or its release's tag, if the repository has it. */
static int find_old(const struct port_run *r, const struct port_target *t,
		    struct ends *e, struct diag *why)
{
	git_repository *home = NULL;
	git_commit *commit = NULL;
	git_object *object = NULL, *peeled = NULL;
	char *tag = xstrfmt("refs/tags/%s", buf_span(&e->old_tag).at);
	int ret = repo_commit(r->cache, t->branch ?
			      repo_base_of(r->cache, t->branch) : t->name,
			      &commit, &home, why);

	if (!ret && commit &&
	    !git_object_lookup(&object, e->repo, git_commit_id(commit),
			       GIT_OBJECT_COMMIT))
		e->old = *git_object_id(object);
	else if (!ret && e->old_tag.len &&
		 !git_revparse_single(&object, e->repo, tag) &&
		 !git_object_peel(&peeled, object, GIT_OBJECT_COMMIT))
		e->old = *git_object_id(peeled);
	e->has_old = object != NULL;
	git_object_free(peeled);
	git_object_free(object);
	git_commit_free(commit);
	if (home != r->cache)
		git_repository_free(home);
	free(tag);
	return ret;
}

static int find_ends(const struct port_run *r, const struct port_mail *m,
		     const struct port_target *t, struct ends *e,
		     struct diag *why)
{
	git_commit *commit = NULL;
	int ret = 0;

	if (!find_new(r, m, e))
		return 1;
	if (git_commit_lookup(&commit, e->repo, &e->new))
		ret = repo_fail(why, "read the history");
	if (!ret)
		ret = base_release(e->repo, git_commit_tree_id(commit),
				   &e->new_tag, why);
	if (!ret)
		ret = base_release(t->tree.repo, git_tree_id(t->tree.tree),
				   &e->old_tag, why);
	git_commit_free(commit);
	return ret ? ret : find_old(r, t, e, why);
}

static const char *state_name(const struct prerequisite *c)
{
	static const char *const names[] = {
		[PREREQUISITE_THERE] = "is there already",
		[PREREQUISITE_APPLIES] = "applies",
		[PREREQUISITE_REFUSED] = "does not apply by itself",
	};

	return names[c->state];
}

static void show_text(const struct history *h, const struct prerequisites *p)
{
	if (!p->nr)
		say("  prerequisites: none found: no change of these lines in the history\n");
	else
		say("  changed these lines since, newest first:\n");
	for (size_t i = 0; i < p->nr; i++) {
		const struct prerequisite *c = &p->candidate[i];

		say("    %s: %s%s\n", h->step[c->step].name, state_name(c),
		    c->helps ? ", and then the patch fits" : "");
	}
	for (size_t i = 0; i < p->nr_take; i++) {
		const struct prerequisite *c = &p->candidate[p->take[i]];

		say("  %s: %s\n", i ? "and then" : "to take first",
		    h->step[c->step].name);
	}
	if (p->nr && !p->nr_take)
		say("  with none of them does the patch fit\n");
}

static json_t *candidate_json(const struct history *h,
			      const struct prerequisite *c)
{
	const struct history_step *s = &h->step[c->step];
	char id[GIT_OID_HEXSZ + 1];

	git_oid_tostr(id, sizeof(id), &s->new);
	return json_pack("{s:s, s:o, s:b, s:s, s:b}", "commit", id, "name",
			 text_json(s->name), "release", s->release, "state",
			 state_name(c), "helps", c->helps);
}

static void show_json(const struct port_target *t, const struct port_mail *m,
		      const struct history *h, const struct prerequisites *p)
{
	json_t *all = json_array(), *take = json_array(), *o;

	for (size_t i = 0; i < p->nr; i++)
		json_array_append_new(all, candidate_json(h,
							  &p->candidate[i]));
	for (size_t i = 0; i < p->nr_take; i++)
		json_array_append_new(take, candidate_json(h,
			&p->candidate[p->take[i]]));
	o = json_pack("{s:o, s:o, s:o, s:o}", "target", text_json(t->name),
		      "patch", text_json(m->name), "prerequisites", all,
		      "take", take);
	cmd_print_json(o);
}

static int show(const struct port_run *r, const struct port_mail *m,
		const struct port_target *t, const struct ported *p,
		const struct ends *e, struct diag *why)
{
	const struct history_ends ends = {
		&e->new, e->has_old ? &e->old : NULL,
		e->new_tag.at, e->old_tag.at,
	};
	struct history h;
	struct prerequisites found = { 0 };
	const struct prerequisite_query q = {
		&h, &e->new, &m->variant.patch, p, &t->tree, &r->source.at,
	};
	int ret = history_find(&h, e->repo, &ends, why);

	if (!ret)
		ret = prerequisites_find(&found, &q, why);
	if (!ret && r->ctx->json)
		show_json(t, m, &h, &found);
	else if (!ret && r->ctx->verbosity >= 0)
		show_text(&h, &found);
	prerequisites_release(&found);
	history_release(&h);
	return ret;
}

int port_prerequisites_show(const struct port_run *r,
			    const struct port_mail *m,
			    const struct port_target *t,
			    const struct ported *p, struct diag *why)
{
	struct ends e = { 0 };
	int ret = find_ends(r, m, t, &e, why);

	if (ret > 0)
		ret = diag_set(why, m->name, 0, "--prerequisites wants the commit that it was made for: a commit as PATCH, --from GITDIR@REV, or --repository GITDIR with the upstream commit that it names");
	else if (!ret)
		ret = show(r, m, t, p, &e, why);
	buf_release(&e.new_tag);
	buf_release(&e.old_tag);
	return ret;
}
