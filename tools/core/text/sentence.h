/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_SENTENCE_H
#define CORE_TEXT_SENTENCE_H

/* Where a sentence goes; the bytes are the caller's. */
struct sentence {
	char *at;
	unsigned long size;
};

/* Writes the sentence over what stands there, cut where the room ends. */
__attribute__((format(printf, 2, 3)))
void sentence_say(struct sentence s, const char *fmt, ...);

#endif
