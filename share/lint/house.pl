#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-only
# Holds the rules of the house (HACKING) over the C sources:
#	house.pl [--counts | --kinds] [DIR]
# Run at the top of the tree. Prints a line per violation below DIR (default:
# all) and fails when there is one. share/lint/left, if it is there, has a KIND and
# a FILE per line: violations that are known, and left out. --counts prints those
# too, and a table per folder; --kinds prints all as such lines.
use strict;
use warnings;
use File::Basename qw(dirname basename);
use File::Find;

my ($max_columns, $max_lines, $max_function) = (80, 450, 80);
my ($max_parameters, $max_sources) = (6, 20);

my $mode = @ARGV && $ARGV[0] =~ /^--/ ? shift : '';
my $below = @ARGV ? shift : '.';
$below =~ s{^\./|/$}{}g;
my (%text, %includes, %found, %total, %left, %printed);

sub complain {
	my ($file, $line, $kind, $said) = @_;

	return unless $below eq '.' || "$file/" =~ m{^\Q$below\E/};
	return if $left{"$kind $file"};
	if ($mode eq '--kinds') {
		print "$kind $file\n" unless $printed{"$kind $file"}++;
	} else {
		print $file, $line ? ":$line" : '', ": $said\n";
	}
	my $folder = -d $file ? $file : dirname($file);
	$found{$folder}{$kind}++;
	$total{$kind}++;
}

sub read_left {
	open my $f, '<', 'share/lint/left' or return;
	while (<$f>) {
		$left{"$1 $2"} = 1 if /^(\w+)\s+(\S+)/;
	}
}

# Golden cases, deeper than tests/unit/FOLDER/, are what they are.
sub gather {
	my @top = grep { -d } qw(tools guest tests/unit tests/fuzz);

	find({ no_chdir => 1, wanted => sub {
		return unless /\.[ch]$/ && -f;
		open my $f, '<:encoding(UTF-8)', $_ or die "lint: $_: $!\n";
		$text{$_} = [<$f>];
	} }, @top) if @top;
	for my $file (keys %text) {
		my $n = 0;
		for (@{$text{$file}}) {
			$n++;
			push @{$includes{$file}}, [$n, $1, $2]
				if /^\s*#\s*include\s*([<"])([^>"]+)/;
		}
	}
}

# The room a file stands in: core/text, cmd/apply; '' for tools/backport.c.
sub room {
	my $room = dirname(shift);

	$room =~ s{^tools/?}{};
	return $room;
}

my (%level, %pure);

sub read_layers {
	my $at = 0;

	open my $f, '<', 'share/lint/layers' or die "lint: share/lint/layers: $!\n";
	while (<$f>) {
		s/#.*//;
		my @words = split or next;
		if ($words[0] eq 'pure') {
			$pure{$words[1]}{$_} = 1 for @words[2 .. $#words];
			next;
		}
		$at++;
		$level{$_} = $at for @words;
	}
}

# Why FROM's file may not include a header of TO; undef when it may.
sub refused {
	my ($from, $to, $header) = @_;

	return if $from eq $to;
	if ($from =~ m{^cmd\b} || $from eq '') {
		return "includes another command's header"
			if $to =~ m{^cmd/} || $to eq 'cmd' && $header ne 'cmd/cmd.h';
		return;
	}
	return "stands in no layer: add $from to share/lint/layers"
		unless $level{$from};
	return "includes $header: only a command knows them"
		if $to =~ /^cmd\b/;
	return "includes $header: $to stands in no layer" unless $level{$to};
	return if $level{$to} < $level{$from};
	return "includes $header: $from stands below $to or beside it";
}

sub check_includes {
	for my $file (sort grep { m{^tools/} } keys %includes) {
		my $from = room($file);
		for (@{$includes{$file}}) {
			my ($line, $mark, $header) = @$_;
			if ($mark eq '<') {
				next if $from !~ m{^core/} || $pure{core}{$header} ||
					grep { "$from/" =~ m{^\Q$_\E/} &&
						$pure{$_}{$header} } keys %pure;
				complain($file, $line, 'include',
					"includes <$header>: not pure");
				next;
			}
			# What the guest and its judge have in common.
			next if $header =~ m{^guest/(seal|plan)\.h$} && $text{$header};
			if (!$text{"tools/$header"}) {
				complain($file, $line, 'include', "includes \"$header\"," .
					' which is not written from tools/');
				next;
			}
			my $why = refused($from, room("tools/$header"), $header);
			complain($file, $line, 'include', $why) if $why;
		}
	}
}

# Without comments and what strings say: the words of the code.
sub code {
	my $text = join '', @{$text{$_[0]}};

	$text =~ s{/\*.*?\*/}{}gs;
	$text =~ s{//[^\n]*}{}g;
	$text =~ s/"(?:[^"\\\n]|\\.)*"/""/g;
	return $text;
}

my (%commands, %defined, %uses);	# by name: the .c; by file: each other's name it uses

