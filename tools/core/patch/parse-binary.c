// SPDX-License-Identifier: GPL-2.0-only
/*
 * "GIT binary patch": the halves and the shape of their lines. What they hold
 * is binary.c's.
 */
#include "core/patch/parser.h"

#include "core/patch/binary.h"
#include "core/text/ascii.h"

/* "literal 123" or "delta 45". */
static bool parse_method(struct span line, struct binary *b)
{
	size_t size = 0;

	line = without_cr(line);
	if (span_starts(line, "literal ")) {
		b->method = BINARY_LITERAL;
		line = span_skip(line, strlen("literal "));
	} else if (span_starts(line, "delta ")) {
		b->method = BINARY_DELTA;
		line = span_skip(line, strlen("delta "));
	} else {
		return false;
	}
	for (size_t i = 0; i < line.len; i++) {
		if (!is_digit(line.at[i]) || size > BINARY_SIZE_MAX)
			return false;
		size = size * 10 + line.at[i] - '0';
	}
	b->size = size;
	return line.len > 0;
}

/* One half, up to the empty line that ends it, which is left behind too. */
static int parse_half(struct parser *ps, struct binary *b)
{
	b->lineno = ps->lineno;
	if (b->size > BINARY_SIZE_MAX)
		return parser_refuse(ps, ps->lineno, "a binary file of more than %u MiB is refused",
				     BINARY_SIZE_MAX >> 20);
	parser_next(ps);
	b->lines = (struct span){ ps->text.at, 0 };
	while (!ps->at_end) {
		struct span line = without_cr(ps->line);
		size_t groups = line.len ? (line.len - 1) / 5 : 0;
		size_t n = line.len ? base85_line_size(line.at[0]) : 0;

		if (!line.len) {
			parser_next(ps);
			return 0;
		}
		if (!n || line.len != groups * 5 + 1 || n > groups * 4 ||
		    n + 4 <= groups * 4)
			return parser_refuse(ps, ps->lineno, "not a line of a binary patch: damaged or truncated? fetch the patch again");
		b->lines.len = ps->line.at + ps->line.len - b->lines.at;
		parser_next(ps);
	}
	return 0;
}

int parser_binary(struct parser *ps, struct file_diff *s)
{
	if (ps->at_end || !parse_method(ps->line, &s->forward))
		return parser_refuse(ps, ps->lineno, "'literal SIZE' or 'delta SIZE' should stand here: damaged or truncated? fetch the patch again");
	if (parse_half(ps, &s->forward))
		return -1;
	if (ps->at_end || !parse_method(ps->line, &s->reverse)) {
		s->reverse = (struct binary){ 0 };
		return 0;
	}
	return parse_half(ps, &s->reverse);
}
