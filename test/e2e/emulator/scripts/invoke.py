"""Invokes a function and waits for its answer: ARN. Fails when the function does."""

import sys

import boto3

[arn] = sys.argv[1:]
answer = boto3.client("lambda", region_name=arn.split(":")[3]).invoke(FunctionName=arn)
if "FunctionError" in answer:
    sys.exit(f"{arn} failed: {answer['Payload'].read().decode()}")