# What each .c defines for others: functions, and objects that it fills.
sub read_names {
	my %code = map { $_ => code($_) } grep { /\.c$/ } keys %text;
	my %static;

	for my $file (grep { m{^tools/} } sort keys %code) {
		while ($code{$file} =~ /^([A-Za-z_][^;{}=()\n]*?\b(\w+)\s*\([^;{}]*\))\s*\n\{/gm) {
			my ($head, $name) = ($1, $2);
			if ($head =~ /^static\b/) {
				$static{$file}{$name} = 1;
			} else {
				$defined{$name} = $file;
			}
		}
		while ($code{$file} =~ /^(?!static\b|extern\b|typedef\b)(?:const )?(?:struct |enum )?\w+[\s*]+(?:const )?(\w+)(?:\[\w*\])* =/gm) {
			$defined{$1} = $file;
		}
		$commands{$1} = 1
			while $code{$file} =~ /^const struct cmd (\w+) =/gm;
	}
	for my $file (keys %code) {
		while ($code{$file} =~ /(?<![.>\w])(\w+)\b/g) {
			my $name = $1;
			my $home = $defined{$name} or next;
			# A command's files name it when they print its usage.
			next if $commands{$name};
			$uses{$file}{$name} = 1
				if $home ne $file && !$static{$file}{$name};
		}
	}
}

sub check_static {
	my %used = map { %$_ } values %uses;

	# Called by the system and by libgit2
	$used{$_} = 1 for qw(main mbedtls_x509_crt_parse_file), keys %commands;
	for my $name (sort keys %defined) {
		complain($defined{$name}, 0, 'static', "$name is used by no other " .
			'file: static, or gone') unless $used{$name};
	}
}

# The node of a file: its name without the ending. cmd/NAME/NAME.h is the private
# header of its folder, and a node of its own.
sub node {
	my $file = shift;

	return $file if $file =~ m{^tools/cmd/(\w+)/\1\.h$};
	return $file =~ s/\.[ch]$//r;
}

# A .c and its .h are one node; an edge is an include, or the use of what another
# .c defines. Says of each circle who uses what of whom.
sub check_circles {
	my (%to, %index, %low, %on, @stack, $next);

	for my $file (keys %text) {
		next unless $file =~ m{^tools/};
		my $node = node($file);
		$to{$node} ||= {};
		for (@{$includes{$file}}) {
			my ($line, $mark, $header) = @$_;
			next unless $mark eq '"' && $text{"tools/$header"};
			my $other = node("tools/$header");
			$to{$node}{$other}{''} = 1 if $other ne $node;
		}
		for my $name (keys %{$uses{$file}}) {
			my $other = $defined{$name} =~ s/\.c$//r;
			$to{$node}{$other}{$name} = 1 if $other ne $node;
		}
	}
	my $visit;
	$visit = sub {
		my $v = shift;
		$index{$v} = $low{$v} = ++$next;
		push @stack, $v;
		$on{$v} = 1;
		for my $w (sort keys %{$to{$v}}) {
			if (!$index{$w}) {
				$visit->($w);
				$low{$v} = $low{$w} if $low{$w} < $low{$v};
			} elsif ($on{$w} && $index{$w} < $low{$v}) {
				$low{$v} = $index{$w};
			}
		}
		return if $low{$v} != $index{$v};
		my @set;
		do {
			push @set, pop @stack;
			delete $on{$set[-1]};
		} while ($set[-1] ne $v);
		complain_circle(\%to, sort @set) if @set > 1;
	};
	$index{$_} or $visit->($_) for sort keys %to;
}

sub complain_circle {
	my ($to, @set) = @_;

	for my $v (@set) {
		for my $w (grep { $to->{$v}{$_} } @set) {
			my @names = grep { $_ } sort keys %{$to->{$v}{$w}};
			complain((grep { -f } "$v.c", "$v.h", $v)[0], 0, 'circle',
				'in a circle of ' . @set . ' files, uses ' .
				($w =~ s{^tools/}{}r) . ': ' .
				(join(' ', @names) || 'its header'));
		}
	}
}

# A header that no .c has the name of is its folder's own.
sub check_headers {
	my %users;

	for my $file (keys %includes) {
		push @{$users{"tools/$_->[2]"}}, $file
			for grep { $_->[1] eq '"' } @{$includes{$file}};
	}
	for my $file (sort keys %text) {
		next if $file !~ m{^tools/(.*)/} || $file eq 'tools/cmd/cmd.h';
		my $folder = dirname($file);
		if ($file =~ /^(.*)\.h$/) {
			next if $text{"$1.c"};
			# Inline functions need no .c.
			next if grep { /^static inline / } @{$text{$file}};
			my @far = grep { dirname($_) ne $folder }
				@{$users{$file} || []};
			complain($file, 0, 'header', 'has no .c of its name and is ' .
				"included from outside its folder: $far[0]") if @far;
			complain($file, 0, 'header', 'is included by nobody')
				unless $users{$file};
			next;
		}
		next if $text{$file =~ s/\.c$/.h/r};
		my $own = basename($folder);
		next if grep {
			my $h = "tools/$_->[2]";
			$_->[1] eq '"' && dirname($h) eq $folder && $text{$h} &&
			(!$text{$h =~ s/\.h$/.c/r} || basename($h) eq "$own.h")
		} @{$includes{$file}};
		complain($file, 0, 'header', 'has no header of its name, and ' .
			'includes no private one of its folder');
	}
}

sub columns {
	my $line = shift;

	1 while $line =~ s/\t/' ' x (8 - $-[0] % 8)/e;
	return length $line;
}

# A message is never broken: what is left without the longest must fit.
sub too_long {
	my $line = shift;

	chomp $line;
	return if columns($line) <= $max_columns;
	my ($longest) = sort { length $b <=> length $a }
		$line =~ /"(?:[^"\\]|\\.)*"/g;
	my $rest = defined $longest ? $line =~ s/\Q$longest\E//r : $line;
	return columns($rest) > $max_columns;
}

