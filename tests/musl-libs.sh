#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The libraries that the unit tests link, with musl: from Debian's source packages,
# in FOLDER's include/ and lib/. Compiled file by file: the packages' own builds ask
# for more, elfutils' for argp, fts and obstack, which musl does not have.
#	musl-libs.sh FOLDER
set -eu
. "$(dirname "$0")/apt-source.sh"
[ ! -e "$1/made" ] || exit 0
rm -rf "$1"
mkdir -p "$1/include/elfutils" "$1/lib" "$1/objects"
apt_source_lists "$1"
cd "$1"
with_sources apt-get source cmocka jansson zlib elfutils
for name in cmocka jansson zlib elfutils; do
	mv "$name"-*/ "$name"
done
ccache=$(command -v ccache || :)

# objects LIBRARY OPTIONS FILE...: into lib/LIBRARY.a
objects() {
	library=$1 options=$2
	shift 2
	mkdir -p "objects/$library"
	for f; do
		# shellcheck disable=SC2086 # words
		$ccache musl-gcc -O1 -w -D_GNU_SOURCE $options -c -o "objects/$library/$(basename "$f" .c).o" "$f"
	done
	ar rcs "lib/$library.a" "objects/$library"/*.o
}

has='-DHAVE_ASSERT_H -DHAVE_INTTYPES_H -DHAVE_STDINT_H -DHAVE_STRINGS_H -DHAVE_UNISTD_H -DHAVE_SIGNAL_H
	-DHAVE_TIME_H -DHAVE_SETJMP_H -DHAVE_STDLIB_H -DHAVE_STRING_H -DHAVE_STRUCT_TIMESPEC
	-DHAVE_CLOCK_GETTIME -DHAVE_SNPRINTF -DHAVE_VSNPRINTF -DHAVE_SIGLONGJMP -DHAVE_FCNTL_H -DHAVE_GETPID
	-DHAVE_OPEN -DHAVE_CLOSE -DHAVE_READ -DHAVE_SCHED_YIELD -DHAVE_SCHED_H -DHAVE_ENDIAN_H'
cp cmocka/include/*.h include/
objects libcmocka "$has -Iinclude" cmocka/src/cmocka.c

cp jansson/src/jansson.h include/
sed 's/@json_inline@/inline/; s/@json_have_[a-z_]*@/1/' jansson/src/jansson_config.h.in >include/jansson_config.h
: >jansson/src/jansson_private_config.h
objects libjansson "$has -Iinclude" jansson/src/*.c

cp zlib/zlib.h zlib/zconf.h include/
# all but those for files
objects libz -DHAVE_UNISTD_H zlib/[!g]*.c

cat >elfutils/config.h <<'END'
#define HAVE_ERR_H 1
#define HAVE_FALLTHROUGH 1
#define HAVE_VISIBILITY 1
#define HAVE_DECL_MEMPCPY 1
#define HAVE_DECL_POWEROF2 1
#define HAVE_DECL_REALLOCARRAY 1
#define SIZEOF_LONG 8
#define DEFAULT_DEBUGINFO_PATH ""
#include <eu-config.h>
END
cp elfutils/libelf/libelf.h elfutils/libelf/gelf.h elfutils/libdw/dwarf.h include/
cp elfutils/libdw/libdw.h elfutils/libelf/elf-knowledge.h include/elfutils/
own="-std=gnu99 -DHAVE_CONFIG_H -Iinclude -Ielfutils"
for folder in lib libelf libdw libebl libdwelf libdwfl; do
	own="$own -Ielfutils/$folder"
done
objects libelf "$own" elfutils/libelf/*.c elfutils/lib/crc32.c elfutils/lib/next_prime.c elfutils/lib/error.c \
	elfutils/lib/x*.c
objects libdw "$own" elfutils/libdw/*.c
touch made
