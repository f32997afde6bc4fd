#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
# Reads KTAP 1 as strictly as its description allows: a version line, a plan, tests counted from 1, each as often as
# planned, nested ones two columns further in and closed by their parent's line.
use strict;
use warnings;

my @level;	# version seen, {planned, seen, bad}
my $bad = 0;

sub complain {
	print "line $.: $_[0]\n";
	$bad = 1;
}

sub close_level {
	my $l = pop @level;
	defined $l->{planned} or complain("no plan before this line");
	complain("$l->{seen} tests, planned $l->{planned}")
		if defined $l->{planned} && $l->{seen} != $l->{planned};
	return $l;
}

my $top;
while (<>) {
	s/\n\z// or complain("no line end");
	complain("a control character") if /[\x00-\x1f]/;
	my ($indent, $rest) = /^( *)(.*)$/;
	my $depth = length($indent) / 2;
	if ($depth != int $depth) {
		complain("an odd indent");
	} elsif ($rest =~ /^KTAP version (.*)$/) {
		$1 eq '1' or complain("version $1");
		$depth == @level or complain("a new level at $depth in " . @level);
		push @level, { seen => 0, bad => 0 };
	} elsif ($rest =~ /^# Subtest: \S/) {
		$depth == $#level && !defined $level[-1]{planned}
			or complain("# Subtest not at a level's head");
	} elsif ($rest =~ /^1\.\.(\d+)$/) {
		$depth == $#level or complain("a plan at $depth");
		defined $level[-1]{planned} and complain("a second plan");
		$level[-1]{planned} = $1;
	} elsif ($rest =~ /^(ok|not ok) (\d+)(?: ([^#]*?))?(?: # ?(.*))?$/) {
		my ($ok, $nr, $name, $why) = ($1 eq 'ok', $2, $3 // '', $4 // '');
		my $inner;
		$inner = close_level() if $depth == $#level - 1;
		if ($depth != $#level) {
			complain("a test at $depth in " . @level);
			next;
		}
		my $l = $level[-1];
		defined $l->{planned} or complain("a test before its plan");
		++$l->{seen} == $nr or complain("test $nr, wanted $l->{seen}");
		$name =~ /\S/ or complain("a test without a name");
		$ok && $why =~ /^ERROR\b/ and complain("ok and ERROR");
		!$ok && $why =~ /^(SKIP|XFAIL)\b/ and complain("not ok and $1");
		# A parent is not better than what is in it.
		$ok && $inner && $inner->{bad} && $why !~ /^SKIP/
			and complain("ok, though $inner->{bad} of its tests failed");
		$l->{bad}++ unless $ok;
		$top = $l;
	} else {
		complain("not a line of KTAP: $rest");
	}
}
if (@level != 1) {
	complain(@level . " levels at the end");
} else {
	my $l = close_level();
	print "$l->{seen} tests, $l->{bad} failed\n" unless $bad;
}
exit $bad;
