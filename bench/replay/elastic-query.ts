import { runElasticQuery } from '../../test/reference/elastic-query';

/** Runs the Elastic query over the log files of a glob, as a process of its own. */
void runElasticQuery(process.argv[2] ?? '', 'log-files').then((rows) => {
  process.stdout.write(`${JSON.stringify(rows)}\n`);
});
