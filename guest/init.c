// SPDX-License-Identifier: GPL-2.0-only
/* PID 1: mounts, reads the plan, runs its checks, powers off. */
#include "guest.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

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
	mkdir("/tmp", 01777);
}

/* What no check may take from PID 1: its life, processes, time and voice. */
static void prepare(void)
{
	file_put("/proc/self/oom_score_adj", "-1000");
	file_put("/proc/sys/kernel/threads-max", "4096");
	setpriority(PRIO_PROCESS, 0, -20);
}

/* The names of busybox's programs, for checks in shell. */
static void install_busybox(void)
{
	pid_t pid;

	if (access("/bin/busybox", X_OK))
		return;
	pid = fork();
	if (!pid) {
		execl("/bin/busybox", "busybox", "--install", "-s", "/bin",
		      (char *)NULL);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

/* A shell for who sits at the console; its end is the machine's. */
static void run_shell(void)
{
	pid_t pid = fork(), gone;
	int fd;

	if (!pid) {
		static char *const argv[] = { "sh", NULL };
		static char *const env[] = { "PATH=/bin", "HOME=/", "PS1=# ",
					     "TERM=linux", NULL };

		setsid();
		fd = open("/dev/console", O_RDWR);
		dup2(fd, 0);
		dup2(fd, 1);
		dup2(fd, 2);
		ioctl(0, TIOCSCTTY, 1);
		execve("/bin/busybox", argv, env);
		_exit(127);
	}
	do
		gone = wait(NULL);
	while (pid > 0 && gone > 0 && gone != pid);
}

/* The plan cannot be read: a block of its own says so. */
static void say_no_plan(const char *release, long init_ms, const char *line)
{
	static struct block b;
	char why[256];

	snprintf(why, sizeof(why), line ? "the plan has the line '%s'" :
		 "there is no plan%s", line ? line : "");
	block_begin(&b, PLAN_FILE, release, init_ms);
	block_step(&b, PLAN_FILE, ERROR, why);
	block_end(&b);
}

static void run_all(const char *release, long init_ms)
{
	static struct plan plan;
	static char text[1 << 16];
	char voice[64];
	const char *wrong;
	int i;

	if (!file_text("/" PLAN_FILE, text, sizeof(text))) {
		say_no_plan(release, init_ms, NULL);
		return;
	}
	wrong = plan_read(&plan, text);
	if (wrong) {
		say_no_plan(release, init_ms, wrong);
		return;
	}
	if (plan.shell) {
		run_shell();
		return;
	}
	/* which messages reach the console: a check may have changed it */
	file_text("/proc/sys/kernel/printk", voice, sizeof(voice));
	for (i = 0; i < plan.nr; i++) {
		bool good = run_check(&plan.check[i], release, init_ms);

		file_put("/proc/sys/kernel/printk", voice);
		if (!good)
			break;
	}
}

int main(void)
{
	struct utsname uts;
	long init_ms = now_ms();

	if (getpid() != 1) {
		fprintf(stderr, "init: this runs as PID 1 of a test kernel\n");
		return 129;
	}
	say_begin();
	mount_all();
	prepare();
	uname(&uts);
	install_busybox();
	run_all(uts.release, init_ms);
	say("end");
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
