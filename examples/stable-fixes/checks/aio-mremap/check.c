// SPDX-License-Identifier: GPL-2.0-only
/*
 * A child moves the aio ring that it has of its parent. The kernel refuses it,
 * or it follows a NULL pointer.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	unsigned long ring = 0;	/* an aio context is its ring's address */
	size_t size = sysconf(_SC_PAGESIZE);
	pid_t pid, gone = 0;
	int status;
	void *to;

	if (syscall(SYS_io_setup, 1, &ring)) {
		if (errno != ENOSYS)
			err(99, "io_setup");
		printf("no aio\n");
		return 4;
	}
	to = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (to == MAP_FAILED)
		err(99, "mmap");
	pid = fork();
	if (pid < 0)
		err(99, "fork");
	if (!pid) {
		to = mremap((void *)ring, size, size,
			    MREMAP_MAYMOVE | MREMAP_FIXED, to);
		_exit(to == MAP_FAILED && errno == EINVAL ? 0 : 98);
	}
	/* the oops holds the lock that the child needs to die */
	for (int i = 0; i < 30 && !gone; i++) {
		usleep(100000);
		gone = waitpid(pid, &status, WNOHANG);
	}
	if (gone < 0)
		err(99, "waitpid");
	if (!gone || WIFSIGNALED(status)) {
		printf("mremap of the ring: %s\n", gone ?
		       strsignal(WTERMSIG(status)) : "it hangs");
		return 1;
	}
	return WEXITSTATUS(status);
}
