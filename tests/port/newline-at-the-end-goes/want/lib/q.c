int first(void)
{
	do_one(1);
	do_two(22);
	do_three(3, 4);
	return 0;
}
int line_0;
int line_1;
int line_2;
int line_3;
int line_4;
int line_5;
int line_6;
int line_7;
int line_8;
int last;