// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport check's output as SARIF 2.1.0, with what code review sites want
 * beside the schema.
 */
#include "cmd/check/sarif.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/check/show.h"
#include "core/text/text-json.h"

#include "core/text/hash.h"

#define SCHEMA	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
/* The folder that relative names start from; the reader knows where it is. */
#define ROOT	"%SRCROOT%"

static json_t *rule_of(const struct rule *r)
{
	struct buf help = { 0 }, full = { 0 };
	json_t *o;

	buf_addf(&full, "%s (%s)", r->reason, r->document);
	buf_addf(&help, "%s. The rule is from: %s. To silence it, with a reason, put this before the last sign-off: [ backport-check: ignore %s: reason ]",
		 r->reason, r->document, r->id);
	o = json_pack("{s:s, s:s, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:[s], s:s}}",
		      "id", r->id, "name", r->id,
		      "shortDescription", "text", r->reason,
		      "fullDescription", "text", full.at,
		      "help", "text", help.at,
		      "defaultConfiguration", "level", check_level(r),
		      "properties", "tags", "backport", "precision", "high");
	buf_release(&help);
	buf_release(&full);
	return o;
}

static json_t *all_rules(void)
{
	json_t *all = json_array();

	for (const struct rule *r = rules; r->id; r++)
		json_array_append_new(all, rule_of(r));
	return all;
}

/*
 * A uri-reference: what RFC 3986 does not allow in a path is escaped; a name
 * from / on is a file: URI, others start at the root.
 */
static json_t *place_of(const char *path)
{
	bool absolute = path[0] == '/';
	struct buf b = { 0 };
	json_t *o;

	while (!strncmp(path, "./", 2))
		path += 2;
	if (absolute)
		buf_adds(&b, "file://");
	for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
		/*
		 * A colon in the first part would make what is before it a
		 * scheme.
		 */
		if (*p > ' ' && *p < 127 && !strchr("\"#%<>?[\\]^`{|}:", *p))
			buf_addc(&b, (char)*p);
		else
			buf_addf(&b, "%%%02X", *p);
	}
	o = json_pack("{s:s}", "uri", buf_span(&b).at);
	if (!absolute)
		json_object_set_new(o, "uriBaseId", json_string(ROOT));
	buf_release(&b);
	return o;
}

/* Which of the same complaints of its file each finding is, from 1. */
static size_t *count_same(const struct findings *all)
{
	size_t *same = grow_array(NULL, all->nr, sizeof(*same));
	size_t *seen = new_array(all->nr + 1, sizeof(*seen));
	char **key = grow_array(NULL, all->nr, sizeof(*key));
	struct numbering keys = { 0 };

	for (size_t i = 0; i < all->nr; i++) {
		const struct finding *f = &all->finding[i];

		key[i] = xstrfmt("%s\n%s\n%s", f->rule->id, f->path, f->text);
		same[i] = ++seen[numbering_add(&keys, span_of(key[i]))];
	}
	numbering_release(&keys);
	for (size_t i = 0; i < all->nr; i++)
		free(key[i]);
	free(key);
	free(seen);
	return same;
}

/*
 * What a finding is known by in the next run, whatever its line is then: FNV-1a
 * of rule and sentence, and which of the same it is in its file.
 */
static json_t *fingerprint_of(const struct finding *f, size_t same)
{
	uint64_t h = HASH_START;
	char text[40];

	h = hash_span(h, span_of(f->rule->id));
	h = hash_span(h, span_of(f->text));
	snprintf(text, sizeof(text), "%016" PRIx64 ":%zu", h, same);
	return json_string(text);
}

static json_t *result_of(const struct finding *f, size_t same)
{
	json_t *o = json_pack("{s:s, s:i, s:s, s:{s:o}}",
			      "ruleId", f->rule->id,
			      "ruleIndex", (int)(f->rule - rules),
			      "level", check_level(f->rule), "message", "text",
			      text_json(f->text));

	json_object_set_new(o, "locations", json_pack("[{s:{s:o, s:{s:I}}}]",
		"physicalLocation", "artifactLocation", place_of(f->path),
		"region", "startLine",
		(json_int_t)(f->lineno ? f->lineno : 1)));
	json_object_set_new(o, "partialFingerprints", json_pack("{s:o}",
		"primaryLocationLineHash", fingerprint_of(f, same)));
	if (f->silence)
		json_object_set_new(o, "suppressions", json_pack(
			"[{s:s, s:o}]", "kind", "inSource",
			"justification", text_json(f->silence)));
	return o;
}

void check_show_sarif(const struct check_job *c)
{
	json_t *results = json_array(), *root, *o;
	size_t *same = count_same(&c->findings);
	struct buf text = { 0 };

	for (size_t i = 0; i < c->findings.nr; i++)
		json_array_append_new(results, result_of(
			&c->findings.finding[i], same[i]));
	free(same);
	root = json_pack("{s:{s:{s:s}}}", ROOT, "description",
			 "text", "the folder that backport check was run in");
	o = json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:o, s:o}]}",
		      "$schema", SCHEMA, "version", "2.1.0",
		      "runs", "tool", "driver", "name", "backport check",
		      "version", VERSION, "rules", all_rules(),
		      "originalUriBaseIds", root, "results", results);
	json_add(o, JSON_INDENT(1), &text);
	buf_addc(&text, '\n');
	say_bytes(buf_span(&text));
	buf_release(&text);
	json_decref(o);
}
