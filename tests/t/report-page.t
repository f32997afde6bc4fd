#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The page: whole without a browser, and in headless Chromium as a reader uses it. Screenshots go to build/artifacts/.
set -eu
. "$(dirname "$0")/../tap.sh"
told

export BACKPORT_CACHE="$tmp/cache" LC_ALL=C
artifacts=$TOP/build/artifacts
mkdir -p "$artifacts" "$tmp/profile"
cp -r "$TOP/tests/report/five" "$tmp/five"
mv "$tmp/five/results" "$tmp/five/out"
cd "$tmp/five"
sed -i 's/"broken"/"unproved"/' out/v2/verdict.json
page=out/report.html
"$BACKPORT" report --format=html -o "$page" || :
has() { # PATTERN WHAT
	holds "$2" grep -qF -- "$1" "$page"
}

# Without a browser
has 'poison: step 1.rebind: e100: &lt;img src=x onerror=alert(1)&gt; &amp; more # hash' 'reasons are escaped'
has 'PCI: &lt;b&gt;host&lt;/b&gt; bridge &amp; &quot;bus&quot;' 'so are consoles'
is "$(grep -c '<img\|<b>host' "$page" || :)" 0 'and nowhere raw'
is "$(LC_ALL=C.UTF-8 iconv -f UTF-8 -t UTF-8 "$page" >/dev/null 2>&1; echo $?)" 0 'it is UTF-8, whatever was on the console'
is "$(tr -d '\11\12\40-\377' <"$page" | wc -c)" 0 'without control characters'
has 'href="v1/boot.after.plain.log"' 'logs are linked beside the page'
has 'int fixed  = 1; /* &lt;here&gt; */' "a variant's own line"
matches "$(cat "$page")" 'class="t add only">.\sint fixed  = 1;' 'is marked'
has "script-src &#39;sha256-$(sed -n '/^<script>$/,/^<\/script>$/p' "$page" | sed '1s/<script>//;$s/<\/script>//' |
	{ perl -0777 -pe 's/\n\z//'; } | openssl dgst -sha256 -binary | base64)&#39;" "the policy's hash is the script's"
mkdir -p "$tmp/else/where"
"$BACKPORT" report --format=html -o "$tmp/else/where/page.html" || :
at=$(sed -n 's/.*href="\([^"]*v1\/boot.after.plain.log\)".*/\1/p' "$tmp/else/where/page.html" | head -n 1)
cmp -s "$tmp/else/where/$at" out/v1/boot.after.plain.log
ok $? "links hold wherever the page is put ($at)"

# What the code became
has '2 of 68 functions differ' 'how many functions differ'
has '<td class="mono name">pnv_pci_setup_bridge</td><td>changed</td><td class="bytes">2476 to 2480</td><td>pnv_pci_ioda2_setup_dma_pe is inlined into it</td>' 'which, by how much and why'
is "$(grep -c 'id="v2-objects"' "$page" || :)" 0 'nothing of a branch whose objects nobody compared'

# Times, by the console's and the firmware's clock
has '<title>firmware, from 0.00 s to 8.06 s</title>' 'the firmware has its time'
has '<title>kernel, from 8.06 s to 9.36 s</title>' 'the kernel'
has '<title>init, from 9.36 s to 9.55 s</title>' 'init'
has '<title>check, from 9.55 s to 10.30 s</title>' 'the check'
has '<title>before: FAIL, at 261 ms for 208 ms</title>' 'and each step'
has 'Not every guest said when' 'an older console is known for one'

# The warnings are those of the build's result, compared as it compares.
has '<span class="o bad">1 new</span>, 1 gone.' 'as many new warnings as the result has'
has '<span class="o bad">new</span> mm/oom.c <span class="soft">(a fix touches it)</span></td><td class="mono">out_of_memory</td><td class="mono">&lt;odd&gt; &amp; new <span class="soft">[-Wodd]' 'with file, function, text and option'
has "<span class=\"o ok\">gone</span> init/main.c</td><td class=\"mono\"></td><td class=\"mono\">&#39;gone&#39; defined but not used" 'what before alone has is gone'
has '<h4>1 on both sides</h4>' 'and the rest is folded'
has '<span class="s">1 new warning</span>' 'the table says it too'
has '<span class="o ok">0 new</span>, 0 gone.' 'none are none'
sed -i '/"new_warnings": \[\],/d' out/v2/build.after.json
"$BACKPORT" report --format=html -o "$page" v2 || :
has '<span class="o skip">not compared</span>' 'and unknown is not none'

