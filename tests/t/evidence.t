#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Bundles of a stub-made branch: what is in them, and that no change to one goes unnoticed.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

fault ''
unpack() { # FILE: into $tmp/u
	rm -rf "$tmp/u"
	mkdir "$tmp/u"
	zstd -dc "$1" | tar -x -C "$tmp/u"
}
pack() { # FILE: from $tmp/u
	(cd "$tmp/u" && find . -type f | sed 's,^\./,,' | sort | tar -c -T - | zstd -q -f -o "$1")
}
verify() {
	status "$1" "$2" "$BACKPORT" evidence --verify "$3"
}
evidence=$tmp/e.tar.zst
export TMPDIR="$tmp/t"
mkdir "$TMPDIR"

# What is refused
status 125 'a branch without results' "$BACKPORT" evidence v1 -o "$evidence"
matches "$said" 'v1 is not bundled, there is no verdict on it: tree has no result: run backport matrix --only v1' 'says what to run'
status 128 'an unknown branch' "$BACKPORT" evidence v9 -o "$evidence"
matches "$said" "no branch 'v9' in the configuration; it has: v1" 'is named'
status 129 'no branch' "$BACKPORT" evidence
status 129 'no file' "$BACKPORT" evidence v1
matches "$said" 'wants -o FILE, where the bundle goes' 'is usage'
status 129 '--verify and --rerun' "$BACKPORT" evidence --rerun x --verify "$evidence"
verify 128 'a bundle that is not there' "$tmp/no.tar.zst"
matches "$said" "$tmp/no.tar.zst" 'is named'
holds 'and nothing is written' test ! -e "$evidence"
sed -i 's/base = v1.0/base = v1.9/' backport.conf
matrix v1
status 125 'a skipped branch' "$BACKPORT" evidence v1 -o "$evidence"
matches "$said" 'v1 is not bundled, it was skipped: tree' 'is said'
sed -i 's/base = v1.9/base = v1.0/' backport.conf

# A bundle
matrix v1
mkdir patches/upstream
cp patches/v1/f.patch patches/upstream/
cat >>backport.conf <<'END'
[branch "other"]
	base = v2
	fix = f
	target = t
END
status 0 'a proved branch' "$BACKPORT" evidence v1 -o "$evidence"
matches "$said" 'proved, [0-9]+ members' 'is bundled'
is "$(zstd -dc "$evidence" | tar -t | tr '\n' ' ')" "backport.conf checks/ownership/check.c checks/ownership/check.conf checks/ownership/module/Kbuild checks/ownership/module/oracle.c config/after config/before guest/Makefile guest/init.c kconfig/t.config manifest.json $(find out/v1 -name '[!.]*.json' -o -name 'boot*.log' | LC_ALL=C sort | tr '\n' ' ')patches/upstream/f.patch patches/v1/f.patch series/v1 " \
	'with all that belongs to it, sorted'
is "$(zstd -dc "$evidence" | tar -tv --full-time | awk '{print $1, $2, $4, $5}' | sort -u)" '-rw-r--r-- 0/0 1970-01-01 00:00:00' 'without times and owners'
unpack "$evidence"
is "$(grep -c other "$tmp/u/backport.conf")" 0 'and nothing of other branches'
for wanted in '"verdict": "proved"' '"branch": "v1"' '"compiler": ".*stub\) 12.2.0"' '"qemu": "stub-qemu 1.0"' '"binutils": "GNU ld'; do
	matches "$(cat "$tmp/u/manifest.json")" "$wanted" "the manifest has $wanted"
done
matches "$(cat "$tmp/u/manifest.json")" "\"after\": \"$(sha256sum <"$work/after/vmlinux" | cut -d ' ' -f 1)\"" 'and the sha256 of vmlinux'
cp "$evidence" "$tmp/first"
"$BACKPORT" -q evidence v1 -o "$evidence"
cmp -s "$evidence" "$tmp/first"
ok $? 'the same again is the same bytes'
verify 0 'it is verified' "$evidence"
matches "$said" 'members by sha256' 'by sha256'
matches "$said" '^verified: the series makes tree [0-9a-f]{40} of tree' 'by the series'
matches "$said" '^verified: boot.before: the consoles, judged again, say FAIL' 'by the consoles'
matches "$said" '^verified: the verdict, judged again: proved' 'by the verdict'
matches "$said" '^verified: after was built of .* its .config is as they ask' 'by the fragments'
matches "$said" '^not verified: .*--rerun' 'and it is said what was not'
pack "$tmp/again"
verify 0 'packed by another tar' "$tmp/again"
status 0 'without the base' env BACKPORT_CACHE="$tmp/empty" "$BACKPORT" evidence --verify "$evidence"
matches "$said" '^not verified: the series on tree .*provide it: backport tree add v1 SOURCE --rev v1.0' 'says what would provide it'
status 0 'from any folder' "$BACKPORT" -C / evidence --verify "$evidence"
status 0 '--json' "$BACKPORT" --json evidence --verify "$evidence"
by_schema evidence 'is by its schema'

