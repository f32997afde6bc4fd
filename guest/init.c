// SPDX-License-Identifier: GPL-2.0-only
/* PID 1: mounts, reads the options, runs the check, powers off. */
#include "guest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

struct options options = { .rounds = ROUNDS_DEFAULT, .vfio = 2 };

static int set_option(const char *name, const char *value)
{
	char *end;

	if (!strcmp(name, "check") && strlen(value) < sizeof(options.check)) {
		strcpy(options.check, value);
		return 0;
	}
	if (!strcmp(name, "rounds")) {
		options.rounds = strtol(value, &end, 10);
		return *value && !*end && options.rounds >= 1 &&
		       options.rounds <= 1000 ? 0 : -1;
	}
	if (!strcmp(name, "vfio")) {
		options.vfio = !strcmp(value, "v1") ? 1 : 2;
		return !strcmp(value, "v1") || !strcmp(value, "v2") ? 0 : -1;
	}
	return -1;
}

/* Takes every "backport.NAME=VALUE" of the kernel command line. */
static int read_options(struct result *r)
{
	static char line[4096];
	char *word, *rest = line, *value;

	if (file_read("/proc/cmdline", line, sizeof(line)))
		return fail(r, ERROR, "/proc/cmdline: %s", strerror(errno));
	while ((word = strsep(&rest, " "))) {
		if (strncmp(word, "backport.", 9))
			continue;
		value = strchr(word, '=');
		if (value)
			*value++ = '\0';
		if (!value || set_option(word + 9, value))
			return fail(r, ERROR, "bad option %s=%s", word,
				    value ? value : "");
	}
	if (!*options.check)
		strcpy(options.check, check.name);
	if (strcmp(options.check, check.name))
		return fail(r, ERROR, "asked for the check %s, this is %s",
			    options.check, check.name);
	return 0;
}

static void mount_all(void)
{
	static const struct { const char *type, *at; } mounts[] = {
		{ "proc", "/proc" }, { "sysfs", "/sys" }, { "devtmpfs", "/dev" },
	};
	size_t i;

	for (i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
		mkdir(mounts[i].at, 0755);
		mount(mounts[i].type, mounts[i].at, mounts[i].type, 0, NULL);
	}
}

/* The machine is not as the check needs it: one step that is no round's. */
static void say_no_rounds(const struct result *r)
{
	bool failed = r->outcome == FAIL;

	say_step("0.setup", r, now_ms(), -1);
	say("result %s steps=1 passed=0 failed=%d skipped=0 at=%ld",
	    failed ? "FAIL" : "ERROR", failed, now_ms());
}

/* Says what runs here, with all steps of a round. */
static void say_start(const char *release, long began)
{
	char steps[600] = "";
	size_t len = 0;
	int i;

	for (i = 0; check.steps[i].name && len < sizeof(steps); i++)
		len += snprintf(steps + len, sizeof(steps) - len, "%s%s",
				i ? "," : "", check.steps[i].name);
	say("start check=%s kernel=%s rounds=%d steps=%s init=%ld at=%ld",
	    check.name, release, options.rounds, steps, began, now_ms());
}

int main(void)
{
	struct result r = { 0 };
	struct utsname uts;
	long began = now_ms();
	bool ready;

	if (getpid() != 1) {
		fprintf(stderr, "init: this runs as PID 1 of a test kernel\n");
		return 129;
	}
	say_begin();
	mount_all();
	uname(&uts);
	ready = !read_options(&r) && !(check.setup && check.setup(&r));
	say_start(uts.release, began);
	if (ready)
		run_check();
	else
		say_no_rounds(&r);
	say("end");
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
