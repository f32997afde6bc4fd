/* one line more than the patch knows */
int vm_munmap(unsigned long start, size_t len)
{
	int ret;

	ret = do_munmap(start, len);
	return ret;
}
EXPORT_SYMBOL(vm_munmap);

SYSCALL_DEFINE2(munmap, unsigned long, addr, size_t, len)
{
	profile_munmap(addr);
	return vm_munmap(addr, len);
}

/* emulation of a deprecated call */
SYSCALL_DEFINE2(remap, unsigned long, start, unsigned long, size)
{
	unsigned long ret = -EINVAL;
	struct file *file;

	if (start + size <= start)
		return ret;
	file = get_file(start + 1);
	ret = do_mmap(file);
	fput(file);
	return ret;
}
