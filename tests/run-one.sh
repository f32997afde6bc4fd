#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How prove runs a test: a .t by the shell, a unit test as it is, or by $RUN when
# that is set. cmocka says "not ok" of a test that was skipped: that is corrected.
set -u
case $1 in
*.t) exec sh "$1" ;;
esac
got=0
# shellcheck disable=SC2086 # a program and its options: an emulator
said=$(CMOCKA_MESSAGE_OUTPUT=tap ${RUN:-} "$1") || got=$?
printf '%s\n' "$said" |
	sed 's/^not ok \([0-9]* # SKIP\)/ok \1/; /^# ok - tests$/d'
exit "$got"
