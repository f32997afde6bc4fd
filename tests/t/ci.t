#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The templates for build servers: they run build-matrix.sh, publish what it leaves, and nothing else.
set -eu
. "$(dirname "$0")/../tap.sh"
ci=$TOP/share/ci

for file in gitlab-ci.yml github-actions.yml Jenkinsfile; do
	is "$(grep -c '\./build-matrix\.sh' "$ci/$file")" 1 "$file runs the matrix once"
	matches "$(cat "$ci/$file")" 'out/' "$file publishes what it leaves"
	matches "$(cat "$ci/$file")" 'BACKPORT_CACHE' "$file keeps the cache"
done
for file in gitlab-ci.yml Jenkinsfile; do
	matches "$(cat "$ci/$file")" 'out/junit\.xml' "$file publishes JUnit"
done
if python3 -c 'import yaml' 2>/dev/null; then
	for file in gitlab-ci.yml github-actions.yml; do
		status 0 "$file is YAML" python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$ci/$file"
	done
else
	skip 'python3-yaml is not installed'
fi
done_testing
