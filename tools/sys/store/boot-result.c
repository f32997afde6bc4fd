// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boots as JSON: what was seen, where it stands in the log, and what it was
 * taken for.
 */
#include "sys/store/boot-result.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "core/console/guest-line.h"
#include "core/text/buf.h"
#include "sys/store/key.h"
#include "sys/store/result.h"

#define BOUND_SINCE	6	/* of the recipes, see boots_are_bound() */

/*
 * Text from a console: any bytes, so what is not plain ASCII is left out or
 * becomes '?'.
 */
static json_t *plain(struct span s)
{
	char room[1024];
	struct span cleaned = guest_clean(s, room, sizeof(room));

	for (size_t i = 0; i < cleaned.len; i++)
		if (room[i] & 0x80)
			room[i] = '?';
	return json_stringn(room, cleaned.len);
}

static json_t *step_json(const struct step *s)
{
	json_t *o = json_object();

	json_object_set_new(o, "name", plain(span_of(s->name)));
	json_object_set_new(o, "outcome",
			    json_string(outcome_name(s->outcome)));
	if (s->at_ms >= 0)
		json_object_set_new(o, "at_ms", json_integer(s->at_ms));
	if (s->ms >= 0)
		json_object_set_new(o, "ms", json_integer(s->ms));
	json_object_set_new(o, "reason", plain(span_of(s->reason)));
	json_object_set_new(o, "lineno", json_integer(s->lineno));
	return o;
}

/* What a guest that says no times has not is left out. */
static void set_times(json_t *o, const struct console *c)
{
	const struct { const char *name; long ms; } times[] = {
		{ "init_ms", c->init_ms }, { "start_ms", c->start_ms },
		{ "result_ms", c->result_ms },
	};

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		if (times[i].ms >= 0)
			json_object_set_new(o, times[i].name,
					    json_integer(times[i].ms));
}

static json_t *complaint_json(const struct complaint *c)
{
	static const char *const kinds[] = {
		[NO_COMPLAINT] = "", [WARNING] = "warning", [OOPS] = "oops",
		[PANIC] = "panic",
	};
	json_t *o = json_object();

	json_object_set_new(o, "kind", json_string(kinds[c->kind]));
	json_object_set_new(o, "text", plain(c->text));
	json_object_set_new(o, "lineno", json_integer(c->lineno));
	json_object_set_new(o, "early", json_boolean(c->early));
	return o;
}

static const char *const stop_names[] = {
	[STOP_ITSELF] = "powered off", [STOP_END] = "after end",
	[STOP_PANIC] = "after panic", [STOP_SILENCE] = "silence",
	[STOP_NO_START] = "no start", [STOP_TIMEOUT] = "timeout",
	[STOP_FLOOD] = "flood", [STOP_DIED] = "died",
};

bool boot_result_read(const json_t *o, struct boot_result *r)
{
	const char *stop, *mode, *log, *secret, *fix = "", *accel = NULL;
	unsigned char bytes[SEAL_SECRET];
	json_int_t nr, status, retries;
	size_t i = 0;

	*r = (struct boot_result){ 0 };
	if (json_unpack((json_t *)o,
			"{s?s,s:s,s:I,s:s,s:s,s:s,s:I,s:F,s:I,s?s}",
			"fix", &fix, "mode", &mode, "nr", &nr, "log", &log,
			"secret", &secret, "stop", &stop,
			"status", &status, "seconds", &r->end.seconds,
			"retries", &retries, "accel", &accel) ||
	    strlen(secret) != 2 * SEAL_SECRET || seal_read(bytes, secret))
		return false;
	strcpy(r->secret, secret);
	while (i <= STOP_DIED && strcmp(stop_names[i], stop))
		i++;
	r->fix = fix;
	r->mode = mode;
	r->nr = nr;
	r->log = log;
	r->end.stop = i;
	r->end.status = status;
	r->end.accel = accel;
	r->retries = retries;
	return i <= STOP_DIED;
}

