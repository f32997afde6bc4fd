// SPDX-License-Identifier: GPL-2.0-only
/* Whether the braces of a file match, as far as indentation tells. */
#include "core/port/braces.h"

#include <string.h>

#include "core/source/c-code.h"
#include "core/text/ascii.h"

size_t port_stray_braces(struct span file)
{
	struct buf code = { 0 };
	size_t depth = 0, stray = 0;
	bool indented = false;

	ccode_blank(file, &code);
	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (!i || code.at[i - 1] == '\n')
			indented = is_blank(c);
		if (c == '{')
			depth++;
		else if (c == '}' && !depth)
			stray++;
		else if (c == '}' && !--depth)
			stray += indented;
	}
	buf_release(&code);
	return stray;
}

static bool is_c(const char *name)
{
	struct span file = span_of(name);

	return span_ends(file, ".c") || span_ends(file, ".h");
}

bool port_braces_break(const char *name, struct span before, struct span after)
{
	return is_c(name) && after.len &&
	       port_stray_braces(after) > port_stray_braces(before);
}

/* A line that is a whole statement: "a = b(c);". */
static bool is_statement(struct span line)
{
	long open = 0;

	for (size_t i = 0; i < line.len; i++)
		open += (line.at[i] == '(') - (line.at[i] == ')');
	line = span_trim(line);
	return line.len && !open && line.at[line.len - 1] == ';' &&
	       is_name_start(line.at[0]) && !memchr(line.at, ':', line.len);
}

/* Nothing of its block is run behind it. */
static bool is_last(struct span statement)
{
	static const char *const words[] = {
		"return ", "return;", "goto ", "break;", "continue;",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (span_starts(span_trim(statement), words[i]))
			return true;
	return false;
}

static bool is_label(struct span line)
{
	return memchr(line.at, ':', line.len) &&
	       !memchr(line.at, '?', line.len);
}

/*
 * True when line cannot follow the statement, or the end of a block, in front
 * of it in its block.
 */
static bool is_stray(struct span statement, struct span line)
{
	size_t was = span_indent(statement), now = span_indent(line);
	struct span code = span_trim(line);

	if (span_is(span_trim(statement), "}"))
		return is_statement(line) && now > was;
	if (!is_statement(statement))
		return false;
	if (span_is(code, "}"))
		return now >= was;
	if (!is_letter(code.at[0]))
		return false;
	return now > was ||
	       (now == was && is_last(statement) && !is_label(line));
}

/*
 * How many lines stand deeper than the statement in front of them, or behind
 * one that ends their block; and braces that are no less deep.
 */
static size_t stray_indents(struct span lines)
{
	struct span line, was = { "", 0 };
	size_t stray = 0;

	while (span_line(&lines, &line)) {
		if (!span_trim(line).len)
			continue;
		stray += is_stray(was, line);
		was = line;
	}
	return stray;
}

static void add_lines(const struct port_lines *l, size_t from, size_t end,
		      struct buf *out)
{
	for (size_t i = from; i < end; i++) {
		buf_add(out, l->line[i].text.at, l->line[i].text.len);
		buf_addc(out, '\n');
	}
}

bool port_indent_breaks(const char *name, const struct port_lines *file,
			const struct port_edits *edits)
{
	struct buf was = { 0 }, now = { 0 };
	size_t stray = 0, before = 0;

	if (!name || !is_c(name))
		return false;
	for (size_t i = 0; i < edits->nr; i++) {
		const struct port_edit *e = &edits->edit[i];
		size_t from = e->from ? e->from - 1 : 0;
		size_t behind = e->end < file->nr ? e->end + 1 : e->end;

		buf_clear(&was);
		add_lines(file, from, behind, &was);
		before += stray_indents(buf_span(&was));
		buf_clear(&now);
		add_lines(file, from, e->from, &now);
		buf_add(&now, e->text.at, e->text.len);
		add_lines(file, e->end, behind, &now);
		stray += stray_indents(buf_span(&now));
	}
	buf_release(&was);
	buf_release(&now);
	return stray > before;
}

static bool ends_with(struct span line, char c)
{
	line = span_trim(line);
	return line.len && line.at[line.len - 1] == c;
}

/* Line i of the file is the statement of an if, or else, without braces. */
static bool hangs_on_condition(const struct port_lines *file, size_t i)
{
	struct span above, head;

	if (!i || !is_statement(file->line[i].text))
		return false;
	above = file->line[i - 1].text;
	head = span_trim(above);
	return span_indent(file->line[i].text) > span_indent(above) &&
	       !ends_with(head, '{') &&
	       (span_starts(head, "if (") || span_starts(head, "else"));
}

bool port_braces_adapt(const char *name, const struct port_lines *file,
		       struct port_edit *edit)
{
	struct span rest = buf_span(&edit->text), head, body, behind;
	struct buf text = { 0 };
	size_t lead;

	if (!name || !is_c(name) || !edit->from || edit->from == file->nr ||
	    !span_line(&rest, &head) || !span_line(&rest, &body))
		return false;
	/* Where the edit holds lines of the file, too, it goes on with them. */
	behind = file->line[edit->from].text;
	if (edit->from == edit->end ? rest.len != 0 :
	    rest.len < behind.len || memcmp(rest.at, behind.at, behind.len))
		return false;
	lead = (size_t)(span_trim(head).at - head.at);
	if (!span_starts(span_trim(head), "} else if (") ||
	    !ends_with(head, '{') || !is_statement(body) ||
	    !span_starts(span_trim(behind), "else") ||
	    span_indent(head) != span_indent(behind) ||
	    !hangs_on_condition(file, edit->from - 1))
		return false;
	buf_add(&text, head.at, lead);
	head = span_trim(span_skip(head, lead + strlen("} ")));
	head = span_trim((struct span){ head.at, head.len - 1 });
	buf_addf(&text, "%.*s\n%.*s\n", (int)head.len, head.at,
		 (int)body.len, body.at);
	buf_add(&text, rest.at, rest.len);
	buf_release(&edit->text);
	edit->text = text;
	return true;
}