# Tampered with: a byte of each member, one less, one more
for name in $(cd "$tmp/u" && find . -type f | sed 's,^\./,,' | sort); do
	unpack "$evidence"
	size=$(wc -c <"$tmp/u/$name")
	at=$((size / 2))
	byte=$(dd if="$tmp/u/$name" bs=1 skip=$at count=1 2>/dev/null)
	[ "$byte" = x ] && new=y || new=x
	printf %s "$new" | dd of="$tmp/u/$name" bs=1 seek=$at conv=notrunc 2>/dev/null
	pack "$tmp/bad"
	verify 1 "a byte of $name" "$tmp/bad"
	named=$name
	[ "$name" != manifest.json ] || named="(manifest.json|.* in the manifest|.* not what the manifest's)" # the byte may be of a name, or of a digest
	matches "$said" "^WRONG: $named" 'is named'
	unpack "$evidence"
	rm "$tmp/u/$name"
	pack "$tmp/bad"
	verify 1 "without $name" "$tmp/bad"
	matches "$said" "^WRONG: (series/|$name)" 'is named'
done
unpack "$evidence"
echo more >"$tmp/u/out/v1/more.json"
pack "$tmp/bad"
verify 1 'a member more' "$tmp/bad"
matches "$said" '^WRONG: out/v1/more.json: in the bundle, but not in the manifest' 'is named'
unpack "$evidence"
printf '\n' >>"$tmp/u/manifest.json"
pack "$tmp/bad"
verify 1 'a manifest with one line more' "$tmp/bad"
sed -i 's/^  "verdict": "proved"/  "verdict": "broken"/' "$tmp/u/manifest.json"
pack "$tmp/bad"
verify 1 'another verdict in the manifest' "$tmp/bad"
matches "$said" '^WRONG: manifest.json: verdict is "broken", the members say "proved"' 'is named'
unpack "$evidence"
ln -s /etc/passwd "$tmp/u/link"
(cd "$tmp/u" && tar -c . | zstd -q -f -o "$tmp/bad")
verify 1 'a link' "$tmp/bad"
(cd "$tmp/u" && rm link && echo x >"$tmp/outside" && tar -c -P ../outside series 2>/dev/null | zstd -q -f -o "$tmp/bad")
verify 1 'a member outside' "$tmp/bad"
matches "$said" "member '../outside'" 'is named'
head -c 1000 "$evidence" >"$tmp/bad"
verify 1 'half a bundle' "$tmp/bad"
matches "$said" 'WRONG: .*damaged' 'is damaged'
echo no >"$tmp/bad"
verify 1 'no bundle at all' "$tmp/bad"
unpack "$evidence"
printf x >"$tmp/u/$(printf 'odd\nverified: all of it\033[2J')"
(cd "$tmp/u" && tar -c -- odd* manifest.json series/v1 | zstd -q -f -o "$tmp/bad")
verify 1 'a member whose name is two lines' "$tmp/bad"
matches "$said" 'WRONG: odd.verified: all of it.\[2J: in the bundle' 'is shown on one, steering no terminal'
unpack "$evidence"
(cd "$tmp/u" && tar -cf "$tmp/two.tar" series/v1 && rm -r series && echo x >series && tar -rf "$tmp/two.tar" series && zstd -q -f -o "$tmp/bad" "$tmp/two.tar")
verify 1 'a file where a folder must be' "$tmp/bad"
matches "$said" "WRONG: .*members 'series/v1' and 'series': one is a file" 'is named'
unpack "$evidence"
(cd "$tmp/u" && mkdir many && cd many && seq 5000 | xargs touch)
pack "$tmp/bad"
verify 1 'too many members' "$tmp/bad"
matches "$said" 'WRONG: .*more than 4096 members' 'is said'

