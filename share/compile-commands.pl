#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
# Reads what make would run, writes compile_commands.json: each compiler call
# with the one .c file that it names.
use strict;
use warnings;
use Cwd;
use JSON::PP;

my @entries;
while (my $line = <STDIN>) {
	chomp $line;
	next unless $line =~ / -std=c11 /;
	my ($file) = $line =~ m{(?:^|\s)((?:tools|tests|guest)/\S+\.c)(?:\s|$)};
	push @entries, {
		directory => getcwd(), command => $line, file => $file,
	} if $file;
}
print JSON::PP->new->pretty->canonical->encode(\@entries);
