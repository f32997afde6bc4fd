#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Reports: the same stored results in every format, held against what each format's readers ask for.
# tests/report/<case>/ is a project with results/ for its out/; want.<format> is what must come out.
set -eu
. "$(dirname "$0")/../tap.sh"
here=$TOP/tests/report
told

export BACKPORT_CACHE="$tmp/cache" LC_ALL=C
unset COLUMNS NO_COLOR || :

# What differs from run to run: when it was written, and by which version.
same() {
	sed -e 's/"written": ".*"/"written": "WHEN"/' -e 's/"backport": ".*"/"backport": "VERSION"/'
}

for case in "$here"/*/; do
	name=$(basename "$case")
	cp -r "$case" "$tmp/$name"
	mv "$tmp/$name/results" "$tmp/$name/out"
	cd "$tmp/$name"
	for want in "$case"want.*; do
		format=${want##*want.}
		"$BACKPORT" report --format="$format" >"$tmp/got" || :
		same <"$tmp/got" >"$tmp/same"
		if cmp -s "$tmp/same" "$want"; then
			ok 0 "$name: $format"
		else
			ok 1 "$name: $format"
			diff -u "$want" "$tmp/same" | head -n 30 | sed 's/^/#  /'
		fi
	done
	"$BACKPORT" report --format=ktap | "$here/check-ktap.pl" >"$tmp/said"
	is "$?$(grep -v ' tests, ' "$tmp/said" || :)" 0 "$name: KTAP as its description asks"
	if command -v xmllint >/dev/null; then
		"$BACKPORT" report --format=junit >"$tmp/junit.xml" || :
		status 0 "$name: JUnit by its schema" \
			xmllint --noout --schema "$here/junit.xsd" "$tmp/junit.xml"
		for kind in failures:failure errors:error skipped:skipped; do
			is "$(xmllint --xpath "string(/testsuites/@${kind%:*})" "$tmp/junit.xml")" \
				"$(xmllint --xpath "count(//testcase/${kind#*:})" "$tmp/junit.xml")" \
				"$name: its ${kind%:*} are counted"
		done
	else
		skip 'xmllint is not installed (libxml2-utils)'
	fi
	if python3 -c 'import jsonschema' 2>/dev/null; then
		"$BACKPORT" report --format=kcidb >"$tmp/kcidb.json" || :
		status 0 "$name: KCIDB by its rules" "$here/check-kcidb.py" "$tmp/kcidb.json"
	else
		skip 'python3-jsonschema is not installed'
	fi
done

# The checkers can say no.
cd "$tmp/five"
"$BACKPORT" report --format=ktap >"$tmp/good" || :
refuses() { # WHAT SED PATTERN
	sed "$2" "$tmp/good" >"$tmp/bad"
	status 1 "a KTAP with $1 is refused" "$here/check-ktap.pl" "$tmp/bad"
	matches "$said" "$3" 'and why is said'
}
refuses 'a lost test' '/ok 2 apply/d' 'test 3, wanted 2'
refuses 'a wrong plan' 's/1\.\.7/1..8/' '7 tests, planned 8'
refuses 'another version' '1s/1/2/' 'version 2'
refuses 'a good parent of bad tests' 's/not ok 2 v2.*/ok 2 v2/' 'ok, though [0-9]+ of its tests failed'
if python3 -c 'import jsonschema' 2>/dev/null; then
	"$BACKPORT" report --format=kcidb | sed 's/"SKIP"/"LOST"/' >"$tmp/bad"
	status 1 'a status that KCIDB does not know is refused' "$here/check-kcidb.py" "$tmp/bad"
fi
is "$("$BACKPORT" report --format=kcidb |
	sed -n '/"checkouts"/,/"builds"/s/.*"patchset_hash": "\(.*\)".*/\1/p' | sed -n 2p)" \
	"$(sha256sum <patches/v1/f.patch | cut -c-64 | sha256sum | cut -c-64)" \
	"patchset_hash is sha256sum's"


