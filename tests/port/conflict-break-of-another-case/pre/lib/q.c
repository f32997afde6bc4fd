int show(int kind, struct q *q)
{
	switch (kind) {
	case KIND_A:
		print_a(q, kind);
	case KIND_C:
		print_c(q, kind);
		break;
	case KIND_B:
		print_b(q, kind);
		break;
	}
	return 0;
}
