// SPDX-License-Identifier: GPL-2.0-only
/* Bytes of git objects, shared by counting, and their ids. */
#include "sys/git/object.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "sys/git/repo-fail.h"

static struct gitobject *alloc(void)
{
	struct gitobject *b = new_array(1, sizeof(*b));

	atomic_init(&b->refs, 1);
	return b;
}

struct gitobject *gitobject_new(struct buf *bytes)
{
	struct gitobject *b = alloc();

	b->bytes.len = bytes->len;
	b->own = buf_detach(bytes);
	b->bytes.at = b->own;
	return b;
}

static struct gitobject *wrap(git_odb_object *object)
{
	struct gitobject *b = alloc();

	b->object = object;
	b->bytes.at = git_odb_object_data(object);
	b->bytes.len = git_odb_object_size(object);
	git_oid_cpy(&b->id, git_odb_object_id(object));
	b->known = b->saved = true;
	return b;
}

struct gitobject *gitobject_read(git_odb *odb, const git_oid *id, bool trusted,
				 struct diag *why)
{
	git_odb_object *object;
	struct gitobject *o;
	git_oid is;

	if (git_odb_read(&object, odb, id)) {
		repo_fail(why, "read an object");
		return NULL;
	}
	o = wrap(object);
	if (trusted)
		return o;
	gitobject_hash(&is, git_odb_object_type(object), o->bytes);
	if (git_oid_equal(&is, id))
		return o;
	diag_set(why, NULL, 0,
		 "object %s is damaged: its content is another; run git fsck in the repository",
		 git_oid_tostr_s(id));
	gitobject_put(o);
	return NULL;
}

void gitobject_hash_by_libgit2(bool wanted)
{
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, (int)wanted);
}

struct gitobject *gitobject_ref(struct gitobject *b)
{
	if (b)
		atomic_fetch_add(&b->refs, 1);
	return b;
}

void gitobject_put(struct gitobject *b)
{
	if (!b || atomic_fetch_sub(&b->refs, 1) > 1)
		return;
	free(b->own);
	git_odb_object_free(b->object);
	free(b);
}

const git_oid *gitobject_id(struct gitobject *b, git_object_t kind)
{
	if (!b->known)
		gitobject_hash(&b->id, kind, b->bytes);
	b->known = true;
	return &b->id;
}

void gitobject_hash(git_oid *id, git_object_t kind, struct span bytes)
{
	char head[64];
	int n = snprintf(head, sizeof(head), "%s %zu",
			 git_object_type2string(kind), bytes.len);
	EVP_MD_CTX *sha = EVP_MD_CTX_new();

	if (!sha || !EVP_DigestInit_ex(sha, EVP_sha1(), NULL) ||
	    !EVP_DigestUpdate(sha, head, n + 1) ||
	    !EVP_DigestUpdate(sha, bytes.at, bytes.len) ||
	    !EVP_DigestFinal_ex(sha, id->id, NULL))
		abort();
	EVP_MD_CTX_free(sha);
}
