"""Prints the messages in a log group, as a JSON list: REGION LOG_GROUP."""

import json
import sys

import boto3

region, group = sys.argv[1:]
pages = boto3.client("logs", region_name=region).get_paginator("filter_log_events")
events = [event for page in pages.paginate(logGroupName=group) for event in page["events"]]
print(json.dumps([event["message"] for event in events]))
