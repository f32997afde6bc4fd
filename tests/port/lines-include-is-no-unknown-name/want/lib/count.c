#include <linux/kernel.h>
#include <linux/list.h>
#include <asm/count.h>

struct count {
	int total;
};
