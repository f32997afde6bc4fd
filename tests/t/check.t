#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# backport check: the folders of tests/check/, then what holds between branches
# and the output forms. A folder has good.patch, bad.patch, profile, and want:
# what -q prints for the bad one. It is named after its rule.
set -u
. "$(dirname "$0")/../tap.sh"
cd "$TOP/tests/check" || exit 1
export BACKPORT_CACHE="$tmp/cache"

for want in */want; do
	case=${want%/want}
	profile=$(cat "$case/profile")
	(
		cd "$case" || exit 1
		"$BACKPORT" -q check --profile "$profile" good.patch >"$tmp/out" 2>"$tmp/err" && [ ! -s "$tmp/out" ]
	)
	ok $? "$case: a good header passes ($profile)"
	(
		cd "$case" || exit 1
		"$BACKPORT" -q check --profile "$profile" bad.patch >"$tmp/out" 2>"$tmp/err"
		[ $? -eq "$(if grep -q error: want; then echo 1; else echo 0; fi)" ] &&
			diff want "$tmp/out" >>"$tmp/err"
	)
	ok $? "$case: a bad one does not"
done

# Every rule for one patch has a folder.
"$BACKPORT" check --rules >"$tmp/out" 2>"$tmp/err"
missing=$(sed -n 's/^\([a-z0-9][a-z0-9-]*\) .*/\1/p' "$tmp/out" | while read -r rule; do
	case $rule in
	author-kept | branch-* | prerequisite | follow-up | checkpatch) ;; # below
	*) [ -d "$rule" ] || echo "$rule" ;;
	esac
done)
[ -z "$missing" ]
ok $? "each rule has a folder ${missing:+(not $missing)}"

run 0 -v check size-silenced/good.patch && grep -q 'silenced: .*\[size\]' "$tmp/out" && grep -q 'because: the helpers come with it' "$tmp/out"
ok $? '-v shows what is silenced, and why'
run 1 check size-silenced/bad.patch
ok $? 'a silence without a reason silences nothing'
run 1 -v check signoff/bad.patch && grep -q '(Documentation/process/submitting-patches.rst)' "$tmp/out"
ok $? '-v names the document'
run 1 check --profile dep3 --profile suse signoff/bad.patch && grep -q 'suse-mainline' "$tmp/out" && ! grep -q '\[signoff\]' "$tmp/out"
ok $? 'profiles add up'
run 1 --json check signoff/bad.patch && grep -q '"rule":"signoff","level":"error"' "$tmp/out" && tail -1 "$tmp/out" | grep -q '"patches":1,"errors":1,"warnings":0,"silenced":0,"outcome":"FAIL"'
ok $? '--json'
run 1 check --format sarif signoff/bad.patch size-silenced/good.patch &&
	grep -q '"version": "2.1.0"' "$tmp/out" && grep -q '"ruleId": "signoff"' "$tmp/out" && grep -q '"kind": "inSource"' "$tmp/out" &&
	grep -q '"justification": "the helpers come with it"' "$tmp/out"
ok $? '--format sarif'
# SARIF against its schema, which is not ours to copy, and against what code review sites want beside it.
sarif() { # FILE
	python3 - "$1" <<'EOF'
import json, os, sys
log = json.load(open(sys.argv[1]))
if os.environ.get("SARIF_SCHEMA"):
    import jsonschema
    schema = json.load(open(os.environ["SARIF_SCHEMA"]))
    jsonschema.validators.validator_for(schema)(schema).validate(log)
assert log["version"] == "2.1.0" and len(log["runs"]) == 1
run, = log["runs"]
rules, seen = run["tool"]["driver"]["rules"], set()
assert len({rule["id"] for rule in rules}) == len(rules)
for rule in rules:
    assert all(rule[text]["text"] for text in ("shortDescription", "fullDescription", "help"))
    assert rule["defaultConfiguration"]["level"] in ("error", "warning")
for result in run["results"]:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] and result["message"]["text"]
    place = result["locations"][0]["physicalLocation"]
    uri, base = place["artifactLocation"]["uri"], place["artifactLocation"].get("uriBaseId")
    assert place["region"]["startLine"] >= 1
    assert uri.startswith("file:///") if base is None else base in run["originalUriBaseIds"] and ":" not in uri
    known = uri, result["ruleId"], result["partialFingerprints"]["primaryLocationLineHash"]
    assert known not in seen
    seen.add(known)
