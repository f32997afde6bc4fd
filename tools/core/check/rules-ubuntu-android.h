/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_RULES_UBUNTU_ANDROID_H
#define CORE_CHECK_RULES_UBUNTU_ANDROID_H

#include "core/check/checking.h"

/* Ubuntu's and Android's rules. */
void check_ubuntu_subject(struct checking *c);
void check_ubuntu_buglink(struct checking *c);
void check_ubuntu_provenance(struct checking *c);
void check_ubuntu_note(struct checking *c);
void check_android_prefix(struct checking *c);
void check_android_change_id(struct checking *c);
void check_android_bug(struct checking *c);
void check_android_link(struct checking *c);
void check_android_provenance(struct checking *c);
void check_android_note(struct checking *c);

#endif
