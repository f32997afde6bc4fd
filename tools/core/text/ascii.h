/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_ASCII_H
#define CORE_TEXT_ASCII_H

#include <stdbool.h>

/*
 * Character classes of ASCII, whatever the locale says. Bytes above 0x7f are
 * in none of them.
 */

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool is_letter(char c)
{
	return is_lower(c) || is_upper(c);
}

static inline bool is_letter_or_digit(char c)
{
	return is_letter(c) || is_digit(c);
}

/* What C names and numbers are made of. */
static inline bool is_word(char c)
{
	return is_letter_or_digit(c) || c == '_';
}

/* What C names begin with. */
static inline bool is_name_start(char c)
{
	return is_letter(c) || c == '_';
}

/* The value of a hex digit; -1 when it is none. */
static inline int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static inline bool is_hex(char c)
{
	return hex_value(c) >= 0;
}

/* A space or a tab. */
static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* What C's isspace() takes: also line ends, \v and \f. */
static inline bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char to_lower(char c)
{
	return is_upper(c) ? c - 'A' + 'a' : c;
}

#endif
