"""Invokes a function and waits for its answer: ARN EVENT. Fails when the function does."""

import sys

import boto3

arn, event = sys.argv[1:]
answer = boto3.client("lambda", region_name=arn.split(":")[3]).invoke(
    FunctionName=arn, Payload=event
)
if "FunctionError" in answer:
    sys.exit(f"{arn} failed: {answer['Payload'].read().decode()}")
