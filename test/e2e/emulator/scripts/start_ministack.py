"""Starts MiniStack in the foreground, as its command does, with ten things that AWS does and MiniStack does not:

- AWS itself puts events whose source begins with `aws.`, which MiniStack, like AWS, refuses from anyone else. Entries
  with the trace header of CARRIER pass: they carry what CloudTrail and CloudWatch would have put.
- A rule in the state for read-only events runs. MiniStack runs rules in the state ENABLED only.
- Lambda tries an event of EventBridge three times, and then sends it to the destination for failures. MiniStack does
  this for other sources only.
- Lambda keeps events of EventBridge until it can invoke the function. MiniStack starts a process for each at once; here,
  eight run at a time.
- Lambda names the error that a function threw, as in `ResourceNotFoundException: …`. MiniStack names all of them alike.
- CloudFormation creates alarms with metric math. Here, they watch the last metric of the expression.
- CloudFormation creates composite alarms. Here, they have a name and an ARN, and never fire.
- CloudTrail names a call after its action. MiniStack names the calls of EC2 after the HTTP method (`POST.ec2`).
- S3 gives nobody an object whose bucket has a policy that denies something. MiniStack checks no policy.
- Athena runs SQL; see athena_sql.py.

MiniStack is configured by environment variables; see ../settings.ts.
"""

import json
import re
import threading

import athena_sql
from ministack.app import main
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudtrail, eventbridge, lambda_svc, s3
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

# As in ../event-carrier.ts.
CARRIER = "regionsweep-e2e"
SEES_READ_ONLY_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
SLOTS = threading.BoundedSemaphore(8)

put_events = eventbridge._put_events
dispatch_event = eventbridge._dispatch_event
execute_function = lambda_svc._execute_function_warm
record_event = cloudtrail.record_event
get_object = s3._get_object
alarm_handlers = _RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"]


def put_events_of_aws(data, allow_aws_source=False):
    entries = data.get("Entries", [])
    carried = bool(entries) and all(entry.get("TraceHeader") == CARRIER for entry in entries)
    return put_events(data, allow_aws_source or carried)


def dispatch_to_all_rules(event, view=None):
    lifted = [rule for rule in eventbridge._rules.values() if rule.get("State") == SEES_READ_ONLY_EVENTS]
    for rule in lifted:
        rule["State"] = "ENABLED"
    try:
        dispatch_event(event, view)
    finally:
        for rule in lifted:
            rule["State"] = SEES_READ_ONLY_EVENTS


def invoke_asynchronously(arn, payload):
    func, config, _name = lambda_svc._get_func_record_for_ref(arn)
    record = lambda_svc._execution_record_for_config(func, config)
    lambda_svc.invoke_async_with_retry(record, json.loads(payload))


def execute_function_naming_errors(func, event, request_id):
    with SLOTS:
        result = execute_function(func, event, request_id)
    body = result.get("body")
    if result.get("error") and isinstance(body, dict) and body.get("errorType") == "Runtime.HandlerError":
        # The log ends with the stack of the error, which begins with its name.
        named = re.findall(rf"^(\w+): {re.escape(body['errorMessage'])}", result.get("log", ""), re.MULTILINE)
        body["errorType"] = named[-1] if named else body["errorType"]
    return result


def without_math(props):
    stats = [query["MetricStat"] for query in props.get("Metrics", []) if "MetricStat" in query]
    if not stats:
        return props
    metric = {**stats[-1]["Metric"], "Period": stats[-1]["Period"], "Statistic": stats[-1]["Stat"]}
    return {**{name: value for name, value in props.items() if name != "Metrics"}, **metric}


def create_alarm(logical_id, props, stack_name):
    return alarm_handlers["create"](logical_id, without_math(props), stack_name)


def update_alarm(physical_id, old_props, new_props, *rest):
    return alarm_handlers["update"](physical_id, without_math(old_props), without_math(new_props), *rest)


def create_composite_alarm(logical_id, props, stack_name):
    name = f"{stack_name}-{logical_id}"
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


def get_object_unless_denied(bucket, key, headers, query_params=None):
    policy = json.loads(s3._bucket_policies.get(bucket) or "{}")
    if any(statement["Effect"] == "Deny" for statement in policy.get("Statement", [])):
        return s3._error("AccessDenied", "Access Denied", 403, f"/{bucket}/{key}")
    return get_object(bucket, key, headers, query_params)


def record_action(event_name, request_params, **others):
    if "Action" in request_params:
        event_name = request_params["Action"]
        request_params = {
            name: value for name, value in request_params.items() if name not in ("Action", "Version")
        }
    record_event(event_name=event_name, request_params=request_params, **others)


cloudtrail.record_event = record_action
s3._get_object = get_object_unless_denied
eventbridge._put_events = put_events_of_aws
eventbridge._dispatch_event = dispatch_to_all_rules
lambda_svc._execute_function_warm = execute_function_naming_errors
eventbridge._dispatch_to_lambda = invoke_asynchronously
_RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"] = {**alarm_handlers, "create": create_alarm, "update": update_alarm}
_RESOURCE_HANDLERS["AWS::CloudWatch::CompositeAlarm"] = {
    "create": create_composite_alarm,
    "delete": lambda physical_id, props: None,
}
athena_sql.install()
main()
