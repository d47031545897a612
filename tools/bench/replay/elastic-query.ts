import { runElasticQuery, type TrailLayout } from '../../../test/reference/elastic-query';

/** Runs the Elastic query over the log files of a glob as a separate process. The second argument is the layout. */
void runElasticQuery(process.argv[2] ?? '', process.argv[3] as TrailLayout).then((rows) => {
  process.stdout.write(`${JSON.stringify(rows)}\n`);
});