# What cannot be read says nothing good of the bundle, and where that is this machine's fault, nothing bad either
unpack "$evidence"
echo nonsense >>"$tmp/u/kconfig/t.config"
pack "$tmp/bad"
verify 1 'a fragment that is none' "$tmp/bad"
matches "$said" '^WRONG: kconfig/t.config:3: ' 'is named'
is "$(printf '%s\n' "$said" | grep -c '^verified: .* was built of' || :)" 0 'and no build verified with it'
unpack "$evidence"
rm -r "$tmp/u/checks/ownership/module"
pack "$tmp/bad"
verify 1 'a module without its sources' "$tmp/bad"
matches "$said" '^WRONG: .*/checks/ownership/module: cannot read the folder: No such file' 'is named'
is "$(printf '%s\n' "$said" | grep -c '^verified: .* was built of' || :)" 0 'and no build verified with it'
wrong=''
for at in $(seq 3 7 400); do
	got=0
	said=$(INJECT_AT=$at INJECT_ERROR=EIO injected "$BACKPORT" evidence --verify "$evidence" 2>&1) || got=$?
	case $got:$said in
	0:* | 128:*'backport: '*) ;;
	*) wrong="$wrong $at" ;;
	esac
done
is "$wrong" '' 'no bundle is wrong because this machine fails'

# What leads out of the bundle is not opened: these would never end
mkfifo "$tmp/fifo"
for path in ../../../../../../../../dev/zero /dev/zero "$tmp/fifo"; do
	unpack "$evidence"
	sed -i "s,fragment = .*,fragment = $path," "$tmp/u/backport.conf"
	pack "$tmp/bad"
	status 1 "the fragment $path" timeout 20 "$BACKPORT" evidence --verify "$tmp/bad"
	matches "$said" "^WRONG: backport.conf: the fragment '$path' is not in the bundle" 'is not opened'
	status 128 'nor run' timeout 20 "$BACKPORT" evidence --rerun "$tmp/bad"
done
unpack "$evidence"
echo CONFIG_OUTSIDE=y >"$tmp/outside.config"
printf '[mode "other"]\n\tfragment = %s\n' "../../../../../../../..$tmp/outside.config" >>"$tmp/u/backport.conf"
printf '\tmode = other\n' >>"$tmp/u/checks/ownership/check.conf"
pack "$tmp/bad"
verify 1 "a mode's fragment outside" "$tmp/bad"
matches "$said" "^WRONG: backport.conf: the fragment '.*outside.config' is not in the bundle" 'is not opened'
for section in '[include]' '[ Include ]' '[includeIf "gitdir:/"]'; do
	unpack "$evidence"
	printf '%s\n\tpath = %s\n' "$section" "$tmp/fifo" >>"$tmp/u/backport.conf"
	pack "$tmp/bad"
	status 1 "a configuration with $section" timeout 20 "$BACKPORT" evidence --verify "$tmp/bad"
	matches "$said" '^WRONG: backport.conf: it includes other files' 'is not read'
done
mkdir "$TMPDIR/backport-evidence.4194399.abcdef" "$TMPDIR/backport-evidence.$$.abcdef"
verify 0 'a run after one that was killed' "$evidence"
is "$(ls "$TMPDIR")" "backport-evidence.$$.abcdef" 'removes what that left'
rmdir "$TMPDIR/backport-evidence.$$.abcdef"

