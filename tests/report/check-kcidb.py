#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds a KCIDB submission against its schema, and its ids against each other."""
import json
import os
import sys

import jsonschema

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "kcidb.schema.json"), encoding="utf-8") as f:
    schema = json.load(f)
with open(sys.argv[1], encoding="utf-8") as f:
    report = json.load(f)
bad = [f"{'/'.join(map(str, e.path))}: {e.message}"
       for e in jsonschema.Draft202012Validator(schema).iter_errors(report)]
ids = {}
for kind in ("checkouts", "builds", "tests"):
    names = [o.get("id") for o in report.get(kind, [])]
    ids[kind] = set(names)
    bad += [f"{kind}: {i} is there twice" for i in ids[kind] if names.count(i) > 1]
bad += [f"build {b['id']} is of no checkout" for b in report["builds"]
        if b["checkout_id"] not in ids["checkouts"]]
bad += [f"test {t['id']} is of no build" for t in report["tests"]
        if t["build_id"] not in ids["builds"]]
print("\n".join(bad) or "valid")
sys.exit(bool(bad))
