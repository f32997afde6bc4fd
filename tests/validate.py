# SPDX-License-Identifier: GPL-2.0-only
# validate.py SCHEMA FILE: each line of FILE, or all of it, by the schema
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1]))
text = open(sys.argv[2]).read()
jsonschema.Draft202012Validator.check_schema(schema)
try:
    values = [json.loads(text)]
except ValueError:
    values = [json.loads(line) for line in text.splitlines()]
if not values:
    sys.exit('nothing to validate')
for value in values:
    jsonschema.Draft202012Validator(schema).validate(value)
