#include "q.h"

int other_b(struct q *q)
{
	return q->other;
}
