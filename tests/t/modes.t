#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A mode with Kconfig fragments has kernels of its own, where a check asks for it. Over stubs.
set -eu
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../project.sh"

# Without the fix, only a kernel with KASAN notices; $STUB/blind: not even that one.
mkdir "$tmp/bin" "$tmp/consoles"
cat >"$tmp/bin/kasan-qemu" <<'END'
#!/bin/sh
case "$*" in *-kernel*) ;; *) exec stub-qemu "$@" ;; esac
for arg; do
	[ "${was-}" != -kernel ] || kernel=$arg
	was=$arg
done
CONSOLES=$tmp/consoles
grep -q KASAN "$kernel" && [ ! -e "$STUB/blind" ] || CONSOLES=$tmp/consoles/blind
export CONSOLES
exec stub-qemu "$@"
END
chmod +x "$tmp/bin/kasan-qemu"
mkdir "$tmp/consoles/blind"
cp -r "$CONSOLES/pass" "$CONSOLES/fail" "$tmp/consoles/"
cp -r "$CONSOLES/pass" "$tmp/consoles/blind/"
cp -r "$CONSOLES/pass" "$tmp/consoles/blind/fail"
export tmp
PATH=$tmp/bin:$PATH
sed -i 's/stub-qemu/kasan-qemu/' backport.conf
echo CONFIG_KASAN=y >kconfig/kasan.config
fault ''
was=$PWD
# key STAGE: of the stored result
key() {
	json "$1" key
}
# kernel STAGE: the digest of the kernel of mode kasan
kernel() {
	tr -d ' \n' <"out/v1/$1.json" | sed -n 's/.*"kernels":{"kasan":{[^}]*"image_sha256":"\([0-9a-f]*\)".*/\1/p'
}
asks() { # MODE...: the check
	sed -i '/mode =/d' checks/ownership/check.conf
	for mode; do
		printf '\tmode = %s\n' "$mode" >>checks/ownership/check.conf
	done
}

# Without it
matrix
matches "$("$BACKPORT" verdict v1)" '^v1: unproved: plain: the check passes without the fix$' 'no plain kernel notices'
keys="$(key build.before) $(key build.after) $(key boot.before) $(key boot.after)"
cp backport.conf "$tmp/plain.conf"
printf '[mode "kasan"]\n\tfragment = kconfig/kasan.config\n\tappend = kasan=1\n' >>backport.conf
cp backport.conf "$tmp/kasan.conf"
fault ''
matrix
is "$(calls)" '' 'a mode with a fragment that no check asks for makes no kernel and no boot'
is "$(key build.before) $(key build.after) $(key boot.before) $(key boot.after)" "$keys" 'and no key another one'

# With it
asks plain kasan
matches "$("$BACKPORT" verdict v1)" 'build.before is stale, config kasan is new|build.before is stale, .*config kasan' 'a check that asks for it makes the builds stale'
matrix
status 0 'it is proved' "$BACKPORT" verdict v1
matches "$said" '^v1: proved: fails without the fix in kasan and passes with it, in 2 modes$' 'by the mode that notices'
is "$(cd out/v1 && echo boot.*.kasan.log)" 'boot.after.kasan.log boot.before.kasan.log' 'with consoles of it'
for step in before after; do
	holds "the kernel of $step with it" grep -q KASAN "$work/$step.kasan/vmlinux"
	holds "its .config" grep -qx CONFIG_KASAN=y "$work/$step.kasan/.config"
	holds "its modules" grep -q KASAN "$work/$step.kasan/oracle.ko"
	ok "$(! grep -q KASAN "$work/$step"/*; echo $?)" "and the kernel of $step without it"
	is "$(kernel "build.$step")" "$(sha256sum <"$work/$step.kasan/vmlinux" | cut -d' ' -f1)" "the build of $step names it"
	is "$(kernel "boot.$step")" "$(kernel "build.$step")" 'and so does the boot'
