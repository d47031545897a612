"""Carries the number of messages in a queue from SQS to CloudWatch, as AWS does by itself, and prints the alarms on it
as a JSON list: REGION QUEUE_URL."""

import json
import sys

import boto3

METRIC = {"Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible"}

region, url = sys.argv[1:]
attributes = boto3.client("sqs", region_name=region).get_queue_attributes(
    QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
)["Attributes"]
value = int(attributes["ApproximateNumberOfMessages"])
dimensions = [{"Name": "QueueName", "Value": url.split("/")[-1]}]
cloudwatch = boto3.client("cloudwatch", region_name=region)
cloudwatch.put_metric_data(
    Namespace=METRIC["Namespace"],
    MetricData=[{"MetricName": METRIC["MetricName"], "Dimensions": dimensions, "Value": value}],
)
pages = cloudwatch.get_paginator("describe_alarms").paginate()
alarms = [alarm for page in pages for alarm in page["MetricAlarms"]]
on_queue = [alarm for alarm in alarms if alarm.get("Dimensions") == dimensions and METRIC.items() <= alarm.items()]
print(json.dumps([{"name": alarm["AlarmName"], "state": alarm["StateValue"], "value": value} for alarm in on_queue]))
