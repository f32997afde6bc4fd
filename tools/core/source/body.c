// SPDX-License-Identifier: GPL-2.0-only
/* The function that a place of a file lies in, as a row of statements. */
#include "core/source/body.h"

#include <stdlib.h>

#include "core/source/c-code.h"
#include "core/source/function-at.h"
#include "core/source/function-name.h"
#include "core/source/lines.h"
#include "core/text/ascii.h"
#include "core/text/buf.h"
#include "core/text/hash.h"

/* Of the words alone; a string's own bytes, which code has blanked, count. */
static uint32_t hash_words(struct span text, struct span code)
{
	uint64_t h = HASH_START;
	char last = ' ';

	for (size_t i = 0; i < text.len; i++) {
		char c = code.at[i] == '"' ? text.at[i] : code.at[i];

		if (is_space(c) && code.at[i] != '"') {
			last = is_word(last) ? ' ' : last;
			continue;
		}
		if (last == ' ' && is_word(c))
			h = hash_byte(h, ' ');
		h = hash_byte(h, c);
		last = c;
	}
	return h ^ h >> 32;
}

/* "struct foo *a, b[4];": two names or more in a row, and nothing that acts. */
static bool declares_only(struct span code)
{
	struct span first = ccode_word(code, 0);

	if (!first.len || ccode_is_jump(first) ||
	    code.at[code.len - 1] != ';')
		return false;
	for (size_t i = 0; i < code.len; i++)
		if (strchr("=(+-.?", code.at[i]))
			return false;
	for (size_t i = first.len; i < code.len; i++)
		if (!is_space(code.at[i]) && code.at[i] != '*')
			return is_word(code.at[i]);
	return false;
}

static enum statement_kind kind_of(struct span code, bool label)
{
	struct span word = ccode_word(code, 0);

	if (label)
		return STATEMENT_LABEL;
	if (code.at[0] == '{')
		return STATEMENT_OPEN;
	if (code.at[0] == '}')
		return STATEMENT_CLOSE;
	if (code.at[0] == ';' || ccode_is_jump(word) || span_is(word, "else") ||
	    span_is(word, "do"))
		return STATEMENT_JUMP;
	return declares_only(code) ? STATEMENT_PLAIN : STATEMENT_ACT;
}

/* One behind the label that begins at a place; 0 when none does. */
static size_t behind_label(struct span code, size_t at)
{
	struct span word = ccode_word(code, at);
	size_t end = at + word.len;

	if (span_is(word, "case")) {
		while (end < code.len && !strchr(":;{}", code.at[end]))
			end++;
	} else {
		end = ccode_next(code, end);
	}
	if (!word.len || end >= code.len || code.at[end] != ':')
		return 0;
	return end + 1;
}

/* One behind the piece that begins at a place, which holds no white space. */
static size_t piece_end(struct span code, size_t at, bool is_enum, bool *label)
{
	struct span word = ccode_word(code, at);
	size_t end = is_enum ? 0 : behind_label(code, at);

	*label = end != 0;
	if (*label)
		return end;
	if (strchr("{};", code.at[at]))
		return at + 1;
	end = ccode_next(code, at + word.len);
	if (ccode_takes_condition(word) && end < code.len &&
	    code.at[end] == '(')
		return ccode_behind_bracket(code, end);
	if (span_is(word, "else") || span_is(word, "do"))
		return at + word.len;
	for (end = at; end < code.len;) {
		char c = code.at[end];

		if (c == '{' || c == '}')
			return end;
		if (c == ';' || (c == ',' && is_enum))
			return end + 1;
		end = c == '(' ? ccode_behind_bracket(code, end) : end + 1;
	}
	return code.len;
}

/* Cuts [b->from, b->to) of the file, which code holds blanked. */
static void cut(struct body *b, struct span file, struct span code)
{
	size_t at = 0, room = 0;

	while ((at = ccode_next(code, at)) < code.len) {
		bool label;
		size_t end = piece_end(code, at, b->listed, &label);
		struct span text, blanked = { code.at + at, end - at };

		while (blanked.len > 1 && is_space(blanked.at[blanked.len - 1]))
			blanked.len--;
		text = (struct span){ file.at + b->from + at, blanked.len };
		b->statement = grow_for_one(b->statement, b->nr, &room,
					    sizeof(*b->statement));
		b->statement[b->nr++] = (struct statement){
			.text = text, .from = b->from + at,
			.to = b->from + at + blanked.len,
			.hash = hash_words(text, blanked),
			.kind = kind_of(blanked, label),
		};
		at = end;
	}
}

