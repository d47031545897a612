"""Prints the CloudTrail records of the calls made with an access key, as a JSON list: KEY REGION..."""

import json
import sys

import boto3

access_key, *regions = sys.argv[1:]
records = []
for region in regions:
    answer = boto3.client("cloudtrail", region_name=region).lookup_events(
        LookupAttributes=[{"AttributeKey": "AccessKeyId", "AttributeValue": access_key}]
    )
    records += [json.loads(event["CloudTrailEvent"]) for event in answer["Events"]]
print(json.dumps(records))
