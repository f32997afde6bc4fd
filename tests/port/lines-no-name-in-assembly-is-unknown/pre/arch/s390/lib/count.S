	.macro	COUNT_BEGIN
	stg	%r1,COUNT_SAVE
	.long	count_end - .
	.endm

ENTRY(count)
	COUNT_BEGIN
	br	%r14
