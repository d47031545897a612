"""Prints the CloudTrail records of the calls made with an access key, as a JSON list: KEY REGION...

MiniStack names the calls of EC2 after the HTTP method (`POST.ec2`), and lists the name of the action among the
parameters. They are set right here, as CloudTrail writes them; nothing else is touched.
"""

import json
import sys

import boto3


def as_cloudtrail_writes(record):
    parameters = dict(record["requestParameters"])
    parameters.pop("Version", None)
    name = parameters.pop("Action", record["eventName"])
    return {**record, "eventName": name, "requestParameters": parameters}


access_key, *regions = sys.argv[1:]
records = []
for region in regions:
    answer = boto3.client("cloudtrail", region_name=region).lookup_events(
        LookupAttributes=[{"AttributeKey": "AccessKeyId", "AttributeValue": access_key}]
    )
    records += [json.loads(event["CloudTrailEvent"]) for event in answer["Events"]]
print(json.dumps([as_cloudtrail_writes(record) for record in records]))