# Who submits what
printf '[kcidb]\n\torigin = our_farm\n\ttree = our-kernel\n' | cat backport.conf - >"$tmp/conf"
"$BACKPORT" --conf "$tmp/conf" report --format=kcidb v1 >"$tmp/kcidb.json" || :
is "$(grep -c '"origin": "our_farm"' "$tmp/kcidb.json")$(grep -c '"origin": "backport"\|"id": "backport:' "$tmp/kcidb.json")" \
	"$(grep -c '"origin"' "$tmp/kcidb.json")0" 'the origin is the configured one, in ids too'
is "$(sed -n 's/.*"tree_name": "\(.*\)".*/\1/p' "$tmp/kcidb.json" | sort -u)" our-kernel 'so is the tree'
is "$(sed -n 's/.*"path": "\(.*rebind\)".*/\1/p' "$tmp/kcidb.json" | sort -u)" backport.f.rebind \
	'a path names the fix and the step, not the round'

# Where the logs are published
is "$("$BACKPORT" report --format=kcidb | grep -c 'log_url\|output_files')" 0 'no URLs without --url'
"$BACKPORT" report --format=kcidb --url https://ci.example.org/a%20b/out/ >"$tmp/kcidb.json" || :
if python3 -c 'import jsonschema' 2>/dev/null; then
	status 0 'KCIDB with URLs by its rules' "$here/check-kcidb.py" "$tmp/kcidb.json"
fi
is "$(sed -n 's/.*"log_url": "\(.*\)".*/\1/p' "$tmp/kcidb.json" | sort -u | head -n 3 | tr '\n' ' ')" \
	'https://ci.example.org/a%20b/out/v1/boot.after.plain.log https://ci.example.org/a%20b/out/v1/boot.after.poison.log https://ci.example.org/a%20b/out/v1/boot.before.plain.log ' \
	'each log has its URL'
is "$(sed -n 's/.*"url": "\(.*\)".*/\1/p' "$tmp/kcidb.json" | sort -u | head -n 2 | tr '\n' ' ')" \
	'https://ci.example.org/a%20b/out/v1/boot.after.json https://ci.example.org/a%20b/out/v1/boot.before.json ' \
	'and each result'
sed -n 's/.*"\(log_\)\{0,1\}url": "https:.*\/\(out\/.*\)".*/\2/p' "$tmp/kcidb.json" | sort -u >"$tmp/urls"
is "$(xargs ls <"$tmp/urls" | wc -l)" "$(wc -l <"$tmp/urls")" 'all of which are files of out/'
mv out/v1/build.after.log "$tmp/log"
"$BACKPORT" report --format=kcidb --url http://h/out v1 >"$tmp/kcidb.json" || :
is "$(grep -c 'v1/build.after.log"$\|v1/build.after.log",$' "$tmp/kcidb.json")$(grep -c 'http://h/out/v1/build.after.log' "$tmp/kcidb.json" || :)" 10 'a log that is gone has none'
mv "$tmp/log" out/v1/build.after.log
for url in out /srv/out ftp://h/out https:// 'https://h/a b' 'https://h/"'; do
	status 129 "--url '$url'" "$BACKPORT" report --format=kcidb --url "$url"
done
matches "$said" 'wanted http:// or https://' 'is refused'
status 129 '--url with a table' "$BACKPORT" report --url https://h/out
matches "$said" '--url goes with --format=kcidb, openvex or mail, or --publish' 'is no question'
status 129 'a vulnerability by one of its fixes' "$BACKPORT" report --format=openvex --fix f
matches "$said" '--fix does not go with --format=openvex: a vulnerability may have several fixes' 'is refused'

