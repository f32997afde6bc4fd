	.macro	COUNT_BEGIN
	stg	%r1,COUNT_SAVE
	.word	0xc004, 0, 0	# 6 bytes nop
	.long	count_end - .
	.endm

ENTRY(count)
	COUNT_BEGIN
	br	%r14
