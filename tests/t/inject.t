#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A sample of the faults of `make faults`, the same ones each time.
set -eu
INJECT_ERRORS='EIO KILL' INJECT_SEED=1 INJECT_JOBS=1 exec sh "$(dirname "$0")/../inject.sh" 1