# Exit statuses, and where it goes
status 1 'a matrix with a broken branch' "$BACKPORT" report
status 0 'a branch that is proved' "$BACKPORT" report v1
status 125 'a branch that is skipped' "$BACKPORT" report v4
status 0 'a proved and a skipped one' "$BACKPORT" report v1 v4
status 125 'strictly' "$BACKPORT" report --strict v1 v4
status 128 'no such branch' "$BACKPORT" report v9
matches "$said" "no branch 'v9' in the configuration; it has: v1" 'is named'
status 129 'no such format' "$BACKPORT" report --format=yaml
matches "$said" "no format 'yaml'; there are table" 'is named'
status 0 'into a file' "$BACKPORT" report --format=junit -o "$tmp/o.xml" v1
is "$said" '' 'nothing on the terminal'
"$BACKPORT" report --format=junit v1 | cmp -s - "$tmp/o.xml"
ok $? 'the same in the file'
status 128 'into no folder' "$BACKPORT" report -o "$tmp/nowhere/o.xml" v1
status 0 'an object a line' "$BACKPORT" --json report v1
is "$said" '{"branch":"v1","base":"v1.262","verdict":"proved","reason":"fails without the fix and passes with it, in 2 modes","stages":{"tree":"PASS","apply":"PASS","build.before":"PASS","build.after":"PASS","boot.before":"FAIL","boot.after":"PASS"}}' \
	'says what is known'
COLUMNS=60 "$BACKPORT" report >"$tmp/narrow" || :
is "$(sed '/^$/,$d' "$tmp/narrow" | awk 'length > 60')" '' 'no row is wider than COLUMNS'

COLUMNS=30 "$BACKPORT" report v1 >"$tmp/narrow" || :
matches "$(cat "$tmp/narrow")" '^  boot.before   FAIL, as wanted$' 'one stage per line leaves room for what a FAIL means'

# A result that is torn is none
cp out/v1/boot.after.json "$tmp/whole"
head -c 300 "$tmp/whole" >out/v1/boot.after.json
"$BACKPORT" report v1 >"$tmp/got" || :
matches "$(cat "$tmp/got")" '^v1 .* FAIL +- ' 'a torn result is not taken for one'
cp "$tmp/whole" out/v1/boot.after.json

# What a killed run leaves is gone with the next, and the mask is honoured.
echo torn >out/matrix.json.new
(umask 077 && "$BACKPORT" -q report --publish v1 >"$tmp/said")
is "$(find out -maxdepth 1 -type f | sort | tr '\n' ' ')" \
	'out/junit.xml out/kcidb.json out/matrix.json out/matrix.ktap out/report.html ' 'a killed run leaves nothing for long'
is "$(stat -c %a out/matrix.json)" 600 'a mask of 077 is honoured'
rm -rf "$BACKPORT_CACHE"

# History
status 125 'no run yet' "$BACKPORT" report --history
matches "$said" 'no matrix has been finished here yet' 'is said'
status 0 'publish' "$BACKPORT" report --publish --url https://h/out v1
matches "$(cat out/kcidb.json)" 'https://h/out/v1/boot.after.plain.log' '--url is for KCIDB there'
for file in matrix.json matrix.ktap junit.xml kcidb.json report.html; do
	holds "$file is in out/" test -s out/$file
done
is "$(grep '"branch": "v[2-5]"' out/matrix.json out/matrix.ktap out/junit.xml)" '' 'without branches that were not named'
status 0 'history' "$BACKPORT" report --history
matches "$said" '^   1  20..-..-.. ..:..  proved$' 'has the run, and what was named alone'
sed -i 's/"proved"/"unproved"/' out/v1/verdict.json
sed -i 's/7\.2\.22/8.0.0/' out/v1/boot.after.json
sed -i 's/"seconds": 480.25/"seconds": 960/' out/v1/build.before.json
status 1 'publish again' "$BACKPORT" report --publish v1
status 0 'history of two' "$BACKPORT" report --history 2
matches "$said" '^   2  .* unproved$' 'has both'
matches "$said" '^v1: verdict: proved -> unproved$' 'names the verdict that changed'
matches "$said" '^v1: boot.after: qemu: QEMU emulator version 7.2.22 -> QEMU emulator version 8.0.0$' 'and what may have changed it'
matches "$said" '^v1: ~# last 18m07s, longest 18m07s$' 'draws the times in ASCII'
LC_ALL=C.UTF-8 "$BACKPORT" report --history >"$tmp/got"
matches "$(cat "$tmp/got")" '^v1: ▅█ last' 'or in blocks'
status 0 'history of one' "$BACKPORT" report --history=1
matches "$said" '^   2  ' 'is the last'
is "$(printf '%s\n' "$said" | grep -c '^   1  ' || :)" 0 'alone'
status 0 'since a run' "$BACKPORT" report --since 1
matches "$said" '^v1: verdict: proved -> unproved$' 'says what changed'
matches "$said" '^v5: was not in it$' 'and what is new'
status 0 'since now' "$BACKPORT" report --since 2 v1
matches "$said" '^nothing changed$' 'nothing'

