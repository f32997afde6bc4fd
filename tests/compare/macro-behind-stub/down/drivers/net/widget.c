static inline int widget_none(void) { return 0; }

#define WIDGET_SET(x) \
	first(x); \
	second(x); \
	third(x); \
	fourth(x); \
	last(x)

int widget_go(void)
{
	return 0;
}