sub parameters {
	my $head = shift;

	$head =~ s{/\*.*?\*/}{}gs;
	$head =~ s/__attribute__\s*\(\(.*?\)\)//gs;
	my ($list) = $head =~ /\w\s*\((.*)\)/s or return 0;
	1 while $list =~ s/\([^()]*\)//g;	# a function pointer's own
	return scalar grep { !/^\s*(void|\.\.\.)?\s*$/ } split /,/, $list;
}

# Kernel style: a function's braces stand at the beginning of a line.
sub check_functions {
	my $file = shift;
	my $lines = $text{$file};
	my $first;

	for my $n (0 .. $#$lines) {
		my $line = $lines->[$n];
		if ($line =~ /^[A-Za-z_].*\w+\s*\(/) {
			$first = $n;
		} elsif ($line =~ /^\{/ && defined $first) {
			my $end = $n;
			$end++ while $end < $#$lines && $lines->[$end] !~ /^\}/;
			my $head = join '', @$lines[$first .. $n - 1];
			my ($name) = $head =~ /(\w+)\s*\(/;
			my ($size, $nr) = ($end - $first + 1, parameters($head));
			complain($file, $first + 1, 'function',
				"$name() has $size lines, more than $max_function")
				if $size > $max_function;
			complain($file, $first + 1, 'parameters',
				"$name() has $nr parameters, more than $max_parameters")
				if $nr > $max_parameters;
			undef $first;
		} elsif ($line =~ /^[^\s]/ && $line !~ /^[A-Za-z_].*,$/) {
			undef $first;
		}
	}
}

# What goes past say() and notice() may tell a terminal what to do. A child that
# cannot run its program has no more than its stderr's number.
sub check_printing {
	my $file = shift;

	return if $file eq 'tools/sys/os/say.c';
	for my $n (0 .. $#{$text{$file}}) {
		my $line = $text{$file}[$n] =~ s/"(?:[^"\\]|\\.)*"/""/gr;
		complain($file, $n + 1, 'print', "$1() prints past say(), " .
			'notice() and say_bytes() (sys/os/say.h)')
			if $line !~ m{^[\s/]\*} &&
			   $line =~ /\b(v?f?printf|f?puts|f?putc|putchar|fwrite|perror|json_dumpf)\(/;
	}
}

sub check_files {
	my %sources;

	for my $file (sort keys %text) {
		my $lines = $text{$file};
		complain($file, 0, 'file', @$lines . " lines, more than $max_lines: " .
			'two nouns?') if @$lines > $max_lines;
		for my $n (0 .. $#$lines) {
			complain($file, $n + 1, 'columns',
				columns($lines->[$n] =~ s/\n//r) . " columns")
				if too_long($lines->[$n]);
			complain($file, $n + 1, 'memory', "$1() may return NULL: " .
				'xstrdup(), span_copy() or xstrfmt()')
				if $file =~ m{^tools/} && $lines->[$n] !~ m{^[\s/]\*} &&
				   $lines->[$n] =~ /(?<!\w)(strn?dup|asprintf)\(/;
		}
		check_printing($file) if $file =~ m{^tools/(cmd|sys)/};
		check_functions($file) if $file =~ /\.c$/;
		$sources{dirname($file)}++ if $file =~ /\.c$/;
	}
	for (sort keys %sources) {
		complain($_, 0, 'folder', "$sources{$_} sources, more than $max_sources")
			if $sources{$_} > $max_sources;
	}
}

sub print_counts {
	my @kinds = qw(include circle header static folder file function parameters columns);

	printf "%-22s" . '%11s' x @kinds . "\n", 'left', @kinds;
	for my $folder (sort keys %found) {
		printf "%-22s" . '%11s' x @kinds . "\n", $folder,
			map { $found{$folder}{$_} // '-' } @kinds;
	}
	printf "%-22s" . '%11s' x @kinds . "\n", 'all', map { $total{$_} // 0 } @kinds;
}

read_left() unless $mode;
gather();
read_layers();
check_includes();
read_names();
check_circles();
check_static();
check_headers();
check_files();
print_counts() if $mode eq '--counts';
exit(%total ? 1 : 0);