# Forged: bundled anew, so that every sha256 is right
cp -r out "$tmp/out"
forge() { # WHAT COMMAND...: changes a result, bundles it
	what=$1
	shift
	"$@"
	"$BACKPORT" -q evidence v1 --force -o "$tmp/bad" 2>/dev/null
	verify 1 "forged: $what" "$tmp/bad"
	rm -rf out
	cp -r "$tmp/out" out
}
forge 'a verdict' sed -i 's/"verdict": "proved"/"verdict": "broken"/' out/v1/verdict.json
matches "$said" '^WRONG: out/v1/verdict.json: says broken .*the results say proved' 'is named'
forge "a verdict's reason" sed -i 's/"reason": "fails/"reason": "never fails/' out/v1/verdict.json
forge 'the name of the fix' sed -i 's/"fix": "f"/"fix": "g"/' out/v1/verdict.json
matches "$said" '^WRONG: out/v1/verdict.json: .*fixes.* is not what the results say' 'is named'
forge 'the base' sed -i 's/"base": "v1.0"/"base": "v1.9"/' out/v1/verdict.json
matches "$said" '^WRONG: out/v1/verdict.json: base is not what the results say' 'is named'
forge "a boot's outcome" sed -i 's/"outcome": "FAIL"/"outcome": "PASS"/' out/v1/boot.before.json
matches "$said" '^WRONG: out/v1/boot.before.plain.log: ' 'is named'
forge 'a console' cp out/v1/boot.after.plain.log out/v1/boot.before.plain.log
matches "$said" '^WRONG: out/v1/boot.before.plain.log: ' 'is named'
# The console, the secret and the boot's object of another boot
# shellcheck disable=SC2317 # called by forge
twice() {
	"$BACKPORT" -q boot v1 --side before --force --repeat 2 || :
	cp out/v1/boot.before.plain.log out/v1/boot.before.plain.2.log
	secret=$(sed -n 's/^ *"secret": "\(.*\)".*/\1/p' out/v1/boot.before.json | head -n 1)
	sed -i "s/\"secret\": \"[0-9a-f]*\"/\"secret\": \"$secret\"/" out/v1/boot.before.json
	"$BACKPORT" -q verdict v1 || :
}
forge 'one console as two boots' twice
matches "$said" '^WRONG: .*: .* has the same secret, so one of them is a copy' 'is named'
# Boots as older versions sealed them: each is judged, but the seal does not say whose console it is
sed -i 's/"recipe": "[0-9]*"/"recipe": "5"/' out/v1/boot.*.json
reseal boot.before boot.after
"$BACKPORT" -q evidence v1 --force -o "$tmp/older" 2>/dev/null || :
verify 0 'boots of an older version' "$tmp/older"
matches "$said" '^verified: boot.before: the consoles, judged again, say FAIL$' 'are judged as they were'
matches "$said" "^not verified: that boot.before's consoles are of its own boots: an older version made them" 'which has a limit'
rm -rf out
cp -r "$tmp/out" out
# No console at all, which no judging can contradict
# shellcheck disable=SC2317 # called by forge
no_runs() {
	for side in before after; do
		sed -i -e '/^  "runs": \[$/,/^  \],\{0,1\}$/c\  "runs": [],' "out/v1/boot.$side.json"
	done
}
forge 'boots without consoles' no_runs
matches "$said" '^WRONG: out/v1/boot.before.json: 0 boots in mode plain, wanted 1' 'is named'
forge 'an image' sed -i 's/"image_sha256": "./"image_sha256": "z/' out/v1/build.after.json
matches "$said" '^WRONG: out/v1/verdict.json' 'is named'
forge 'an image, and the boots of it' sed -i 's/"image_sha256": "./"image_sha256": "z/' out/v1/build.after.json out/v1/boot.after.json
matches "$said" '^WRONG: out/v1/verdict.json: says proved .*boot.after is of another kernel than the last build' 'is what the consoles are sealed with'
forge "a stage's outcome" sed -i 's/"outcome": "PASS"/"outcome": "FAIL"/' out/v1/build.after.json
forge 'the release of the base' sed -i 's/"base": "v1.0"/"base": "v1.9"/' out/v1/apply.json
matches "$said" '^WRONG: out/v1/apply.json: its base is not what the series makes of the bundle' 'is named'
forge 'the patches that were applied' sed -i 's/"patchset": "./"patchset": "z/' out/v1/apply.json
matches "$said" '^WRONG: out/v1/apply.json: its patchset is not what the series makes of the bundle' 'is named'
forge 'an input' sed -i 's/12.2.0/13.2.0/' out/v1/build.after.json
matches "$said" '^WRONG: out/v1/build.after.json: its key is not of its inputs' 'is named'
cp patches/v1/f.patch "$tmp/f.patch"
forge 'a patch' sed -i 's/+int fixed = 1;/+int fixed = 12;/' patches/v1/f.patch
matches "$said" '^WRONG: series/v1 makes tree' 'is named'
cp "$tmp/f.patch" patches/v1/f.patch
cp kconfig/t.config "$tmp/t.config"
forge 'a fragment' sed -i 's/PCI=y/PCI=m/' kconfig/t.config
matches "$said" '^WRONG: after was built of another Kconfig fragment' 'is named'
cp "$tmp/t.config" kconfig/t.config
cp backport.conf "$tmp/backport.conf"
cp checks/ownership/check.c "$tmp/check.c"
echo '/* another check */' >>checks/ownership/check.c
"$BACKPORT" -q evidence v1 --force -o "$tmp/bad" 2>/dev/null
verify 0 "another check's source, whose program is not compiled" "$tmp/bad"
matches "$said" '^not verified: .* that the guest and the checks are those that were booted' 'is said not to be verified'
cp "$tmp/check.c" checks/ownership/check.c
forge 'a command line' sed -i 's/console=hvc0/console=hvc1/' backport.conf
matches "$said" '^WRONG: boot.after was run with other append than the bundle configures' 'is named'
cp "$tmp/backport.conf" backport.conf
cp checks/ownership/check.conf "$tmp/check.conf"
forge 'a signature' sed -i 's/,again/,again,more/' checks/ownership/check.conf
matches "$said" '^WRONG: boot.before was run with other signatures than the bundle configures' 'is named'
cp "$tmp/check.conf" checks/ownership/check.conf

