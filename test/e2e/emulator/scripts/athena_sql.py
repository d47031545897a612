"""What Athena does and MiniStack does not, so that a query runs as the SQL of Athena on a table of nested columns:

- MiniStack hands the SQL to DuckDB as it is. Here, sqlglot translates it.
- MiniStack lets DuckDB guess the types of JSON. Here, they are those of the table.
- GetTableMetadata shows where a table is and in what format.
- The result is at the place that GetQueryExecution names, and the scanned bytes are those of the objects.
"""

import os
import re

import sqlglot
from sqlglot import exp

from ministack.services import athena

run_duckdb = athena._run_duckdb
table_relation = athena._table_relation
table_metadata = athena._glue_table_to_metadata
save_results = athena._save_query_results
materialize_files = athena._materialize_table_files
scanned = {}


def in_duckdb(query):
    tree = sqlglot.parse_one(query, read="athena")
    for cast in list(tree.find_all(exp.Cast)):
        # DuckDB reads a text that is cast to JSON as JSON. Athena makes it a JSON string.
        if cast.to.is_type("json"):
            cast.replace(exp.Anonymous(this="to_json", expressions=[cast.this]))
    return tree.sql(dialect="duckdb")


async def run_translated(query, database, catalog=None):
    return await run_duckdb(in_duckdb(query), database, catalog)


def duckdb_type(hive):
    hive = re.sub(r"array<(\w+)>", r"\1[]", hive)
    hive = re.sub(r"(\w+):", r'"\1" ', hive)
    return hive.replace("struct<", "STRUCT(").replace("map<", "MAP(").replace(">", ")").replace("string", "VARCHAR")


def typed_relation(table, files):
    relation = table_relation(table, files)
    columns = table["StorageDescriptor"]["Columns"]
    types = ", ".join(f"'{column['Name']}': '{duckdb_type(column['Type'])}'" for column in columns)
    guessed = "read_json_auto("
    if not relation.startswith(guessed):
        return relation
    return f"read_json({relation[len(guessed):-1]}, columns = {{{types}}})"


def metadata_with_place(table):
    storage = table["StorageDescriptor"]
    shown = table_metadata(table)
    place = {"location": storage.get("Location", ""), "inputformat": storage.get("InputFormat", "")}
    return {**shown, "Parameters": {**shown["Parameters"], **place}}


def counted_files(location, workdirs):
    files = materialize_files(location, workdirs)
    scanned["bytes"] = sum(os.path.getsize(file) for file in files)
    return files


async def save_in_place(query_id):
    execution = athena._executions[query_id]
    execution["Statistics"]["DataScannedInBytes"] = scanned.get("bytes", 0)
    location = execution["ResultConfiguration"]
    named = location["OutputLocation"]
    # MiniStack takes the place of the result for a folder.
    location["OutputLocation"] = named.rpartition("/")[0]
    try:
        await save_results(query_id)
    finally:
        location["OutputLocation"] = named


def install():
    athena._run_duckdb = run_translated
    athena._table_relation = typed_relation
    athena._glue_table_to_metadata = metadata_with_place
    athena._materialize_table_files = counted_files
    athena._save_query_results = save_in_place