EOF
}
if command -v python3 >/dev/null; then
	[ -n "${SARIF_SCHEMA:-}" ] || skip 'SARIF_SCHEMA names no schema: the rules that matter are checked alone'
	run 0 check --format sarif signoff/good.patch && sarif "$tmp/out"
	ok $? 'SARIF of a good run is well formed'
	cp signoff/bad.patch "$tmp/a %b:c.patch"
	run 1 check --format sarif ./*/bad.patch "$tmp/a %b:c.patch" size-silenced/good.patch && sarif "$tmp/out" &&
		grep -q '"uri": "file:///.*/a%20%25b%3Ac.patch"' "$tmp/out"
	ok $? 'SARIF of a bad run is well formed, a name escaped as a URI'
	sed '1a X-Other: line' signoff/bad.patch >"$tmp/bad.patch"
	prints() { sed -n 's/.*"primaryLocationLineHash": //p' "$tmp/out"; }
	run 1 check --format sarif signoff/bad.patch && prints >"$tmp/prints" && run 1 check --format sarif "$tmp/bad.patch" && prints | diff "$tmp/prints" - >/dev/null
	ok $? 'a fingerprint does not depend on the line'
	mkdir "$tmp/empty"
	: >"$tmp/empty/backport.conf"
	run 125 -C "$tmp/empty" check --format sarif && sarif "$tmp/out"
	ok $? 'SARIF of an empty run is well formed'
else
	skip 'no python3 to read SARIF with'
fi
run 129 check --profile fedora && grep -q "no profile 'fedora'" "$tmp/err"
ok $? 'an unknown profile is a usage error'
run 129 check --format xml && grep -q "no format 'xml'" "$tmp/err"
ok $? 'an unknown format is a usage error'
run 128 check "$tmp/none.patch"
ok $? 'a patch that is not there cannot be checked'

# A project with an upstream repository: fix, follow-up, two branches and more.
git() { command git -c user.name='A Developer' -c user.email=dev@example.org -c commit.gpgsign=false "$@"; }
up="$tmp/up"
git init -q "$up"
printf 'int f(void)\n{\n\tone();\n\ttwo();\n\tthree();\n}\n' >"$up/a.c"
git -C "$up" add a.c
git -C "$up" commit -qm 'Begin'
sed -i 's/two/two_fixed/' "$up/a.c"
git -C "$up" commit -qam 'a: Fix two' -m 'It was wrong.' -m 'Signed-off-by: A Developer <dev@example.org>'
id=$(git -C "$up" rev-parse HEAD)
git -C "$up" format-patch -q -1 --stdout | sed "s/^It was/commit $id upstream.\n\n&/" >"$tmp/two.patch"
p="$tmp/project"
mkdir -p "$p/series" "$p/patches/v4.4" "$p/patches/v4.9" "$p/patches/v4.12"
cat >"$p/backport.conf" <<EOF
[fix "two"]
	upstream = $id
	subject = a: Fix two
	since = v4.11
	patch = two.patch
	check = none
[target "t"]
	arch = powerpc
	cross = none-
	image = vmlinux
	qemu = none
[branch "v4.4"]
	base = v4.4.1
	fix = two
	target = t
[branch "v4.9"]
	base = v4.9.1
	fix = two
	target = t
[branch "v4.12"]
	base = v4.12
	fix = two
	target = t
EOF
run 125 -C "$p" check && grep -q 'nothing to check' "$tmp/err"
ok $? 'without patches nothing is judged'
run 125 -C "$p" --json check && grep -q '"patches":0,.*"outcome":"SKIP"' "$tmp/out"
ok $? '--json says so, too'
for b in v4.4 v4.9; do
	cp "$tmp/two.patch" "$p/patches/$b/two.patch"
	echo two.patch >"$p/series/$b"