# Stale
echo 'powerpc64le-linux-gnu-gcc (stub) 13.1.0' >"$STUB/gcc-version"
status 125 'another compiler since' "$BACKPORT" evidence v1 -o "$tmp/stale"
matches "$said" 'v1 is not bundled, there is no verdict on it: build.before is stale, compiler changed' 'is said'
holds 'and nothing is written' test ! -e "$tmp/stale"
status 0 'or forced' "$BACKPORT" evidence v1 -o "$tmp/stale" --force
verify 0 'and what it was then is verified' "$tmp/stale"
status 129 'but no attestation of what does not hold' "$BACKPORT" evidence v1 --format=in-toto --force
status 125 'which is refused' "$BACKPORT" evidence v1 --format=in-toto
rm "$STUB/gcc-version"

# Attestations
"$BACKPORT" evidence v1 --format=in-toto >"$tmp/statements"
is "$(sed 's/.*"name":"\(v1[^"]*\)","digest":{"sha256":"\([^"]*\)".*"result":"\([A-Z]*\)".*/\1 \2 \3/' "$tmp/statements")" \
	"v1/before/vmlinux $(sha256sum <"$project/v1/before/vmlinux" | cut -d' ' -f1) FAILED
v1/after/vmlinux $(sha256sum <"$project/v1/after/vmlinux" | cut -d' ' -f1) PASSED" 'a statement names each kernel and what it showed'
matches "$(head -n 1 "$tmp/statements")" '"failedTests":\["f/plain/1.owned-base"' 'and the tests'
status 0 'into a file' "$BACKPORT" evidence v1 --format=in-toto -o "$tmp/v1.jsonl"
holds 'the same' cmp "$tmp/statements" "$tmp/v1.jsonl"
status 129 'another format' "$BACKPORT" evidence v1 --format=slsa -o "$tmp/no"

# Signed
if command -v ssh-keygen >/dev/null; then
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$tmp/key"
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$tmp/another"
	printf 'maintainer@example.org %s\n' "$(cat "$tmp/key.pub")" >"$tmp/signers"
	printf 'other@example.org %s\n' "$(cat "$tmp/another.pub")" >"$tmp/others"
	verify 0 'a bundle without a signature' "$evidence"
	matches "$said" '^not verified: not signed: ' 'is said to be not signed'
	status 1 'which is wrong where one is wanted' "$BACKPORT" evidence --verify "$evidence" --signers "$tmp/signers"
	matches "$said" '^WRONG: not signed: ' 'and said so'
	status 0 '--sign' "$BACKPORT" evidence v1 -o "$tmp/signed" --sign "$tmp/key"
	verify 0 'a signature of nobody known' "$tmp/signed"
	matches "$said" '^not verified: who signed it: Good "backport" signature with ED25519 key SHA256:.*; --signers FILE' 'shows the key'
	status 0 '--signers' "$BACKPORT" evidence --verify "$tmp/signed" --signers "$tmp/signers"
	matches "$said" '^verified: signed: Good "backport" signature for maintainer@example.org' 'says who'
	status 1 'another signer' "$BACKPORT" evidence --verify "$tmp/signed" --signers "$tmp/others"
	matches "$said" '^WRONG: manifest.json.sig: not of a signer in the file: ' 'is not believed'
	unpack "$tmp/signed"
	cp "$tmp/u/manifest.json.sig" "$tmp/sig"
	forge_signed() {
		"$BACKPORT" -q evidence v1 --force -o "$tmp/bad"
		unpack "$tmp/bad"
		cp "$tmp/sig" "$tmp/u/manifest.json.sig"
		pack "$tmp/bad"
	}
	sed -i 's/"reason": ""/"reason": "x"/' out/v1/tree.json
	forge_signed
	status 1 'the signature of another bundle' "$BACKPORT" evidence --verify "$tmp/bad" --signers "$tmp/signers"
	verify 1 'with and without --signers' "$tmp/bad"
	matches "$said" '^WRONG: manifest.json.sig: not of this manifest: ' 'is named'
	sed -i 's/"reason": "x"/"reason": ""/' out/v1/tree.json
	status 128 'no key' "$BACKPORT" evidence v1 -o "$tmp/no" --sign "$tmp/nokey"
	matches "$said" "nokey: ssh-keygen cannot sign: " 'is said'
	holds 'and nothing is written' test ! -e "$tmp/no"
	status 0 'signed attestations' "$BACKPORT" evidence v1 --format=in-toto --sign "$tmp/key" -o "$tmp/envelopes"
	is "$(grep -c '"payloadType":"application/vnd.in-toto+json"' "$tmp/envelopes")" 2 'are envelopes'
	for n in 1 2; do
		sed -n "$n s/.*\"payload\":\"\([^\"]*\)\".*/\1/p" "$tmp/envelopes" | base64 -d >"$tmp/payload"
		sed -n "$n s/.*\"sig\":\"\([^\"]*\)\".*/\1/p" "$tmp/envelopes" | base64 -d >"$tmp/dsse.sig"
		is "$(cat "$tmp/payload")" "$(sed -n "${n}p" "$tmp/statements")" "of statement $n"
		printf 'DSSEv1 28 application/vnd.in-toto+json %s %s' "$(wc -c <"$tmp/payload")" "$(cat "$tmp/payload")" >"$tmp/pae"
		status 0 'whose signature ssh-keygen verifies' sh -c "ssh-keygen -Y verify -f '$tmp/signers' -I maintainer@example.org -n backport -s '$tmp/dsse.sig' <'$tmp/pae'"
		sed -i 's/FAILED/PASSED/; s/"v1"/"v2"/' "$tmp/pae"
		status 255 'of these bytes alone' sh -c "ssh-keygen -Y verify -f '$tmp/signers' -I maintainer@example.org -n backport -s '$tmp/dsse.sig' <'$tmp/pae'"
	done
	# Attestations, verified: what is signed, by whom, of which kernel
	before=$project/v1/before/vmlinux
	after=$project/v1/after/vmlinux
	attested() { # STATUS NAME FILE [OPERAND...]
		wanted=$1 name=$2 file=$3
		shift 3
		status "$wanted" "$name" "$BACKPORT" evidence --verify "$file" "$@"
	}
	envelope() { # TYPE SIGNATURE...: an envelope of $tmp/payload
		printf '{"payload":"%s","payloadType":"%s","signatures":[' "$(base64 -w 0 <"$tmp/payload")" "$1"
		shift
		for sig in "$@"; do
			printf '%s{"sig":"%s"}' "$comma" "$(base64 -w 0 <"$sig")"
			comma=,
		done
		comma=
		printf ']}\n'
	}
	comma=
	sign() { # TYPE KEY: $tmp/pae.sig, a signature of $tmp/payload
		printf 'DSSEv1 %s %s %s %s' "${#1}" "$1" "$(wc -c <"$tmp/payload")" "$(cat "$tmp/payload")" >"$tmp/pae"
		rm -f "$tmp/pae.sig"
		ssh-keygen -q -Y sign -f "$2" -n backport "$tmp/pae" 2>/dev/null
	}
	type=application/vnd.in-toto+json
	attested 0 'attestations of both kernels' "$tmp/envelopes" --signers "$tmp/signers" "$before" "$after"
	is "$(printf '%s\n' "$said" | grep -c '^verified: statement [12]: signed: Good "backport" signature for maintainer@example.org')" 2 'say who signed'
	matches "$said" "^verified: statement 1: .*/before/vmlinux is v1/before/vmlinux: FAILED, [0-9]+ tests passed, [1-9][0-9]* failed" 'what failed'
	matches "$said" "^verified: statement 2: .*/after/vmlinux is v1/after/vmlinux: PASSED, [0-9]+ tests passed, 0 failed" 'what passed'
	matches "$said" '^not verified: what the kernels were made of, and that they were booted' 'and what is not verified'
	attested 0 'without --signers' "$tmp/envelopes" "$after"
	matches "$said" '^not verified: statement 1: who signed it: Good "backport" signature with ED25519' 'the key is shown'
	matches "$said" '^not verified: statement 1: v1/before/vmlinux: FAILED, .*: no file with its sha256 was given' 'and the kernel that was not given'
	(cd "$tmp" && cp "$after" k && printf x >>k)
	attested 1 'a kernel with another digest' "$tmp/envelopes" --signers "$tmp/signers" "$tmp/k"
	matches "$said" "^WRONG: $tmp/k: no statement that holds is of its sha256, $(sha256sum <"$tmp/k" | cut -d' ' -f1)" 'is named'
	attested 1 'a foreign key' "$tmp/envelopes" --signers "$tmp/others" "$after"
	matches "$said" '^WRONG: statement 1: signature 1 of 1 is not of a signer in the file: ' 'is named'
	matches "$said" "^WRONG: .*after/vmlinux: no statement that holds" 'and nothing is believed of it'
	sed -n 1p "$tmp/statements" | tr -d '\n' >"$tmp/payload"
	sign $type "$tmp/key"
	cp "$tmp/pae.sig" "$tmp/good.sig"
	sed -i 's/FAILED/PASSED/; s/"failedTests":.*}}/"failedTests":[]}}/' "$tmp/payload"
	envelope $type "$tmp/good.sig" >"$tmp/forged"
	attested 1 'a forged payload' "$tmp/forged" "$before"
	matches "$said" '^WRONG: statement 1: signature 1 of 1 is not of this payload: .*incorrect signature' 'is named'
	status 1 'to the signers too' "$BACKPORT" evidence --verify "$tmp/forged" --signers "$tmp/signers"
	matches "$said" '^WRONG: statement 1: signature 1 of 1 is not of a signer in the file: .*incorrect signature' 'is named'
	sed -n 1p "$tmp/statements" | tr -d '\n' | sed 's/"sha256":"./"sha256":"g/' >"$tmp/payload"
	sign $type "$tmp/key"
	envelope $type "$tmp/pae.sig" >"$tmp/bad"
	attested 1 'a digest that is none' "$tmp/bad" --signers "$tmp/signers"
	matches "$said" "^WRONG: statement 1: its subject 1, 'v1/before/vmlinux', has no sha256" 'is named'
	sed -n 2p "$tmp/statements" | tr -d '\n' | sed 's/"failedTests":\[/&"f"/' >"$tmp/payload"
	sign $type "$tmp/key"
	envelope $type "$tmp/pae.sig" >"$tmp/bad"
	attested 1 'PASSED with a test that failed' "$tmp/bad" --signers "$tmp/signers"
	matches "$said" '^WRONG: statement 1: its "result" is PASSED, but it names 1 tests that failed' 'is named'
	sed -n 1p "$tmp/statements" | tr -d '\n' >"$tmp/payload"
	sign text/plain "$tmp/key"
	envelope text/plain "$tmp/pae.sig" >"$tmp/bad"
	attested 1 'another type, signed' "$tmp/bad" --signers "$tmp/signers"
	matches "$said" '^WRONG: statement 1: its "payloadType" is text/plain, not application/vnd.in-toto\+json' 'is named'
	envelope $type "$tmp/pae.sig" >"$tmp/bad"
	attested 1 'a signature of another type' "$tmp/bad" --signers "$tmp/signers"
	sign $type "$tmp/another"
	envelope $type "$tmp/pae.sig" "$tmp/good.sig" "$before" >"$tmp/three"
	attested 0 'several signatures, one of a signer' "$tmp/three" --signers "$tmp/signers" "$before"
	matches "$said" '^not verified: statement 1: signature 1 of 3 is not of a signer in the file: ' 'the others are named'
	matches "$said" '^verified: statement 1: signed: .*maintainer@example.org' 'one is enough'
	set -- "$tmp/good.sig" "$tmp/good.sig" "$tmp/good.sig" "$tmp/good.sig" "$tmp/good.sig" "$tmp/good.sig"
	envelope $type "$@" "$@" "$@" >"$tmp/many"
	attested 1 'too many signatures' "$tmp/many" --signers "$tmp/signers"
	matches "$said" '^WRONG: statement 1: no envelope of DSSE: it has 18 signatures, 16 are the most' 'are said so'
	envelope $type >"$tmp/none"
	for file in "$tmp/none" "$tmp/statements"; do
		attested 0 'not signed' "$file" "$before"
		matches "$said" '^not verified: statement 1: not signed: whoever wrote it could make up all of it' 'is said'
		attested 1 'where a signature is wanted' "$file" --signers "$tmp/signers"
		matches "$said" '^WRONG: statement 1: not signed: ' 'is wrong'
	done
	(cat "$tmp/three"; echo '{"payload":') >"$tmp/bad"
	attested 1 'half an envelope' "$tmp/bad" --signers "$tmp/signers"
	matches "$said" '^WRONG: statement 2: no JSON: ' 'is named'
	echo '{"a": 1}' >"$tmp/bad"
	attested 1 'some other JSON' "$tmp/bad"
	matches "$said" '^WRONG: statement 1: no envelope of DSSE: its "payloadType" is not there' 'is said'
	(printf '{"payload":"'; head -c 100000000 /dev/zero | tr '\0' A; printf '"}') >"$tmp/bad"
	attested 1 '100 MB' "$tmp/bad" --signers "$tmp/signers"
	is "$said" 'WRONG: 95 MiB are no attestations: 8 MiB are the most that is verified' 'are refused'
	attested 128 'signers that are not there' "$tmp/three" --signers "$tmp/nosigners"
	matches "$said" "$tmp/nosigners: " 'are named'
	attested 128 'a kernel that is not there' "$tmp/three" "$tmp/nokernel"
	matches "$said" "$tmp/nokernel: " 'is named'
	attested 129 'a kernel with a bundle' "$evidence" "$after"
	attested 1 'for programs' "$tmp/three" --json --signers "$tmp/others" "$after"
	by_schema evidence 'is by its schema'
	status 128 'attestations without a key' "$BACKPORT" evidence v1 --format=in-toto --sign "$tmp/nokey" -o "$tmp/no"
	holds 'are not written' test ! -e "$tmp/no"
	status 129 '--sign with --verify' "$BACKPORT" evidence --verify "$tmp/signed" --sign "$tmp/key"
else
	skip 'signed bundles: no ssh-keygen'
fi

# Again
fault ''
status 0 '--rerun' "$BACKPORT" evidence --rerun "$evidence" -o "$tmp/rerun"
matches "$said" 'v1: all the same again, but for times' 'finds no difference'
is "$(calls | grep -c modules_prepare)" 2 'having built both sides'
is "$(calls | grep -c boot)" 2 'and booted both'
is "$(cat "$STUB/recache")" 1 'with nothing from ccache'
verify 0 'the new bundle' "$tmp/rerun"
for f in "$evidence" "$tmp/rerun"; do
	unpack "$f"
	sed '/^  "times": {/,/^  }/d' "$tmp/u/manifest.json" >"$f.lasting"
done
cmp -s "$evidence.lasting" "$tmp/rerun.lasting"
ok $? 'two runs have the same manifest but for times'
mkdir "$tmp/other"
ln -s "$BACKPORT_CACHE/linux.git" "$tmp/other/"
status 0 '--rerun in another cache' env BACKPORT_CACHE="$tmp/other" "$BACKPORT" evidence --rerun "$evidence"
echo 'powerpc64le-linux-gnu-gcc (stub) 13.1.0' >"$STUB/gcc-version"
status 1 '--rerun with another compiler' "$BACKPORT" -q evidence --rerun "$evidence"
matches "$said" '^differs: made with.compiler was .*12.2.0.* is .*13.1.0' 'says what differs'
said=$("$BACKPORT" -q --json evidence --rerun "$evidence" 2>/dev/null || :)
by_schema evidence 'as its schema says'
rm "$STUB/gcc-version"
# A stage that is killed, or cannot be carried out, is no difference
ended=''
for at in 150 250 350; do
	got=0
	INJECT_AT=$at INJECT_ERROR=KILL injected "$BACKPORT" -q evidence --rerun "$evidence" >/dev/null 2>&1 || got=$?
	ended="$ended $got"
done
is "$(echo "$ended" | tr ' ' '\n' | grep -vx 0 | grep -vx 128 | grep -vx 137 | tr -d '\n')" '' "killed anywhere, it finds none:$ended"
mkdir -p "$TMPDIR/backport-evidence.4194399.abcdef" "$(project_works "$TMPDIR/backport-evidence.4194399.abcdef")/v1"
verify 0 'a run after them' "$evidence"
is "$(ls "$TMPDIR")$(find "$(works)" -name 'backport-evidence*')" '' 'removes what they unpacked, and what they built'
printf '#!/bin/sh\nexit 1\n' >"$tmp/stub-qemu"
chmod +x "$tmp/stub-qemu"
status 128 '--rerun without QEMU' env PATH="$tmp:$PATH" "$BACKPORT" evidence --rerun "$evidence"
matches "$said" 'v1: a stage could not be carried out when it was run again' 'is said'
matches "$said" '^v1: boot.* ERROR' 'as is which'
status 128 '--rerun of no bundle' "$BACKPORT" evidence --rerun "$tmp/no"
is "$(ls "$TMPDIR")" '' 'no unpacked bundle is left'
done_testing
