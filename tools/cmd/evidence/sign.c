// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence: who signed a bundle, by ssh-keygen -Y. */
#include "cmd/evidence/sign.h"

#include <stdlib.h>

#include "cmd/evidence/bundle.h"
#include "cmd/evidence/names.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"

#define NAMESPACE	"backport"

/*
 * Runs ssh-keygen by a line of shell, which takes the signed text from $1 and
 * the signature from $2. Its exit status, what it said in *said; -1 and *why.
 */
static int keygen(const char *script, const char *folder, const char *more,
		  struct buf *said, struct diag *why)
{
	char *text = xstrfmt("%s/" MANIFEST, folder);
	char *signature = xstrfmt("%s/" SIGNATURE, folder);
	const char *const argv[] = { "sh", "-c", script, "sh", text, signature,
				     more, NULL };
	const struct proc p = { .argv = argv, .capture = said,
				.timeout_s = 60 };
	struct proc_end end;
	int ret = proc_run(&p, &end, why);

	free(text);
	free(signature);
	if (!ret && end.status == 127)
		return diag_set(why, NULL, 0, "there is no ssh-keygen: install openssh-client");
	return ret ? ret : end.status;
}

static void add_copy(struct members *m, const char *name, struct span bytes)
{
	struct buf copy = { 0 };

	buf_add(&copy, bytes.at, bytes.len);
	members_add(m, name, &copy);
}

/*
 * Makes a folder with the text and, unless it is NULL, its signature, for
 * keygen(). The caller removes the folder and frees its path; NULL and *why.
 */
static char *make_folder(struct span text, const struct span *signature,
			 struct diag *why)
{
	struct members m = { 0 };
	char *folder;

	add_copy(&m, MANIFEST, text);
	if (signature)
		add_copy(&m, SIGNATURE, *signature);
	folder = evidence_unpack(&m, why);
	members_release(&m);
	return folder;
}

int evidence_sign_text(struct span text, const char *key,
		       struct buf *signature, struct diag *why)
{
	char *folder = make_folder(text, NULL, why), *path;
	struct buf said = { 0 };
	struct diag ignored;
	int ret;

	if (!folder)
		return -1;
	ret = keygen("ssh-keygen -Y sign -f \"$3\" -n " NAMESPACE " \"$1\" 2>&1",
		     folder, key, &said, why);
	path = xstrfmt("%s/" SIGNATURE, folder);
	if (ret > 0)
		ret = diag_set(why, key, 0, "ssh-keygen cannot sign: %.300s",
			       said.at ? said.at : "it says nothing");
	if (!ret)
		ret = fs_read(signature, path, why);
	fs_remove_all(folder, &ignored);
	free(path);
	free(folder);
	buf_release(&said);
	return ret;
}

int evidence_sign(struct members *m, const char *key, struct diag *why)
{
	struct buf signature = { 0 };
	int ret = evidence_sign_text(
		buf_span(&members_find(m, MANIFEST)->bytes), key, &signature,
		why);

	if (!ret)
		members_add(m, SIGNATURE, &signature);
	buf_release(&signature);
	return ret;
}

/* As evidence_who_signed(), of a folder that has both. */
static int who_signed(const char *folder, const char *signers,
		      struct buf *said, struct diag *why)
{
	static const char anybody[] =
		"ssh-keygen -Y check-novalidate -n " NAMESPACE
		" -s \"$2\" <\"$1\" 2>&1";
	static const char one_of_them[] =
		"who=$(ssh-keygen -Y find-principals -f \"$3\" -s \"$2\" 2>&1) || { r=$?; echo \"$who\"; exit $r; }; "
		"who=$(echo \"$who\" | head -n 1); "
		"ssh-keygen -Y verify -f \"$3\" -I \"$who\" -n " NAMESPACE
		" -s \"$2\" <\"$1\" 2>&1";
	int ret;

	buf_clear(said);
	if (signers && fs_check_file(signers, why))
		return -1;
	ret = keygen(signers ? one_of_them : anybody, folder,
		     signers ? signers : "", said, why);
	while (said->len && said->at[said->len - 1] == '\n')
		said->at[--said->len] = '\0';
	return ret < 0 ? -1 : ret > 0;
}

int evidence_who_signed(struct span text, struct span signature,
			const char *signers, struct buf *said,
			struct diag *why)
{
	char *folder = make_folder(text, &signature, why);
	struct diag ignored;
	int ret;

	if (!folder)
		return -1;
	ret = who_signed(folder, signers, said, why);
	fs_remove_all(folder, &ignored);
	free(folder);
	return ret;
}

int evidence_check_signature(struct verifying *v, const char *signers,
			     struct diag *why)
{
	struct buf said = { 0 };
	int ret;

	if (!members_find(&v->m, SIGNATURE)) {
		evidence_say(v, signers ? WRONG : NOT_VERIFIED, "not signed: whoever made the bundle could make up all of it");
		return 0;
	}
	ret = who_signed(v->folder, signers, &said, why);
	if (ret > 0)
		evidence_say(v, WRONG, SIGNATURE ": %s: %s", signers ?
			     "not of a signer in the file" :
			     "not of this manifest", buf_span(&said).at);
	else if (!ret && signers)
		evidence_say(v, VERIFIED, "signed: %s", buf_span(&said).at);
	else if (!ret)
		evidence_say(v, NOT_VERIFIED, "who signed it: %s; --signers FILE names the keys to believe",
			     buf_span(&said).at);
	buf_release(&said);
	return ret < 0 ? -1 : 0;
}
