"""Lets Schemathesis send lines of JSON: what the document describes is one of them."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return json.dumps(value).encode() + b"\n"
