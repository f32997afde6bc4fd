#include <linux/kernel.h>
#include <linux/list.h>

struct count {
	int total;
};