# The same as a mail
export GIT_COMMITTER_NAME='M. Aker' GIT_COMMITTER_EMAIL=maker@example.org
mkdir -p "$tmp/bin"
printf '#!/bin/sh\necho "$@" >%s\ncat >%s\n[ ! -e %s ] || { echo "no route"; exit 75; }\n' \
	"$tmp/args" "$tmp/sent" "$tmp/down" >"$tmp/bin/sendmail"
chmod +x "$tmp/bin/sendmail"
status 128 'a mail to nobody' "$BACKPORT" report --since 1 --format=mail
matches "$said" "nobody to mail to: --to ADDRESS, or 'to' in \[mail\]" 'is refused'
status 0 'a mail of what changed' "$BACKPORT" report --since 1 --format=mail --to 'Ä. List <list@example.org>' --to two@example.org \
	--url https://ci.example.org/out
is "$(printf '%s\n' "$said" | sed -n '1,3p' | tr '\n\t' '| ')" \
	'From: "M. Aker" <maker@example.org>|To: =?UTF-8?q?=C3=84=2E_List?= <list@example.org>,| two@example.org|' 'names who and whom'
matches "$said" '^Subject: \[backport\] .*: [0-9]+ changes since run 1, now' 'the subject sums up'
matches "$said" '^Date: [A-Z][a-z]{2}, [0-9]+ [A-Z][a-z]{2} 20[0-9]{2} [0-9:]{8} \+0000$' 'it is dated'
matches "$said" '^Message-ID: <backport-run-1-[0-9a-f]{32}@example.org>$' 'and has an id'
matches "$said" '^v1: verdict: proved -> unproved$' 'it says what changed'
matches "$said" '^https://ci.example.org/out/report.html$' 'and where the page is'
status 0 'when nothing changed' "$BACKPORT" report --since 2 --format=mail --to list@example.org v1
is "$said" 'backport: nothing changed since run 2: no mail' 'there is no mail'
cp backport.conf "$tmp/conf"
printf '[mail]\n\tfrom = Farm <farm@example.org>\n\tto = list@example.org\n\tto = two@example.org\n' >>backport.conf
PATH=$tmp/bin:$PATH status 0 'it is sent' "$BACKPORT" report --since 1 --format=mail --send v1
is "$(cat "$tmp/args")" '-t -i' 'by sendmail, to whom the mail names'
is "$(sed -n '1,3p' "$tmp/sent" | tr -d '\t')" 'From: Farm <farm@example.org>
To: list@example.org,
two@example.org' 'as configured'
rm "$tmp/sent"
# By git send-email, to which the user's configuration says all kinds of things that are for patches
if git send-email --dump-aliases </dev/null >/dev/null 2>&1; then
	printf '#!/bin/sh\necho "$@" >%s\ncat >%s\n[ ! -e %s ] || { echo "no route" >&2; exit 75; }\n' \
		"$tmp/args" "$tmp/sent" "$tmp/down" >"$tmp/smtp"
	chmod +x "$tmp/smtp"
	cp "$HOME/.gitconfig" "$tmp/gitconfig" 2>/dev/null || :
	sed -i 's/from = Farm/from = Ä. Farm/' backport.conf
	for key in to cc bcc; do
		git config --global "sendemail.$key" "$key-patches@example.org"
	done
	git config --global sendemail.from other@example.org
	git config --global sendemail.toCmd 'echo cmd@example.org'
	git config --global sendemail.ccCmd 'echo cmd@example.org'
	git config --global sendemail.annotate true
	git config --global sendemail.confirm always
	for by in smtpServer sendmailCmd; do
		git config --global "sendemail.$by" "$tmp/smtp"
		rm -f "$tmp/sent"
		EDITOR=false PATH=$tmp/bin:$PATH status 0 "by git send-email, $by" "$BACKPORT" report --since 1 --format=mail --send v1
		is "$(cat "$tmp/args")" '-i list@example.org two@example.org' 'to whom the mail names'
		is "$(sed -n '1,/^Subject/p' "$tmp/sent" | tr -d '\t')" 'From: =?UTF-8?q?=C3=84=2E=20Farm?= <farm@example.org>
