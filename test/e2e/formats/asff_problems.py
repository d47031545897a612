"""
Holds findings, a JSON list in the file of argument 1, against the model of BatchImportFindings in botocore.
Prints a JSON list of problems. botocore checks names, types, required members and numbers; the rest is below.
"""

import json
import re
import sys

import botocore.session
from botocore.validate import ParamValidator

service = botocore.session.get_session().get_service_model("securityhub")
request = service.operation_model("BatchImportFindings").input_shape


def constraints(value, shape, path):
    """Patterns, enumerations and lengths of lists, which botocore leaves to the service."""
    if shape.type_name == "structure":
        for name, member in value.items():
            yield from constraints(member, shape.members[name], f"{path}.{name}")
    elif shape.type_name == "list":
        most = shape.metadata.get("max")
        if most is not None and len(value) > most:
            yield f"{path}: {len(value)} entries, at most {most}"
        for index, member in enumerate(value):
            yield from constraints(member, shape.member, f"{path}[{index}]")
    elif shape.type_name == "map":
        for name, member in value.items():
            yield from constraints(name, shape.key, f"{path}.{name} (its name)")
            yield from constraints(member, shape.value, f"{path}.{name}")
    elif shape.type_name == "string":
        pattern = shape.metadata.get("pattern")
        if pattern is not None and re.fullmatch(pattern, value) is None:
            yield f"{path}: {value!r} does not match {pattern}"
        if shape.enum and value not in shape.enum:
            yield f"{path}: {value!r} is none of {shape.enum}"


with open(sys.argv[1], encoding="utf-8") as file:
    findings = json.load(file)
problems = []
for index, finding in enumerate(findings):
    parameters = {"Findings": [finding]}
    report = ParamValidator().validate(parameters, request)
    if report.has_errors():
        problems.append(f"finding {index}: {report.generate_report()}")
    else:
        problems += constraints(parameters, request, f"finding {index}")
json.dump(problems, sys.stdout)
