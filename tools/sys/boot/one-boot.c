// SPDX-License-Identifier: GPL-2.0-only
/* Boots of one kernel, side by side, each with its own initramfs and secret. */
#include "sys/boot/one-boot.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "core/console/judge-console.h"
#include "sys/boot/guest-pack.h"
#include "sys/boot/qemu.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/store/boot-result.h"

const struct boot_kernel *boots_kernel(const struct boots_of *what,
				       const struct mode *mode)
{
	return &what->kernel[mode - what->mode];
}

void one_boot_init(struct one_boot *b, const struct mode *mode,
		   const struct check **check, size_t nr)
{
	*b = (struct one_boot){ .mode = mode, .nr = nr };
	b->check = grow_array(NULL, nr, sizeof(*b->check));
	memcpy(b->check, check, nr * sizeof(*check));
}

char *boot_command_line(const struct target *t, const struct mode *mode,
			const struct check *check)
{
	const char *parts[] = { t->append, mode->append, check->append };
	struct buf line = { 0 };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i] && *parts[i])
			buf_addf(&line, "%s%s", line.len ? " " : "", parts[i]);
	buf_adds(&line, "");
	return buf_detach(&line);
}

void one_boot_name(struct one_boot *b, const struct boots_of *what,
		   const char *check, long nr)
{
	char *number = nr == 1 ? xstrdup("") : xstrfmt(".%ld", nr);

	b->label = xstrfmt("%s%s%s", b->mode->name, check ? "." : "",
			   check ? check : "");
	b->log = xstrfmt("%s/%s.%s%s.log", what->folder, what->stage, b->label,
			 number);
	b->append = boot_command_line(what->branch->target, b->mode,
				      b->check[0]);
	free(number);
}

void one_boot_release(struct one_boot *b)
{
	boot_console_release(&b->console);
	free(b->check);
	free(b->label);
	free(b->append);
	free(b->log);
}

/* Seconds that the boot may take: the target's, and what its checks add. */
static long timeout_of(const struct one_boot *b, const struct target *t)
{
	long timeout_s = t->timeout_s ? t->timeout_s : QEMU_TIMEOUT_S;
	long first = timeout_s / 2 + b->check[0]->timeout_s;

	if (b->check[0]->timeout_s && first > timeout_s)
		timeout_s = first;
	for (size_t i = 1; i < b->nr; i++)
		timeout_s += b->check[i]->timeout_s ? b->check[i]->timeout_s :
			CHECK_TIMEOUT_S;
	return timeout_s + b->check[0]->survive_s;
}

static void write_hex(char *hex, const unsigned char *secret)
{
	for (int i = 0; i < SEAL_SECRET; i++)
		snprintf(hex + 2 * i, 3, "%02x", secret[i]);
}

int one_boot_prepare(struct one_boot *b, const struct boots_of *what,
		     const char *initrd, bool shell, struct diag *why)
{
	const struct boot_kernel *kernel = boots_kernel(what, b->mode);
	const struct guest_pick pick = { b->check, b->nr, kernel->modules,
					 shell };
	unsigned char secret[SEAL_SECRET];
	char seal[2 * SEAL_SECRET + 1];
	struct buf packed = { 0 };
	int ret;

	if (getrandom(secret, SEAL_SECRET, 0) != SEAL_SECRET)
		return diag_set(why, NULL, 0, "no random bytes: %s",
				strerror(errno));
	write_hex(b->secret, secret);
	boot_seal(b->seal, b->secret, what->key, b->log);
	write_hex(seal, b->seal);
	ret = guest_pack(kernel->guest, &pick, seal, &packed, why);
	if (!ret)
		ret = fs_publish(initrd, buf_span(&packed), why);
	buf_release(&packed);
	return ret;
}

/* Reads the console; true when it is to be booted again. */
static bool read_console(struct one_boot *b, struct diag *why, int *ret)
{
	struct boot_asked asked = { .check = NULL };
	struct console c;
	bool again;

	*ret = boot_console_read(&b->console, b->log, b->seal, why);
	if (*ret)
		return false;
	console_judge(&c, &b->console.said, &asked);
	again = boot_again(&b->end, &c, b->retries);
	console_release(&c);
	b->retries += again;
	return again;
}

/* Boots all those; *again keeps those that are to be booted again. */
static int boot_all(struct one_boot **b, size_t *nr,
		    const struct boots_of *what, struct diag *why)
{
	struct qemu_boot q[PROC_AT_ONCE];
	struct boot_end end[PROC_AT_ONCE];
	char *initrd[PROC_AT_ONCE] = { NULL };
	size_t again = 0;
	int ret = 0;

	for (size_t i = 0; !ret && i < *nr; i++) {
		initrd[i] = xstrfmt("%s.%s", what->initrd, b[i]->label);
		ret = one_boot_prepare(b[i], what, initrd[i], false, why);
		q[i] = (struct qemu_boot){
			.target = what->branch->target,
			.kernel = boots_kernel(what, b[i]->mode)->image,
			.initrd = initrd[i], .append = b[i]->append,
			.timeout_s = timeout_of(b[i], what->branch->target),
			.log = b[i]->log, .secret = b[i]->seal,
			.show = what->show ? b[i]->label : NULL,
		};
	}
	if (!ret)
		ret = qemu_boot(q, *nr, end, why);
	for (size_t i = 0; i < *nr; i++) {
		if (!ret) {
			b[i]->end = end[i];
			if (read_console(b[i], why, &ret))
				b[again++] = b[i];
		}
		if (initrd[i])
			unlink(initrd[i]);
		free(initrd[i]);
	}
	*nr = again;
	return ret;
}

int one_boot_run(struct one_boot *b, size_t nr, const struct boots_of *what,
		 struct diag *why)
{
	struct one_boot *left[PROC_AT_ONCE];
	int ret = 0;

	for (size_t i = 0; i < nr; i++)
		left[i] = &b[i];
	while (!ret && nr)
		ret = boot_all(left, &nr, what, why);
	return ret;
}

enum block_state one_boot_state(const struct one_boot *b, const struct check *c,
				const char *release)
{
	struct boot_asked asked = { .check = c->name, .release = release,
				    .splat = c->splat };
	enum block_state state = BLOCK_GOOD;
	struct console console;

	console_judge(&console, &b->console.said, &asked);
	if (console.malformed[0] || console.spoiled_by ||
	    console.ending != ENDED_RESULT ||
	    complaints_worst(&console.complaints))
		state = BLOCK_BAD;
	if (!console.started)
		state = BLOCK_MISSING;
	console_release(&console);
	return state;
}
