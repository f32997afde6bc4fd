// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which of the names that a file diff has for its file is meant: GNU patch and
 * git look for it differently.
 */
#include "core/patch/which-file.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/patch/safe-path.h"

static size_t folders(const char *name)
{
	size_t n = 0;

	for (; *name; name++)
		n += *name == '/';
	return n;
}

static size_t last_part_len(const char *name)
{
	return strlen(base_name(name));
}

const char *best_name(const char *const candidate[3], const bool ignore[3])
{
	size_t rank[3] = { 0 }, best[3] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
	const char *found = NULL;

	for (int i = 0; i < 3; i++) {
		const char *name = candidate[i];

		if (!name || ignore[i])
			continue;
		rank[0] = folders(name);
		rank[1] = last_part_len(name);
		rank[2] = strlen(name);
		for (int k = 0; k < 3; k++) {
			if (rank[k] > best[k])
				break;
			if (rank[k] < best[k]) {
				memcpy(best, rank, sizeof(best));
				found = name;
				break;
			}
		}
	}
	return found;
}

/* How many of name's folders are not there. */
static size_t missing_folders(const char *name, const struct names_there *there)
{
	char *path = patch_path_clean(span_of(name)), *slash;
	size_t n = folders(path);

	for (slash = path; (slash = strchr(slash, '/')); slash++, n--) {
		*slash = '\0';
		if (!there->is_folder(there->tree, path))
			break;
		*slash = '/';
	}
	free(path);
	return n;
}

/*
 * The best of the names that need the fewest new folders: GNU patch's for a
 * file to be created.
 */
static const char *name_to_create(const struct file_diff *s,
				  const struct names_there *there)
{
	size_t missing[3], least = SIZE_MAX;
	bool ignore[3];

	for (int i = 0; i < 3; i++) {
		missing[i] = s->candidate[i] ?
			missing_folders(s->candidate[i], there) : SIZE_MAX;
		if (missing[i] < least)
			least = missing[i];
	}
	for (int i = 0; i < 3; i++)
		ignore[i] = missing[i] > least;
	return best_name(s->candidate, ignore);
}

/*
 * The +++ line's, unless that is the --- line's with something behind it
 * (git, find_name_traditional()).
 */
static const char *name_for_git(const struct file_diff *s)
{
	const char *old = s->candidate[0], *new = s->candidate[1];

	if (!old || !new)
		return old ? old : new ? new : s->candidate[2];
	return span_starts(span_of(new), old) ? old : new;
}

static bool names_differ(const struct file_diff *s)
{
	const char *first = NULL;

	for (int i = 0; i < 3; i++) {
		if (first && s->candidate[i] && strcmp(first, s->candidate[i]))
			return true;
		if (s->candidate[i])
			first = s->candidate[i];
	}
	return false;
}

void file_diff_resolve_name(struct file_diff *s, bool like_quilt,
			 const struct names_there *there)
{
	const char *name, *wanted = like_quilt ? NULL : name_for_git(s);
	bool ignore[3];

	/* git wants "new file mode" in a diff of its own. */
	s->may_create &= like_quilt || !s->git;
	if (s->rename || s->copy || !names_differ(s))
		return;
	for (int i = 0; i < 3; i++)
		ignore[i] = s->candidate[i] &&
			    !there->is_file(there->tree, s->candidate[i]);
	name = best_name(s->candidate, ignore);
	if (!name && like_quilt && (s->create || s->may_create))
		name = name_to_create(s, there);
	if (wanted && (!name || there->is_file(there->tree, wanted)))
		name = wanted;
	if (!name)
		return;
	if (s->old_name)
		s->old_name = name;
	if (s->new_name)
		s->new_name = name;
}
