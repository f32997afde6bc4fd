/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_RULES_DEP3_SUSE_H
#define CORE_CHECK_RULES_DEP3_SUSE_H

#include "core/check/checking.h"

/* DEP-3's and SUSE's rules. */
void check_dep3_description(struct checking *c);
void check_dep3_origin(struct checking *c);
void check_dep3_forwarded(struct checking *c);
void check_dep3_last_update(struct checking *c);
void check_dep3_bug(struct checking *c);
void check_suse_mainline(struct checking *c);
void check_suse_commit(struct checking *c);
void check_suse_repo(struct checking *c);
void check_suse_subject(struct checking *c);
void check_suse_references(struct checking *c);
void check_suse_person(struct checking *c);

#endif