To: list@example.org,
two@example.org
Subject: [backport] five: 2 changes since run 1, now 1 unproved' 'from whom it is'
		# Its headers are git's; nothing is added to the body.
		for mail in "$tmp/sent" out/changes.eml; do
			sed '1,/^$/d; /^ *$/d' "$mail" >"$mail.body"
		done
		holds 'and what it says' cmp "$tmp/sent.body" out/changes.eml.body
		matches "$(cat "$tmp/sent")" '^Message-I[Dd]: <backport-run-1-[0-9a-f]{32}@example.org>$' 'with its id'
		touch "$tmp/down"
		status 128 'which fails' "$BACKPORT" report --since 1 --format=mail --send v1
		matches "$said" 'out/changes.eml: cannot be sent: .*no route' 'is said, with what it said'
		rm "$tmp/down" out/changes.eml.body
		git config --global --unset "sendemail.$by"
	done
	rm -f "$HOME/.gitconfig"
	[ ! -e "$tmp/gitconfig" ] || cp "$tmp/gitconfig" "$HOME/.gitconfig"
	sed -i 's/from = Ä. Farm/from = Farm/' backport.conf
	rm "$tmp/sent"
else
	skip 'mail by git send-email: no git-email'
fi
PATH=$tmp/bin:$PATH status 0 'nothing to send' "$BACKPORT" report --since 2 --format=mail --send v1
holds 'sends nothing' test ! -e "$tmp/sent"
touch "$tmp/down"
PATH=$tmp/bin:$PATH status 128 'sendmail that fails' "$BACKPORT" report --since 1 --format=mail --send v1
matches "$said" 'out/changes.eml: cannot be sent: no route' 'is said, with what it said'
sed -i 's/to = two@example.org/to = two/' backport.conf
status 128 'an address that is none' "$BACKPORT" report --since 1 --format=mail v1
matches "$said" "mail.to is 'two', wanted a mail address" 'is named'
cp "$tmp/conf" backport.conf
status 129 'a mail of all' "$BACKPORT" report --format=mail
status 129 'another format to send' "$BACKPORT" report --since 1 --send
status 0 'since a date to come' "$BACKPORT" report --since 2999-01-01 v1
matches "$said" '^since run 2' 'is the last run'
status 0 'since now, in words' "$BACKPORT" report --since=now v1
matches "$said" '^since run 2' 'is the last run'
status 125 'since yesterday, before the first run' "$BACKPORT" report --since yesterday
status 129 'since what is no time' "$BACKPORT" report --since soon
matches "$said" "'soon': wanted a run's number, a date" 'is refused'
status 125 'since long ago' "$BACKPORT" report --since 1999-12-31
matches "$said" "no run '1999-12-31' in the history" 'is none'

# A page over several projects, from outside of any
mkdir -p "$tmp/farm/good/out" "$tmp/farm/bad/out" "$tmp/farm/torn/out" "$tmp/farm/empty" "$tmp/farm/.hidden/out"
printf '{"written": "2026-11-01T00:00:00Z", "branches": [{"branch": "v4.9", "base": "v4.9.1", "verdict": "proved", "reason": ""}]}' \
	>"$tmp/farm/good/out/matrix.json"