/*
 * Where the head's body opens: behind the first {, before any line that ends
 * it. 0 when it does not.
 */
static size_t behind_brace(struct span file, size_t head)
{
	struct span rest = span_skip(file, head), line;

	while (span_line(&rest, &line)) {
		struct span s = span_trim(line);
		bool first = line.at == file.at + head;

		if (!first && line.len && line.at[0] == '}')
			return 0;
		if (line.len && line.at[0] == '{')
			return line.at - file.at + 1;
		if (s.len && s.at[s.len - 1] == '{')
			return s.at + s.len - file.at;
		if (s.len && (s.at[s.len - 1] == ';' || s.at[s.len - 1] == '}'))
			return 0;	/* a prototype, or all on one line */
	}
	return 0;
}

/* Where the line begins that closes a body: the first } in the first column. */
static size_t closing(struct span file, size_t from)
{
	const char *at = memmem(file.at + from, file.len - from, "\n}", 2);

	return at ? (size_t)(at - file.at) + 1 : file.len;
}

static bool is_function(struct span head)
{
	const char *open = memchr(head.at, '(', head.len);
	const char *value = memchr(head.at, '=', head.len);

	return open && (!value || open < value);
}

static bool is_enum(struct span head)
{
	return span_starts(head, "enum ") || span_starts(head, "typedef enum ");
}

/* The head in front of the line that starts at; empty when there is none. */
static struct span head_before(struct span file, size_t at)
{
	struct span head = func_before(file, at);

	while (func_is_annotation(head))
		head = func_before(file, head.at - file.at);
	return head;
}

bool body_at(struct body *b, struct span file, size_t at)
{
	*b = (struct body){ 0 };
	if (at > file.len)
		return false;
	b->head = head_before(file, text_up(file, at, 0));
	if (!b->head.len)
		return false;
	b->listed = !is_function(b->head) && is_enum(b->head);
	if (!b->listed && !is_function(b->head))
		return false;
	b->name = func_name(b->head);
	b->from = behind_brace(file, b->head.at - file.at);
	if (!b->from || at < b->from)
		return false;
	b->to = closing(file, b->from);
	return at <= b->to;
}

/*
 * Where a head's parameters begin: behind the bracket that follows the name, in
 * a macro the first one.
 */
static size_t parameters(const struct body *b, struct span file)
{
	size_t at = b->head.at - file.at, name;

	if (b->name.len) {
		name = b->name.at + b->name.len - file.at;
		name = ccode_next(file, name);
		if (name < file.len && file.at[name] == '(')
			return name + 1;
	}
	return at + ((const char *)memchr(b->head.at, '(', b->head.len) -
		     b->head.at) + 1;
}

bool body_of_head(struct body *b, struct span file, size_t from, size_t to)
{
	size_t line, brace, end;
	struct span rest;
	struct buf code = { 0 };
	bool closed;

	*b = (struct body){ .listed = true };
	if (from >= file.len)
		return false;
	line = text_up(file, from, 0);
	rest = span_skip(file, line);
	span_line(&rest, &b->head);
	/* what was taken away in front of a head's first line was not in it */
	if ((from == to && from == line) || !func_is_line(b->head) ||
	    func_is_annotation(b->head))
		b->head = head_before(file, line);
	if (!b->head.len || !is_function(b->head))
		return false;
	brace = behind_brace(file, b->head.at - file.at);
	if (to >= brace)
		return false;
	b->name = func_name(b->head);
	b->from = parameters(b, file);
	if (b->from >= brace)
		return false;
	ccode_blank((struct span){ file.at + b->from - 1, brace - b->from },
		    &code);
	end = ccode_behind_bracket(buf_span(&code), 0);
	closed = code.at[end - 1] == ')';
	b->to = b->from + end - 2;
	buf_release(&code);
	return closed;
}

void body_cut(struct body *b, struct span file)
{
	struct buf code = { 0 };

	ccode_blank((struct span){ file.at + b->from, b->to - b->from }, &code);
	cut(b, file, buf_span(&code));
	buf_release(&code);
}

void body_of_fragment(struct body *b, struct span text)
{
	*b = (struct body){ .to = text.len };
	body_cut(b, text);
}

void body_release(struct body *b)
{
	free(b->statement);
	*b = (struct body){ 0 };
}
