"""Starts MiniStack in the foreground, as its command does, with what it lacks:

- `cdk destroy` deletes a stack by its id. MiniStack does nothing when it is given an id, and says that all went well.
- CloudFormation creates alarms with metric math. Here, they watch the last metric of the expression.
- CloudFormation creates composite alarms. Here, they have a name and an ARN, and never fire.

MiniStack is configured by environment variables; see ../settings.ts.
"""

from ministack.app import main
from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation.handlers import _ACTION_HANDLERS
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

delete_stack = _ACTION_HANDLERS["DeleteStack"]


def delete_stack_by_name_or_id(params):
    [stack] = params["StackName"]
    name = stack.split("/")[1] if stack.startswith("arn:") else stack
    return delete_stack({**params, "StackName": [name]})


alarm_handlers = _RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"]


def create_alarm(logical_id, props, stack_name):
    stats = [query["MetricStat"] for query in props.get("Metrics", []) if "MetricStat" in query]
    if stats:
        metric = {**stats[-1]["Metric"], "Period": stats[-1]["Period"], "Statistic": stats[-1]["Stat"]}
        props = {**{name: value for name, value in props.items() if name != "Metrics"}, **metric}
    return alarm_handlers["create"](logical_id, props, stack_name)


def create_composite_alarm(logical_id, props, stack_name):
    name = f"{stack_name}-{logical_id}"
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


_ACTION_HANDLERS["DeleteStack"] = delete_stack_by_name_or_id
_RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"] = {**alarm_handlers, "create": create_alarm}
_RESOURCE_HANDLERS["AWS::CloudWatch::CompositeAlarm"] = {
    "create": create_composite_alarm,
    "delete": lambda physical_id, props: None,
}
main()