done
run 0 -C "$p" check --repo "$up" && grep -q '^2 patches: 0 errors' "$tmp/out" && grep -q 'checkpatch skipped: v4.4 is not in the cache' "$tmp/err"
ok $? 'a good project passes; v4.12 has the fix from v4.11 on; checkpatch is skipped with the reason'
sed 's|^--- a/|--- |; s|^+++ b/|+++ |; /^diff --git/d' "$tmp/two.patch" >"$p/patches/v4.9/two.patch"
echo 'two.patch -p0' >"$p/series/v4.9"
run 0 -C "$p" check --no-checkpatch
ok $? 'a patch is read with the strip level that its series gives'
cp "$tmp/two.patch" "$p/patches/v4.9/two.patch"
echo two.patch >"$p/series/v4.9"
cp "$p/backport.conf" "$tmp/conf"
printf '[target "u"]\n\tarch = powerpc\n\tcross = none-\n\timage = vmlinux\n\tqemu = none\n[branch "v4.9"]\n\ttarget = u\n' >>"$p/backport.conf"
run 0 -C "$p" check --no-checkpatch
ok $? "a line's second target lacks nothing that its series has"
cp "$tmp/conf" "$p/backport.conf"
for d in a b; do
	mkdir "$p/patches/v4.4/$d"
	sed "s/$id/${d}123456789012345678901234567890123456789/; s/Fix two/Fix $d/" "$tmp/two.patch" >"$p/patches/v4.4/$d/1.patch"
	echo "$d/1.patch" >>"$p/series/v4.4"
done
run 0 -C "$p" check --no-checkpatch
ok $? 'two patches of one series may have one name in two folders'
echo two.patch >"$p/series/v4.4"
rm -r "$p/patches/v4.4/a" "$p/patches/v4.4/b"
rm "$p/series/v4.9"
run 1 -C "$p" check --no-checkpatch && grep -q "patches/v4.4/two.patch: error: v4.9 lacks .* which the older v4.4 carries.*\[branch-gap\]" "$tmp/out" && ! grep -q 'v4.12 lacks' "$tmp/out"
ok $? 'a newer branch that lacks the fix is named'
sed -i 's/^Signed-off-by/[ backport-check: ignore branch-gap: 4.9 is at its end ]\n&/' "$p/patches/v4.4/two.patch"
run 0 -C "$p" check --no-checkpatch
ok $? 'that can be silenced too'
echo two.patch >"$p/series/v4.9"
sed -i 's/^Subject: .*/Subject: [PATCH] a: Mend two/' "$p/patches/v4.9/two.patch"
run 1 -C "$p" check --no-checkpatch && grep -q "its subject is 'a: Mend two', on v4.4 it is 'a: Fix two' \[branch-subject\]" "$tmp/out" &&
	grep -q "upstream's is 'a: Fix two' \[subject\]" "$tmp/out"
ok $? 'variants with different subjects are named'
sed "s/$id/0123456789012345678901234567890123456789/" "$tmp/two.patch" >"$p/patches/v4.9/two.patch"
run 1 -C "$p" check --no-checkpatch && grep -q "its upstream commit is 0123456789012345678901234567890123456789, on v4.4 it is $id \[branch-id\]" "$tmp/out" &&
	grep -q "the fix's is $id \[upstream-id\]" "$tmp/out"
