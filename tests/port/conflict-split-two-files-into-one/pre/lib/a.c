#include "q.h"

int other_a(struct q *q)
{
	return q->other;
}