done
is "$(cat "$work/.obj") $(cd "$work" && echo obj.*)" 'after.kasan obj.after obj.before obj.before.kasan' 'it has objects of its own, of two steps'
fault ''
matrix
is "$(calls)" '' 'nothing is made or booted again'
status 0 'and it is still proved' "$BACKPORT" -q verdict v1
cp -r out "$tmp/out"

# It is keyed
sed -i '/"kasan": {/,/}/s/"image_sha256": "./"image_sha256": "z/' out/v1/boot.after.json
matches "$("$BACKPORT" verdict v1)" 'boot.after is of another kernel than the last build' 'a boot of another kernel in it'
rm -rf out
cp -r "$tmp/out" out
# The fix changes the plain kernel alone, and the check turns in the other, which is one at both steps
sed -i '/"kasan": {/,/}/s/"image_sha256": "[0-9a-f]*"/"image_sha256": "one"/' out/v1/build.*.json out/v1/boot.*.json
sed -i 's/"\(image kasan\|kasan: ownership: initrd\)": ".*"/"\1": "one"/' out/v1/boot.*.json
reseal boot.before boot.after
status 0 'one kernel in it' env BACKPORT_JOB=1 "$BACKPORT" verdict v1
matches "$said" '^v1: unproved: kasan: before and after booted the same kernel' 'proves nothing'
rm -rf out
cp -r "$tmp/out" out
echo CONFIG_KASAN_INLINE=y >>kconfig/kasan.config
matches "$("$BACKPORT" verdict v1)" 'build.before is stale, config kasan changed' 'another fragment'
matrix
status 0 'proved anew' "$BACKPORT" -q verdict v1
holds 'with that fragment' grep -qx CONFIG_KASAN_INLINE=y "$work/after.kasan/.config"
rm -r "$work/after.kasan"
fault ''
matrix
matches "$(calls)" vmlinux 'a kernel of it that is gone is built again'

# Tried by hand
status 1 'boot --mode' "$BACKPORT" boot v1 --side before --mode kasan
matches "$said" '^f in kasan: FAIL' 'is of one mode'
ok "$(! echo "$said" | grep -q 'in plain'; echo $?)" 'alone'
status 0 'boot --mode --print' "$BACKPORT" boot v1 --side before --mode kasan --print
matches "$said" "-kernel .*/images/[0-9a-f]*/vmlinux .*-append 'console=hvc0 kasan=1'" 'has its command line'
holds 'and its kernel' grep -q KASAN "$(echo "$said" | sed -n 's/.*-kernel \([^ ]*\) .*/\1/p')"
status 128 'a mode that is not there' "$BACKPORT" boot v1 --side before --mode x
matches "$said" "no mode 'x'; there are: plain, kasan" 'is named'

# What does not come out
fault kasan:broken
rm -rf "$work"/obj*
status 1 'a kernel of it that does not build' "$BACKPORT" build v1 --side after --force
matches "$said" "in mode kasan: .*'y' undeclared" 'says in which mode'
status 125 'is not booted' "$BACKPORT" boot v1 --side after
matches "$("$BACKPORT" verdict v1)" "^v1: broken: build.after fails: in mode kasan: .*'y' undeclared" 'and is broken'
fault kasan:lost
echo CONFIG_KASAN_OUTLINE=y >>kconfig/kasan.config
status 128 'a symbol of it that does not come out' "$BACKPORT" build v1 --side after
matches "$said" 'in mode kasan: the configuration is not what was asked: CONFIG_KASAN=y \(kconfig/kasan.config:1\) came out as nothing' 'says in which mode'
fault ''
matrix
status 0 'once it builds, it is proved' "$BACKPORT" -q verdict v1
touch "$STUB/blind"
"$BACKPORT" -q boot v1 --side before --force || :
matches "$("$BACKPORT" verdict v1)" '^v1: unproved: ' 'that no mode fails without the fix is not a proof'
rm "$STUB/blind"
matrix --force boot
status 0 'and with it it is' "$BACKPORT" -q verdict v1

