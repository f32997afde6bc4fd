// SPDX-License-Identifier: GPL-2.0-only
/* The console of a boot, from its file. */
#include "sys/boot/boot-console.h"

#include "sys/os/fs.h"
#include "sys/store/result.h"

int boot_console_read(struct boot_console *c, const char *path,
		      const unsigned char *secret, struct diag *why)
{
	boot_console_release(c);
	if (fs_read(&c->text, path, why)) {
		buf_release(&c->text);
		return -1;
	}
	transcript_read(&c->said, buf_span(&c->text), secret);
	result_digest(buf_span(&c->text).at, c->text.len, c->sha256);
	return 0;
}

void boot_console_release(struct boot_console *c)
{
	transcript_release(&c->said);
	buf_release(&c->text);
	*c = (struct boot_console){ 0 };
}
