"""Calls DescribeInstances once in each region given, as an inventory tool written with boto3 does."""

import sys

import boto3

for region in sys.argv[1:]:
    boto3.client("ec2", region_name=region).describe_instances()
