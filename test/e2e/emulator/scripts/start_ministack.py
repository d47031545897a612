"""Starts MiniStack in the foreground, as its command does, but for one thing that `cdk destroy` needs: a stack is
deleted by its id as well as by its name. MiniStack does nothing when it is given an id, and says that all went well.

MiniStack is configured by environment variables; see ../settings.ts.
"""

from ministack.app import main
from ministack.services.cloudformation.handlers import _ACTION_HANDLERS

delete_stack = _ACTION_HANDLERS["DeleteStack"]


def delete_stack_by_name_or_id(params):
    [stack] = params["StackName"]
    name = stack.split("/")[1] if stack.startswith("arn:") else stack
    return delete_stack({**params, "StackName": [name]})


_ACTION_HANDLERS["DeleteStack"] = delete_stack_by_name_or_id
main()