json_t *boot_result_json(const struct boot_result *r, const struct console *c)
{
	json_t *o = json_object(), *steps = json_array(),
	       *complaints = json_array();

	for (size_t i = 0; i < c->nr; i++)
		json_array_append_new(steps, step_json(&c->step[i]));
	for (size_t i = 0; i < c->complaints.nr; i++)
		json_array_append_new(complaints,
				      complaint_json(&c->complaints.first[i]));
	json_object_set_new(o, "fix", json_string(r->fix));
	json_object_set_new(o, "mode", json_string(r->mode));
	json_object_set_new(o, "nr", json_integer(r->nr));
	json_object_set_new(o, "log", json_string(r->log));
	json_object_set_new(o, "secret", json_string(r->secret));
	json_object_set_new(o, "log_sha256", json_string(r->log_sha256));
	json_object_set_new(o, "outcome",
			    json_string(outcome_name(r->outcome)));
	json_object_set_new(o, "reason", plain(span_of(r->reason)));
	json_object_set_new(o, "signature", json_boolean(r->signature));
	json_object_set_new(o, "ending",
			    json_string(ending_name(c->ending)));
	json_object_set_new(o, "stop", json_string(stop_names[r->end.stop]));
	json_object_set_new(o, "status", json_integer(r->end.status));
	json_object_set_new(o, "seconds", json_real(r->end.seconds));
	json_object_set_new(o, "retries", json_integer(r->retries));
	if (r->end.accel && *r->end.accel)
		json_object_set_new(o, "accel", json_string(r->end.accel));
	set_times(o, c);
	json_object_set_new(o, "kernel",
			    plain(span_of(c->kernel ? c->kernel : "")));
	json_object_set_new(o, "oopses", json_integer(c->complaints.nr_oops));
	json_object_set_new(o, "warnings",
			    json_integer(c->complaints.nr_warning));
	json_object_set_new(o, "early", json_integer(c->complaints.nr_early));
	json_object_set_new(o, "complaints", complaints);
	json_object_set_new(o, "steps", steps);
	return o;
}

void boot_seal(unsigned char seal[SEAL_SECRET], const char *secret,
	       const char *key, const char *log)
{
	unsigned char bytes[SEAL_SECRET] = { 0 }, mac[EVP_MAX_MD_SIZE];
	char *of = xstrfmt("%s %s", key ? key : "", log);

	seal_read(bytes, secret);
	if (!HMAC(EVP_sha256(), bytes, SEAL_SECRET, (unsigned char *)of,
		  strlen(of), mac, NULL))
		abort();
	memcpy(seal, mac, SEAL_SECRET);
	free(of);
}

bool boots_are_bound(const json_t *inputs)
{
	const char *recipe = json_string_value(json_object_get(inputs,
							       "recipe"));

	return !recipe || strtol(recipe, NULL, 10) >= BOUND_SINCE;
}

void boot_result_seal(unsigned char seal[SEAL_SECRET],
		      const struct boot_result *r, const json_t *inputs)
{
	char key[65];

	if (!boots_are_bound(inputs)) {
		seal_read(seal, r->secret);
		return;
	}
	result_key_of(inputs, key);
	boot_seal(seal, r->secret, key, r->log);
}

json_t *mode_result_json(const struct mode_result *m)
{
	json_t *o = json_object();

	json_object_set_new(o, "fix", json_string(m->fix));
	json_object_set_new(o, "mode", json_string(m->mode));
	json_object_set_new(o, "boots", json_integer(m->boots));
	json_object_set_new(o, "passed", json_integer(m->passed));
	json_object_set_new(o, "outcome",
			    json_string(outcome_name(m->outcome)));
	json_object_set_new(o, "differ", json_boolean(m->differ));
	json_object_set_new(o, "signature", json_boolean(m->signature));
	json_object_set_new(o, "early", json_integer(m->nr_early));
	json_object_set_new(o, "reason",
			    plain(span_of(m->reason ? m->reason : "")));
	return o;
}

bool mode_result_read(const json_t *o, struct mode_result *m)
{
	const char *outcome;
	json_int_t boots, passed, early;
	int differ, signature;

	*m = (struct mode_result){ 0 };
	if (json_unpack((json_t *)o, "{s:s, s:s, s:I, s:I, s:s, s:b, s:b, s:I, s:s}",
			"fix", &m->fix, "mode", &m->mode, "boots", &boots,
			"passed", &passed, "outcome", &outcome, "differ",
			&differ, "signature", &signature, "early", &early,
			"reason", &m->reason))
		return false;
	m->boots = boots;
	m->passed = passed;
	m->differ = differ;
	m->signature = signature;
	m->nr_early = early;
	return outcome_of(span_of(outcome), &m->outcome);
}