cp "$tmp/farm/good/out/matrix.json" "$tmp/farm/.hidden/out"
touch "$tmp/farm/good/out/report.html" "$tmp/farm/bad/out/report.html"
printf '{"written": "2026-11-02T00:00:00Z", "branches": [{"branch": "v6.1@x", "base": "<b>", "verdict": "broken", "reason": "no <reason>"},
{"branch": "v6.2", "base": "v6.2", "verdict": null, "reason": "stale"}]}' >"$tmp/farm/bad/out/matrix.json"
echo '{' >"$tmp/farm/torn/out/matrix.json"
lines_of() { # FILE: what its rows say
	sed -n '/<tbody>/,/<\/tbody>/s/<[^>]*>/ /gp' "$1" | sed 's/  */ /g; s/^ //; s/ $//; /^$/d'
}
cd "$tmp/farm"
status 0 'an index' "$BACKPORT" report --index -o "$tmp/farm/index.html" . empty
is "$(lines_of index.html)" 'bad v6.1@x broken &lt;b&gt; 2026-11-02T00:00:00Z
no &lt;reason&gt;
bad v6.2 no verdict v6.2 2026-11-02T00:00:00Z
stale
torn - no verdict
./torn/out/matrix.json: is no JSON
empty - no verdict
nothing was published here: backport report --publish leaves matrix.json
good v4.9 proved v4.9.1 2026-11-01T00:00:00Z' 'has a line per branch, the worst first'
is "$(sed -n 's/.*href="\([^"d][^"]*\)".*/\1/p' index.html | tr '\n' ' ')" \
	'bad/out/report.html#v6.1_x bad/out/report.html#v6.2 good/out/report.html#v4.9 ' 'that links its page'
matches "$(cat index.html)" '<p class="sum">1 proved, 1 broken, 3 without a verdict</p>' 'and the sum'
is "$(grep -c '<script' index.html || :)" 0 'it needs no script'
status 0 'of results alone, elsewhere' "$BACKPORT" report --index -o "$tmp/index.html" good/out
matches "$(cat "$tmp/index.html")" 'href="farm/good/out/report.html#v4.9"' 'links are from where the page is'
status 0 'of a folder by two ways' "$BACKPORT" report --index -o "$tmp/index.html" good/out . good
is "$(grep -c 'id="matrix"' "$tmp/index.html"; grep -o 'v4.9</a>' "$tmp/index.html" | wc -l)" '1
1' 'it is there once'
status 0 'of what is no folder' "$BACKPORT" report --index -o "$tmp/index.html" good/out/matrix.json nowhere
matches "$(lines_of "$tmp/index.html")" '^good/out/matrix.json: cannot read the folder: Not a directory$' 'says why it cannot be read'
matches "$(lines_of "$tmp/index.html")" '^there is no such folder$' 'and what is not there'
status 129 'an index of nothing' "$BACKPORT" report --index
status 129 'an index in another form' "$BACKPORT" report --index --format=json good
status 128 'but without it a project is wanted' "$BACKPORT" report
cd "$tmp/five"

