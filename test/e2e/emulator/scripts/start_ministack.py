"""Starts MiniStack in the foreground, as its command does, with two things that AWS does and MiniStack does not:

- AWS itself puts events whose source begins with `aws.`, which MiniStack, like AWS, refuses from anyone else. Entries
  with the trace header of CARRIER pass: they carry what CloudTrail and CloudWatch would have put.
- A rule in the state for read-only events runs. MiniStack runs rules in the state ENABLED only.

MiniStack is configured by environment variables; see ../settings.ts.
"""

from ministack.app import main
from ministack.services import eventbridge

# As in ../event-carrier.ts.
CARRIER = "regionsweep-e2e"
SEES_READ_ONLY_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"

put_events = eventbridge._put_events
dispatch_event = eventbridge._dispatch_event


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


eventbridge._put_events = put_events_of_aws
eventbridge._dispatch_event = dispatch_to_all_rules
main()
