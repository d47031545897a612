import { gzipSync } from 'node:zlib';
import { tarOf, zipOf } from './archives';
import { json, lines, pretty, type WildShape } from './shape';

const LOG_FILE =
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html';
const JQ = 'https://jqlang.org/manual/';
const POWERSHELL =
  'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding';

const logFile = (records: readonly unknown[]) => json({ Records: records });
const logFiles = (records: readonly unknown[]) => records.map((record) => logFile([record]));

/** Log files, and what people do with them: `jq`, `cat`, editors, compressors and archives. */
export const FILES: readonly WildShape[] = [
  { name: 'log-file.json.gz', source: LOG_FILE, write: (records) => gzipSync(logFile(records)) },
  { name: 'log-file.json', source: LOG_FILE, write: logFile },
  { name: 'log-file-pretty.json', source: JQ, write: (records) => pretty({ Records: records }) },
  { name: 'jq-c-records.jsonl', source: JQ, write: lines },
  {
    name: 'jq-records-pretty.json',
    source: `${JQ} (jq '.Records[]')`,
    write: (records) => records.map(pretty).join(''),
  },
  { name: 'array.json', source: `${JQ} (jq '.Records')`, write: pretty },
  {
    name: 'jq-slurp.json',
    source: `${JQ} (jq -s . *.json)`,
    write: (records) => pretty(records.map((record) => ({ Records: [record] }))),
  },
  {
    name: 'jq-slurp-records.json',
    source: `${JQ} (jq -s 'map(.Records)' *.json)`,
    write: (records) => pretty(records.map((record) => [record])),
  },
  {
    name: 'jq-tojson.jsonl',
    source: `${JQ} (jq -c '.Records[] | tojson')`,
    write: (records) => lines(records.map(json)),
  },
  {
    name: 'cat-log-files.json',
    source: 'cat of log files that were decompressed; they end without a line end',
    write: (records) => logFiles(records).join(''),
  },
  {
    name: 'cat-log-files.json.gz',
    source: 'cat *.json.gz; https://www.rfc-editor.org/rfc/rfc1952 section 2.2',
    write: (records) => Buffer.concat(logFiles(records).map((text) => gzipSync(text))),
  },
  {
    name: 'gzip-in-gzip.json.gz',
    source: 'gzip of a log file with Content-Encoding: gzip',
    write: (records) => gzipSync(gzipSync(logFile(records))),
  },
  {
    name: 'log-files.zip',
    source: 'https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT',
    write: (records) =>
      zipOf(logFiles(records).map((text, at) => [`AWSLogs/${at}.json.gz`, gzipSync(text)])),
  },
  {
    name: 'log-files-plain.zip',
    source: 'https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT',
    write: (records) =>
      zipOf(logFiles(records).map((text, at) => [`AWSLogs/${at}.json`, Buffer.from(text)])),
  },
  {
    name: 'log-files.tar',
    source: 'https://www.gnu.org/software/tar/manual/html_node/Standard.html',
    write: (records) =>
      tarOf(logFiles(records).map((text, at) => [`AWSLogs/${at}.json.gz`, gzipSync(text)])),
  },
  {
    name: 'log-files.tar.gz',
    source: 'https://www.gnu.org/software/tar/manual/html_node/Standard.html',
    write: async (records) =>
      gzipSync(
        await tarOf(logFiles(records).map((text, at) => [`AWSLogs/${at}.json.gz`, gzipSync(text)])),
      ),
  },
  {
    name: 'utf-16-le.json',
    source: `${POWERSHELL} (> in Windows PowerShell)`,
    write: (records) =>
      Buffer.from(`\uFEFF${pretty({ Records: records }).replaceAll('\n', '\r\n')}`, 'utf16le'),
  },
  {
    name: 'utf-16-be.jsonl',
    source: `${POWERSHELL} (-Encoding BigEndianUnicode)`,
    write: (records) => Buffer.from(`\uFEFF${lines(records)}`, 'utf16le').swap16(),
  },
  {
    name: 'utf-8-bom.json',
    source: `${POWERSHELL} (-Encoding utf8BOM)`,
    write: (records) => `\uFEFF${logFile(records)}`,
  },
  {
    name: 'json-lines-crlf.json',
    source: 'JSON lines written on Windows, https://jsonlines.org',
    write: (records) => lines(records).replaceAll('\n', '\r\n'),
  },
  {
    name: 'python-repr.txt',
    source: 'https://docs.python.org/3/library/functions.html#repr (print(response) of boto3)',
    write: (records) => `${records.map(pythonRepr).join('\n')}\n`,
  },
];

/** A value as Python prints it: single quotes, `None`, `True`. */
export function pythonRepr(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `'${name}': ${pythonRepr(member)}`);
  return `{${members.join(', ')}}`;
}
