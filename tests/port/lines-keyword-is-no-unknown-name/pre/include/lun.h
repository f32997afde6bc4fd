struct lun {
	u64 unpacked;
	u32 link_magic;
	u32 index;

	struct list_head list;
};
