#ifdef CONFIG_MMU

static struct page *get_page(struct bprm *bprm, unsigned long pos)
{
	struct page *page;

	lock(bprm->mm);
	if (grow(bprm, pos) < 0)
		return bad(bprm);
	if (!bprm->mm)
		return NULL;
	page = user_page(bprm->mm, pos);
	if (!page)
		return NULL;
	unlock(bprm->mm);
	acct(bprm, pos);
	return page;
}

#else

static struct page *get_page(struct bprm *bprm, unsigned long pos)
{
	struct page *page;

	page = bprm->page[pos / PAGE_SIZE];
	if (!page)
		bprm->page[pos / PAGE_SIZE] = page = alloc_page();
	return page;
}

#endif
