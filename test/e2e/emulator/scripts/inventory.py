"""Prints what there is in an account, as a sorted JSON list of `region kind name`: REGION..."""

import json
import sys

import boto3

# Kind of thing: service, operation, key of the list in the answer, key of the name (none: the entry itself).
REGIONAL = {
    "stack": ("cloudformation", "describe_stacks", "Stacks", "StackName"),
    "table": ("dynamodb", "list_tables", "TableNames", None),
    "function": ("lambda", "list_functions", "Functions", "FunctionName"),
    "event source mapping": ("lambda", "list_event_source_mappings", "EventSourceMappings", "UUID"),
    "queue": ("sqs", "list_queues", "QueueUrls", None),
    "topic": ("sns", "list_topics", "Topics", "TopicArn"),
    "subscription": ("sns", "list_subscriptions", "Subscriptions", "SubscriptionArn"),
    "log group": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "event bus": ("events", "list_event_buses", "EventBuses", "Name"),
    "alarm": ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "dashboard": ("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
}
GLOBAL = {
    "role": ("iam", "list_roles", "Roles", "RoleName"),
    "bucket": ("s3", "list_buckets", "Buckets", "Name"),
}


def names(region, service, operation, entries, name):
    answer = getattr(SESSION.client(service, region_name=region), operation)()
    return [entry if name is None else entry[name] for entry in answer.get(entries, [])]


def rules(region):
    events = SESSION.client("events", region_name=region)
    buses = [bus["Name"] for bus in events.list_event_buses()["EventBuses"]]
    return [rule["Name"] for bus in buses for rule in events.list_rules(EventBusName=bus)["Rules"]]


SESSION = boto3.Session()
found = [f"global {kind} {name}" for kind, call in GLOBAL.items() for name in names("us-east-1", *call)]
for region in sys.argv[1:]:
    found += [f"{region} {kind} {name}" for kind, call in REGIONAL.items() for name in names(region, *call)]
    found += [f"{region} rule {name}" for name in rules(region)]
print(json.dumps(sorted(found)))