# What is too long is cut, and how much is said.
{
	cat out/v1/boot.after.plain.log
	seq -f 'line %.0f of a flood' 20000
	echo 'the last line'
} >"$tmp/long"
cp "$tmp/long" out/v1/boot.after.plain.log
"$BACKPORT" report --format=html -o "$page" v1 || :
has 'lines left out, ' 'a long console is cut'
has 'backport: step 1.again PASS' "the check's lines stay"
has 'the last line' 'and its end'
holds 'the page stays small' test "$(wc -c <"$page")" -lt 300000
cp "$TOP/tests/report/five/results/v1/boot.after.plain.log" out/v1/
"$BACKPORT" report --format=html -o "$page" || :

# The worst comes first: rows, sections, and so the consoles.
is "$(sed -n 's/.*<section class="branch".* id="\([^"]*\)">$/\1/p' "$page" | tr '\n' ' ')" 'v3 v5 v2 v4 v1 ' \
	'the sections have the order of the rows'
has '<span class="o bad">PASS!</span>' 'what is not as wanted has a sign'
has '<span class="o ok">FAIL</span>' 'what is wanted has none'

# Several fixes: what tells nothing more than its link is not there twice.
cp -r "$TOP/tests/report/steps" "$tmp/steps"
mv "$tmp/steps/results" "$tmp/steps/out"
consoles() { # FILE
	grep -o 'aria-label="console [a-z0-9]*' "$1" | sed 's/.* //' | tr '\n' ' '
}
cd "$tmp/steps"
"$BACKPORT" report --format=html -o out/report.html || :
is "$(consoles out/report.html)" 'before after ' 'only a fix that is not proved has its consoles'
rm out/v2/verdict.json
"$BACKPORT" report --format=html -o out/report.html || :
is "$(consoles out/report.html)" 'after ' 'and without a verdict, a boot that is not as wanted'
sed -i 's/"reason": "[^"]*"/"reason": "not this time"/; s/"verdict": "[a-z]*"/"verdict": "error"/' out/v1/verdict.json
"$BACKPORT" report --format=html -o out/report.html || :
is "$(grep -c '<td colspan="10">v1: not this time</td>' out/report.html)" 1 'a reason that all rows of a branch share is said once'
for log in out/v1/boot.*.log; do
	{
		cat "$log"
		yes "$(head -c 390 /dev/zero | tr '\0' '<')" | head -n 540
	} >"$tmp/long"
	cp "$tmp/long" "$log"
done
"$BACKPORT" report --format=html -o out/report.html || :
is "$(consoles out/report.html)" 'before after before after ' 'consoles fill a page only so far'
is "$(grep -c 'not shown here: the page is large enough' out/report.html)" 3 'the others are linked, which is said'
holds 'and the page can be mailed' test "$(wc -c <out/report.html)" -lt 4000000
cd "$tmp/five"

# What the page was made of may be gone
cp -r "$tmp/five" "$tmp/gone"
rm "$tmp/gone/patches/"*/*.patch
(
	cd "$tmp/gone"
	got=0
	"$BACKPORT" report --format=html -o page.html >/dev/null 2>&1 || got=$?
	test $got -lt 2 && tail -n 1 page.html | grep -q '</html>'
)
ok $? 'without the patches there is a page'

if [ "$(id -u)" = 0 ] && mknod "$tmp/null" c 1 3 2>/dev/null; then
	"$BACKPORT" report --format=html -o "$tmp/null" >/dev/null 2>&1 || :
	holds 'a device is written to, not replaced' test -c "$tmp/null"
else
	skip 'mknod is for root'
fi

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || :)
if [ -z "$chromium" ]; then
	skip 'chromium is not installed: apt-get install chromium'
	done_testing
fi
timeout 300 python3 "$TOP/tests/report/page.py" "$chromium" "$page" "$artifacts" "$tmp/profile" >"$tmp/said" 2>"$tmp/err" ||
	echo "not ok the browser: $(tail -n 1 "$tmp/err")" >>"$tmp/said"
while read -r word rest; do
	case $word in
	ok) ok 0 "$rest" ;;
	*) ok 1 "${rest#ok }" ;;
	esac
done <"$tmp/said"
for width in 400 1400; do
	holds "a screenshot at $width px" test -s "$artifacts/report-$width-light.png"
done
done_testing
