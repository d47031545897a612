/** The layers of ARCHITECTURE.md as rules. `npm run arch` checks them. */
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'src/detection imports only itself: no I/O, no SDK, no library.',
      severity: 'error',
      from: { path: '^src/detection/' },
      to: { pathNot: '^src/detection/' },
    },
    {
      name: 'ports-speak-the-domain',
      comment: 'Ports know the types of the core and nothing else.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: '^src/(detection|ports)/' },
    },
    {
      name: 'engine-knows-no-adapter',
      comment:
        'The engine drives ports; which adapter is behind one is decided by a composition root.',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { pathNot: '^src/(detection|ports|engine)/' },
    },
    {
      name: 'redrive-knows-no-adapter',
      severity: 'error',
      from: { path: '^src/redrive/' },
      to: { pathNot: '^src/(detection|ports|redrive)/' },
    },
    {
      name: 'collection-knows-no-adapter',
      comment: 'It reads trail files for the engine. The function opens the S3 bucket.',
      severity: 'error',
      from: { path: '^src/collection/' },
      to: { pathNot: '^src/(collection|detection|engine|ports|trail)/' },
    },
    {
      name: 'incidents-know-no-adapter',
      comment: 'Ledgers in, rows and a draft out. The command line opens the table.',
      severity: 'error',
      from: { path: '^src/incidents/' },
      to: { pathNot: '^src/(incidents|detection|ports|tuning)/' },
    },
    {
      name: 'doctor-is-pure',
      comment: 'Facts in, checks out. The shell looks at AWS.',
      severity: 'error',
      from: { path: '^src/doctor/' },
      to: { pathNot: '^src/(doctor/|detection/|config/deployed-names[.]ts$)' },
    },
    {
      name: 'config-and-renderers-know-the-core-only',
      severity: 'error',
      from: { path: '^src/(config|notification)/' },
      to: { path: '^(src/(adapters|allowlist|engine|ports|trail)|lambda|cli|lib|bin|demo)/' },
    },
    {
      name: 'allowlist-is-pure',
      comment: 'It knows the core and how the configuration words problems. Shells read the file.',
      severity: 'error',
      from: { path: '^src/allowlist/' },
      to: { pathNot: '^src/(allowlist|detection|config)/' },
    },
    {
      name: 'tuning-is-pure',
      comment:
        'Calls and settings in, a report out. The engine is handed in, so that it is the one that is deployed.',
      severity: 'error',
      from: { path: '^src/tuning/' },
      to: { pathNot: '^src/(tuning|allowlist|config|detection)/' },
    },
    {
      name: 'explanations-are-pure',
      severity: 'error',
      from: { path: '^src/explain/' },
      to: { pathNot: '^src/(explain|tuning|detection)/' },
    },
    {
      name: 'reports-are-pure',
      comment:
        'Findings, calls and a tune report in, a model and a page out. The shell writes the file.',
      severity: 'error',
      from: { path: '^src/report/', pathNot: '^src/report/page/' },
      to: { pathNot: '^src/(report/(?!page/)|(notification|tuning|detection)/)' },
    },
    {
      name: 'report-page-draws-the-model',
      comment:
        'It runs in a browser: of ours it knows the model, the names of severities and how times are written.',
      severity: 'error',
      from: { path: '^src/report/page/' },
      to: {
        pathNot:
          '^(src/report/(page/|(model|shown-number)[.]ts$)|src/detection/(rules/rule|time)[.]ts$|node_modules/@observablehq/plot/)',
      },
    },
    {
      name: 'plots-are-drawn-by-the-page',
      severity: 'error',
      from: { pathNot: '^src/report/page/' },
      to: { path: '^(src/report/page/|node_modules/@observablehq/)' },
    },
    {
      name: 'metric-names-know-the-core-only',
      comment:
        'Who writes metrics and who draws alarms share them, so they bring neither an SDK nor the CDK.',
      severity: 'error',
      from: { path: '^src/metrics/' },
      to: { pathNot: '^src/(detection|metrics)/' },
    },
    {
      name: 'trail-files-know-the-core-only',
      severity: 'error',
      from: { path: '^src/trail/' },
      to: { path: '^(src/(adapters|engine|ports|config|notification)|lambda|cli|lib|bin|demo)/' },
    },
    {
      name: 'athena-queries-are-pure',
      comment: 'A table and rules in, SQL and sentences out. The shell runs the query.',
      severity: 'error',
      from: { path: '^src/athena/' },
      to: { pathNot: '^src/(athena/|detection/|trail/find/)' },
    },
    {
      name: 'adapters-are-strangers',
      comment: 'Adapters implement ports and do not know each other.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/(adapters/(?!$1/)|engine|trail|config)' },
    },
    {
      name: 'lambda-is-not-the-cli',
      severity: 'error',
      from: { path: '^lambda/' },
      to: { path: '^(cli|lib|bin|demo|src/trail)/' },
    },
    {
      name: 'functions-are-strangers',
      comment: 'Each function is a bundle of its own; what both need is in lambda/shared.',
      severity: 'error',
      from: { path: '^lambda/([^/]+)/' },
      to: { path: '^lambda/(?!$1/|shared/)' },
    },
    {
      name: 'cli-is-not-the-lambda',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(lambda|lib|bin|demo)/' },
    },
    {
      name: 'infrastructure-knows-rules-config-and-metrics',
      comment: 'lib derives patterns and settings; it never runs the detector.',
      severity: 'error',
      from: { path: '^(lib|bin)/' },
      to: {
        path: '^(src|lambda|cli|demo)/',
        pathNot: '^src/(detection/(rules|watched|model)|allowlist/|config/|metrics/)',
      },
    },
    {
      name: 'src-serves-shells',
      comment: 'Data flows one way: nothing in src imports a shell.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(lambda|cli|lib|bin|demo|test|tools)/' },
    },
    {
      name: 'production-knows-no-test',
      severity: 'error',
      from: { pathNot: '^(test|tools/bench)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
