#define MSR_CAP		0x10a
#define CAP_NO_MELT	(1 << 0)

/* empty it */
#define MSR_FLUSH	0x10b
#define MSR_LAST	0x119