# A branch of several fixes: a row each, in the history too, and the staircase
cd "$tmp/steps"
status 0 'one fix' "$BACKPORT" report --fix ownership
matches "$said" '^v1 ownership .* proved$' 'is shown'
is "$(printf '%s\n' "$said" | grep -c '^v' || :)" 2 'alone, on each branch'
status 1 'another' "$BACKPORT" report --fix rtnl-default
matches "$said" '^1 proved, 1 unproved$' 'is counted alone'
status 128 'a fix that is none' "$BACKPORT" report --fix nothing
matches "$said" "no branch has a fix 'nothing'" 'is named'
status 129 'one fix is not published' "$BACKPORT" report --fix ownership --publish
status 1 'a line per row' "$BACKPORT" --json report v2
matches "$said" '"branch":"v2".*"fix":"rtnl-default","verdict":"unproved".*"boot.step2":"FAIL"' 'has the steps as its fix sees them'
is "$(printf '%s\n' "$said" | wc -l)" 3 'of each fix'
"$BACKPORT" report --publish >"$tmp/got" || :
sed -i 's/"verdict": "unproved"/"verdict": "proved"/' out/v2/verdict.json
"$BACKPORT" report --publish >"$tmp/got" || :
status 0 'history of fixes' "$BACKPORT" report --history
matches "$said" '^ run  ended .* v1 ownership .* v2 rtnl-default' 'has a column for each'
matches "$said" '^v2 rtnl-default: verdict: unproved -> proved$' 'and says which changed'
is "$(printf '%s\n' "$said" | grep -c -- '->' || :)" 1 'no other'
cp backport.conf "$tmp/steps.conf"
sed -i '/fix = rtnl-default/d' backport.conf
sed -i '/^\[branch "v1"\]/,/^\[/{/^\[branch "v1"\]/d;/^\[/!d}' backport.conf
status 0 'the history, when fixes and branches are gone' "$BACKPORT" report --history
matches "$said" '^v1: is gone from backport.conf$' 'says which branch'
matches "$said" "^v2: its fix 'rtnl-default' is gone from backport.conf\$" 'and which fix'
is "$(printf '%s\n' "$said" | grep -c 'is gone' || :)" 2 'each once'
status 0 'what changed since' "$BACKPORT" report --since 1
matches "$said" '^v1: is gone from backport.conf$' 'says it, too'
status 0 'of one branch' "$BACKPORT" report --since 1 v2
matches "$said" "^v2: its fix 'rtnl-default' is gone" 'what is gone of it'
is "$(printf '%s\n' "$said" | grep -c '^v1' || :)" 0 'alone'
cp "$tmp/steps.conf" backport.conf
"$BACKPORT" report --format=html -o out/report.html || :
is "$(grep -c '<table class="stairs">' out/report.html || :)" 2 'a staircase per branch'
is "$(grep -o '<td class="[pf][^"]*"><a href' out/report.html | wc -l)" 24 'with a cell per fix and step'
is "$(grep -o '<td class="p own"' out/report.html | wc -l)$(grep -o '<td class="f x own"' out/report.html | wc -l)" 51 "and each fix's own"
is "$(grep -o '>F!</a>' out/report.html | wc -l)" 1 'what is not as wanted has a mark'
gone=$(grep -o '<td class="[pf][^"]*"><a href="[^"]*' out/report.html | sed 's/.*href="//' | sort -u | while read -r log; do
	[ -s "out/$log" ] || echo "$log"
done)
is "$gone" '' "each cell's console is there"
matches "$(cat out/report.html)" '<a class="mono" href="https://git.kernel.org/torvalds/c/[0-9a-f]{40}">[0-9a-f]{12}</a>' "upstream's ids are links"
cd "$tmp/five"

mkdir -p "$tmp/other/out"
cp -r "$here/five/backport.conf" "$tmp/other"
status 125 'another project' "$BACKPORT" -C "$tmp/other" report --history
target=$(sed -n 's/^\[target "\(.*\)"\]$/\1/p' "$tmp/other/backport.conf" | head -1)
sed "s/^\ttarget = $target$/&\n\ttarget = u/" backport.conf >"$tmp/other/backport.conf"
sed -n "/^\[target \"$target\"\]/,/^\[mode/{/^\[mode/d; p}" backport.conf | sed "s/\"$target\"/\"u\"/" >>"$tmp/other/backport.conf"
status 125 'two targets' "$BACKPORT" -C "$tmp/other" report --publish v1
status 0 'by the name of both' "$BACKPORT" -C "$tmp/other" report --history
matches "$said" "^ run  ended .* v1@$target +v1@u$" 'are both remembered'
echo 'no database' >"$tmp/cache/history.db"
status 128 'a history that is none' "$BACKPORT" report --history
matches "$said" 'history.db: cannot .*not a database' 'is named'
status 129 'a number that is none' "$BACKPORT" report --history=x
status 129 'both at once' "$BACKPORT" report --history=1 --since 1

# A result that goes while it is looked for is one that is not there
for words in report 'watch --once'; do
	wrong=''
	for at in $(seq 180); do
		# shellcheck disable=SC2086 # its words
		said=$(INJECT_AT=$at INJECT_ERROR=ENOENT injected "$BACKPORT" $words 2>&1 >/dev/null) || :
		case $said in *'.json: cannot open'*) wrong="$wrong $at: $said" ;; esac
	done
	is "$wrong" '' "$words: a result that goes meanwhile"
done

done_testing