# Mutants are built for it too
status 0 'a mutant that only this mode notices' "$BACKPORT" mutants v1
matches "$said" 'left out hunk 1: killed by the check: kasan: ' 'is killed by it'

# The bundle
evidence=$tmp/v1.tar.zst
status 0 'a bundle' "$BACKPORT" evidence v1 -o "$evidence"
matches "$(zstd -dc "$evidence" | tar -t | tr '\n' ' ')" 'config/after config/after.kasan config/before config/before.kasan .*kconfig/kasan.config' 'has both configurations'
status 0 'which is verified' "$BACKPORT" evidence --verify "$evidence"
cp kconfig/kasan.config "$tmp/kasan.config"
sed -i s/KASAN=y/KASAN=m/ kconfig/kasan.config
"$BACKPORT" -q evidence v1 --force -o "$tmp/bad" 2>/dev/null
status 1 'one with another fragment' "$BACKPORT" evidence --verify "$tmp/bad"
matches "$said" '^WRONG: after was built of another config kasan than the bundle has' 'is not'
matches "$said" '^WRONG: config/after.kasan: CONFIG_KASAN is not as the fragments ask' "nor is its .config"
cp "$tmp/kasan.config" kconfig/kasan.config

"$BACKPORT" evidence v1 --format=in-toto -o "$tmp/attested"
is "$(grep -c "\"subject\":\[{.*v1/after/.*v1/after.kasan/.*$(kernel boot.after)" "$tmp/attested")" 1 'an attestation names both kernels'

# A check that runs in it alone
asks kasan
matrix
status 0 'a check of that mode alone is proved' "$BACKPORT" -q verdict v1
"$BACKPORT" evidence v1 --format=in-toto -o "$tmp/attested"
ok "$(! grep -q 'v1/after/' "$tmp/attested"; echo $?)" 'a kernel that was built and not booted is not attested'
is "$(grep -c "\"subject\":\[{.*v1/after.kasan/.*$(kernel boot.after)" "$tmp/attested")" 1 'the one of the mode is'

# Modes that no kernel is built for stay what checks without a mode run in
asks
cp "$tmp/kasan.conf" backport.conf
sed -i '/^\[mode "plain"\]/,+1d' backport.conf
status 0 'with only such modes' "$BACKPORT" -q status
"$BACKPORT" -q boot v1 --side after >/dev/null 2>&1 || :
matches "$("$BACKPORT" boot v1 --side after --mode kasan 2>&1)" "no mode 'kasan'; there are: plain" 'a check that names none does not run in them'
matches "$("$BACKPORT" boot v1 --side after --mode plain 2>&1)" '^f in plain: ' 'but in plain, which is there'

# What the configuration refuses
asks plain kasan
sed 's/^\[mode "plain"\]/&\n\tfragment = kconfig\/kasan.config/' "$tmp/kasan.conf" >backport.conf
status 128 'a plain mode with a fragment' "$BACKPORT" status
matches "$said" '\[mode "plain"\] has a fragment' 'is refused'
cp "$tmp/kasan.conf" backport.conf
printf '\ttarget = other\n' >>backport.conf
sed -n '/^\[target/,/timeout/p' "$tmp/kasan.conf" | sed 's/"t"/"other"/' >>backport.conf
status 0 'a mode for another target' "$BACKPORT" -q status
matches "$("$BACKPORT" boot v1 --side after --mode kasan 2>&1)" "no mode 'kasan'; there are: plain" 'is not used here'
asks kasan
status 128 'a check with no other mode' "$BACKPORT" status
matches "$said" "no mode in which check 'ownership' runs is for the target t of branch 'v1'" 'is refused'
[ "$PWD" = "$was" ]
done_testing
