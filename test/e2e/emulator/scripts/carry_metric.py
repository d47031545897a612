"""Carries a metric from the log of the detector to CloudWatch, as AWS does by itself: REGION LOG_GROUP NAME.

CloudWatch reads metrics out of log lines in the embedded metric format. Each run carries the lines since the last one.
"""

import json
import pathlib
import sys
import tempfile

import boto3

region, group, name = sys.argv[1:]
done = pathlib.Path(tempfile.gettempdir()) / f"carried-{name}"
since = int(done.read_text()) if done.exists() else 0
pages = boto3.client("logs", region_name=region).get_paginator("filter_log_events")
events = [event for page in pages.paginate(logGroupName=group) for event in page["events"]]
cloudwatch = boto3.client("cloudwatch", region_name=region)
for event in events[since:]:
    try:
        line = json.loads(event["message"])
    except ValueError:
        continue
    for directive in line.get("_aws", {}).get("CloudWatchMetrics", []):
        if name not in [metric["Name"] for metric in directive["Metrics"]]:
            continue
        values = line[name] if isinstance(line[name], list) else [line[name]]
        for names in directive["Dimensions"]:
            dimensions = [{"Name": one, "Value": line[one]} for one in names]
            cloudwatch.put_metric_data(
                Namespace=directive["Namespace"],
                MetricData=[{"MetricName": name, "Dimensions": dimensions, "Value": sum(values)}],
            )
done.write_text(str(len(events)))
