/** What the paths of a history may be, for the help of every command that takes some. */
export const PATH_ARGUMENT =
  'files of any name, folders with .json, .ndjson or .jsonl files, also with .gz, globs, s3://bucket/prefix, or - for standard input';
