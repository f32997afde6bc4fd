# SPDX-License-Identifier: GPL-2.0-only
# validate.py SCHEMA FILE [SCHEMA FILE]...: each line of FILE, or all of it, by the schema; a line per pair, which says
# "valid" or why not; status 69 where there is no jsonschema that can tell
import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(69)


def values_of(text):
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]


def why_not(schema, values):
    if not values:
        return 'nothing to validate'
    for value in values:
        for error in Draft202012Validator(schema).iter_errors(value):
            return ' '.join(f'{error.json_path}: {error.message}'.split())
    return 'valid'


for schema, file in zip(sys.argv[1::2], sys.argv[2::2]):
    schema = json.load(open(schema))
    Draft202012Validator.check_schema(schema)
    try:
        print(why_not(schema, values_of(open(file).read())))
    except ValueError as error:
        print(f'{file} is no JSON: {error}')
