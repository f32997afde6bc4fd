// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any JSON as the stored results of a branch: read into a report by itself, it
 * proves nothing without its consoles.
 */
#include <jansson.h>
#include <string.h>

#include "sys/matrix/read.h"
#include "sys/store/result.h"
#include "tests/fuzz/scratch.h"

static const char conf_text[] =
	"[fix \"f\"]\n\tupstream = 0123456789012345678901234567890123456789\n"
	"\tpatch = f.patch\n\tcheck = c\n\tsignature = a\n"
	"[target \"t\"]\n\tarch = powerpc\n\timage = vmlinux\n\tqemu = q\n"
	"[mode \"plain\"]\n\tappend =\n"
	"[branch \"v1\"]\n\tbase = v1.0\n\tfix = f\n\ttarget = t\n";

static struct conf conf;

static void begin(void)
{
	struct diag why = { 0 };

	if (conf.nr_branches)
		return;
	if (conf_read(&conf, scratch(),
		      scratch_file("backport.conf", conf_text,
				   strlen(conf_text)), &why)) {
		fprintf(stderr, "%s\n", why.text);
		abort();
	}
	scratch_folder("out");
	scratch_folder("out/v1");
}

/* The same object as each stage's, with its name; other bytes as they are. */
static void store(const char *stage, json_t *object, const uint8_t *bytes,
		  size_t len)
{
	char name[100], *text = NULL;

	snprintf(name, sizeof(name), "out/v1/%s.json", stage);
	if (json_is_object(object)) {
		json_object_set_new(object, "branch", json_string("v1"));
		json_object_set_new(object, "stage", json_string(stage));
		json_object_set_new(object, "outcome", json_string("PASS"));
		text = json_dumps(object, 0);
	}
	scratch_file(name, text ? text : (const char *)bytes,
		     text ? strlen(text) : len);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const stages[] = {
		"tree", "apply", "objects", "build.before", "build.after",
		"boot.before", "boot.after",
	};
	char out[200];
	json_t *object = json_loadb((const char *)bytes, len, 0, NULL);
	struct stored_matrix f = { 0 };
	struct diag why = { 0 };
	struct read_what what = {
		.conf = &conf,
		.judge = { .root = scratch(), .out = out, .as_stored = true },
		.with_logs = true,
	};

	begin();
	snprintf(out, sizeof(out), "%s/out", scratch());
	for (size_t i = 0; i < sizeof(stages) / sizeof(*stages); i++)
		store(stages[i], object, bytes, len);
	if (!stored_matrix_read(&f, &what, &why) &&
	    f.matrix.branch[0].verdict == PROVED)
		abort();
	stored_matrix_release(&f);
	json_decref(object);
	return 0;
}