ok $? 'variants with different upstream ids are named'
sed 's/^Signed-off-by/Cc: stable@vger.kernel.org # 4.9.x: 89abcde: a: Prepare\n&/' "$tmp/two.patch" >"$p/patches/v4.9/two.patch"
run 1 -C "$p" check --no-checkpatch && grep -q 'it wants 89abcde (a: Prepare) first, which series/v4.9 does not carry before it.*\[prerequisite\]' "$tmp/out"
ok $? 'a prerequisite that is not carried is named'
sed "s/$id/89abcdef89abcdef89abcdef89abcdef89abcdef/; s/Fix two/Prepare/" "$tmp/two.patch" >"$p/patches/v4.9/prepare.patch"
printf 'prepare.patch\ntwo.patch\n' >"$p/series/v4.9"
run 0 -C "$p" check --no-checkpatch
ok $? 'one that is carried first satisfies it'
printf 'two.patch\nprepare.patch\n' >"$p/series/v4.9"
run 1 -C "$p" check --no-checkpatch && grep -q '\[prerequisite\]' "$tmp/out"
ok $? 'one that is carried behind it does not'
echo two.patch >"$p/series/v4.9"
cp "$tmp/two.patch" "$p/patches/v4.9/two.patch"
sed -i 's/^From: A .*/From: B Porter <b@example.org>/' "$p/patches/v4.9/two.patch"
run 1 -C "$p" check --no-checkpatch --repo "$up" && grep -q "the author is B Porter <b@example.org>, upstream's is A Developer <dev@example.org> \[author-kept\]" "$tmp/out"
ok $? 'an author that was not kept is named'
cp "$tmp/two.patch" "$p/patches/v4.9/two.patch"
sed -i 's/three/four/' "$up/a.c"
git -C "$up" commit -qam 'a: Fix the fix' -m "Fixes: $(echo "$id" | cut -c1-12) (\"a: Fix two\")"
run 1 -C "$p" check --no-checkpatch --repo "$up" && [ "$(grep -c 'a: Fix the fix.*\[follow-up\]' "$tmp/out")" -eq 2 ]
ok $? 'a follow-up that upstream knows and a branch lacks is named'
short=$(echo "$id" | cut -c1-14)
sed "s/^commit $id/commit $short/" "$tmp/two.patch" >"$p/patches/v4.9/two.patch"
run 1 -C "$p" check --no-checkpatch --repo "$up" && [ "$(grep -c 'a: Fix the fix.*\[follow-up\]' "$tmp/out")" -eq 2 ] &&
	grep -q "'$short' has 14 hex digits: the stable team wants all 40 \[upstream-id-whole\]" "$tmp/out" && ! grep -q 'branch-id\|upstream-id\]' "$tmp/out"
ok $? 'a variant that abbreviates its id is told so, and is of the same commit'
cp "$tmp/two.patch" "$p/patches/v4.9/two.patch"

# checkpatch.pl: a stub in the base's tree; only lines of the variant's own are shown.
if command -v perl >/dev/null; then
	mkdir -p "$tmp/tree/scripts"
	cat >"$tmp/tree/scripts/checkpatch.pl" <<'EOF'
my $f = $ARGV[-1];
open(my $in, '<', $f) or die;
my $n = 0;
while (<$in>) {
	$n++;
	print "$f:$n: WARNING:STUB: says $1\n" if /(?:^[-+ ]|Sub).*?(two\w*|one|two)/;
}
warn "No typos will be found\e[1m\n";
print "total: 0 errors, 1 warnings\n";
exit 1;
EOF
	git -C "$up" reset -q --hard "$id"
	run 0 tree add v4.9.1 "$tmp/tree" && run 0 -C "$p" check
	grep -q 'patches/v4.9/two.patch:[0-9]*: warning: WARNING:STUB: says two_fixed \[checkpatch\]' "$tmp/out" && [ "$(grep -c STUB "$tmp/out")" -eq 1 ]
	ok $? 'checkpatch.pl of the base is run, and heard on added lines alone'
	grep -qx 'patches/v4.9/two.patch: checkpatch.pl says: No typos will be found?\[1m' "$tmp/err" && ! grep -q '^No typos\|total:' "$tmp/err"
	ok $? 'what it says besides is labelled'
	run 0 -C "$p" -q check && ! grep -q 'No typos' "$tmp/err"
	ok $? 'and kept back with -q'
	mkdir -p "$p/patches/upstream"
	cp "$tmp/two.patch" "$p/patches/upstream/"
	run 0 -C "$p" check && ! grep -q STUB "$tmp/out"
	ok $? 'what upstream adds as well is not the variant'\''s own'
	rm -r "$p/patches/upstream"
	printf '%s\n' 'warn "too old\n"; exit 9;' >"$tmp/tree/scripts/checkpatch.pl"
	run 0 tree rm v4.9.1 && run 0 tree add v4.9.1 "$tmp/tree" && run 0 -C "$p" check && grep -q 'checkpatch skipped: checkpatch.pl does not run with this perl (exit status 9): too old$' "$tmp/err"
	ok $? 'one that does not run is skipped with the reason'
fi
echo gone.patch >>"$p/series/v4.9"
run 128 -C "$p" check && grep -q "series/v4.9:[0-9]*: no such patch 'gone.patch' (looked in patches/v4.9); add the file, or take it off the series" "$tmp/err"
ok $? 'a patch that is not there is named with its row, as by the other commands'
done_testing
