// SPDX-License-Identifier: GPL-2.0-only
/*
 * The result of a stage: a JSON object in a file, and the key that says whether
 * it still holds.
 */
#include "sys/store/result.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sys/os/fs.h"

/* The fields every result has; the rest of the object is the stage's own. */
static const char *const common[] = {
	"branch", "stage", "outcome", "reason", "key", "started", "seconds",
};

char *result_now(void)
{
	time_t now = time(NULL);
	char text[32];
	struct tm tm;

	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ",
		 gmtime_r(&now, &tm));
	return xstrdup(text);
}

void result_release(struct result *r)
{
	free(r->branch);
	free(r->stage);
	free(r->reason);
	free(r->key);
	free(r->started);
	json_decref(r->more);
	memset(r, 0, sizeof(*r));
}

/* Fills *r from the stored object; false when it is not a result. */
static bool unpack(struct result *r, json_t *object)
{
	const char *branch, *stage, *outcome, *reason, *key, *started;

	if (json_unpack(object, "{s:s,s:s,s:s,s:s,s:s,s:s,s:F}",
			"branch", &branch, "stage", &stage,
			"outcome", &outcome, "reason", &reason, "key", &key,
			"started", &started, "seconds", &r->seconds) ||
	    !outcome_of(span_of(outcome), &r->outcome))
		return false;
	r->branch = xstrdup(branch);
	r->stage = xstrdup(stage);
	r->reason = xstrdup(reason);
	r->key = xstrdup(key);
	r->started = xstrdup(started);
	r->more = json_incref(object);
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		json_object_del(r->more, common[i]);
	return true;
}

int result_load(struct result *r, const char *out, const char *branch,
		const char *stage, struct diag *why)
{
	char *path = xstrfmt("%s/%s/%s.json", out, branch, stage);
	struct buf text = { 0 };
	json_t *object = NULL;
	int ret;

	memset(r, 0, sizeof(*r));
	/* A stage that begins removes its old result. */
	ret = fs_read_if_there(&text, path, why);
	if (ret)
		goto out;
	object = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
	ret = object && unpack(r, object) && !strcmp(r->branch, branch) &&
	      !strcmp(r->stage, stage) ? 0 : 1;
	if (ret)
		result_release(r);
out:
	json_decref(object);
	buf_release(&text);
	free(path);
	return ret;
}

bool result_is_decisive(const struct result *r)
{
	return r->stage && (r->outcome == PASS || r->outcome == FAIL);
}

const char *result_input(const struct result *r, const char *name)
{
	return json_string_value(json_object_get(
		json_object_get(r->more, "inputs"), name));
}

json_t *result_json(const struct result *r)
{
	json_t *object = json_object();

	json_object_set_new(object, "branch", text_json(r->branch));
	json_object_set_new(object, "stage", text_json(r->stage));
	json_object_set_new(object, "outcome",
			    json_string(outcome_name(r->outcome)));
	json_object_set_new(object, "reason", text_json(r->reason));
	json_object_set_new(object, "key", text_json(r->key));
	json_object_set_new(object, "started", text_json(r->started));
	json_object_set_new(object, "seconds", json_real(r->seconds));
	if (r->more)
		json_object_update_missing(object, r->more);
	return object;
}

int result_store(const struct result *r, const char *out, struct diag *why)
{
	char *folder = xstrfmt("%s/%s", out, r->branch);
	char *path = xstrfmt("%s/%s.json", folder, r->stage);
	json_t *object = result_json(r);
	struct buf text = { 0 };
	int ret = fs_mkdirs(folder, why);

	json_write(object, &text);
	if (!ret)
		ret = fs_publish(path, buf_span(&text), why);
	buf_release(&text);
	json_decref(object);
	free(path);
	free(folder);
	return ret;
}

static void write_hex(const unsigned char *sum, char hex[65])
{
	for (int i = 0; i < 32; i++)
		sprintf(hex + 2 * i, "%02x", sum[i]);
}

void result_digest(const void *bytes, size_t len, char hex[65])
{
	unsigned char sum[EVP_MAX_MD_SIZE];

	if (!EVP_Digest(bytes, len, sum, NULL, EVP_sha256(), NULL))
		abort();
	write_hex(sum, hex);
}

int result_digest_file(const char *path, char hex[65], struct diag *why)
{
	EVP_MD_CTX *digest = EVP_MD_CTX_new();
	unsigned char sum[EVP_MAX_MD_SIZE];
	char chunk[1 << 16];
	int fd, ret = 0;
	ssize_t n = -1;

	if (!digest || !EVP_DigestInit_ex(digest, EVP_sha256(), NULL))
		abort();
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	while (fd >= 0 && (n = read(fd, chunk, sizeof(chunk))) > 0)
		EVP_DigestUpdate(digest, chunk, n);
	if (n)
		ret = fs_fail(path, "read", why);
	EVP_DigestFinal_ex(digest, sum, NULL);
	write_hex(sum, hex);
	EVP_MD_CTX_free(digest);
	if (fd >= 0)
		close(fd);
	return ret;
}
