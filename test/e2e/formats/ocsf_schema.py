"""Prints the official JSON Schema of the class in argument 2 with the profile `cloud`, of the version in argument 1."""

import json
import sys

from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

schema = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=sys.argv[1]))
json.dump(schema.get_class_schema(class_name=sys.argv[2], profiles=["cloud"]), sys.stdout)
