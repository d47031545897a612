import { writeFileSync } from 'node:fs';
import { randomHistory } from './random-histories';
import { inOrder, liveInOrder, type Outline, replayed } from './watched-calls';

const [from, to] = (process.env['SEEDS'] ?? '0-300').split('-').map(Number) as [number, number];
const short = (t: string) => t.slice(8, 19);
function brief(o: Outline) {
  return {
    s: o.severity,
    sc: o.score,
    f: o.isFollowing,
    n: o.totals.sweeps,
    w: o.totals.watchedCalls,
    t: short(o.firstActivity) + '..' + short(o.lastActivity),
    l: o.timeline
      .map(
        (x) =>
          `${short(x.time)} ${x.kind === 'sweep' ? 'SWEEP' : x.eventName + (x.count > 1 ? ' x' + x.count + '..' + short(x.until) : '')} ${x.kind === 'sweep' ? '' : x.caller.slice(-3)}`,
      )
      .join('; '),
    a: o.totals.actors,
  };
}
it('scratch', async () => {
  let equal = 0;
  const kinds = new Map<string, number[]>();
  const out: string[] = [];
  for (let seed = from; seed < to; seed += 1) {
    const { options, steps, deliveries } = randomHistory(seed);
    if (!deliveries.some((d) => 'call' in d)) {
      equal += 1;
      continue;
    }
    let kind = '';
    let l: Outline[] = [],
      r: Outline[] = [];
    try {
      l = inOrder(await liveInOrder(deliveries, options));
      r = inOrder(await replayed(deliveries, options));
    } catch (e) {
      kind = 'error ' + (e as Error).message.slice(0, 200).replace(/incident-\S+/, 'X');
    }
    if (kind === '' && JSON.stringify(l) === JSON.stringify(r)) {
      equal += 1;
      continue;
    }
    if (kind === '') {
      if (l.length !== r.length)
        kind = `count ${l.length > r.length ? 'live more' : 'replay more'}`;
      else
        kind = [
          ...new Set(
            l.flatMap((x, i) =>
              Object.keys(x).filter(
                (k) => JSON.stringify((x as any)[k]) !== JSON.stringify((r[i] as any)[k]),
              ),
            ),
          ),
        ].join(',');
    }
    kind = kind + ` [cover ${options.noted ? 'y' : 'n'}]`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), seed]);
    out.push(
      `### ${seed} ${kind} renotify ${options.renotifyMinutes}\n` +
        [...steps]
          .sort((a, b) => a.at - b.at)
          .map(
            (s) =>
              `  ${short(new Date((1772366400 + s.at) * 1000).toISOString())} ${s.does} ${s.by.sourceIp}`,
          )
          .join('\n') +
        '\nLIVE\n' +
        l.map((x) => '  ' + JSON.stringify(brief(x))).join('\n') +
        '\nREPLAY\n' +
        r.map((x) => '  ' + JSON.stringify(brief(x))).join('\n'),
    );
  }
  writeFileSync('/tmp/r1c-out.txt', out.join('\n\n'));
  writeFileSync(
    '/tmp/r1c-sum.txt',
    `equal ${equal} of ${to - from}\n` +
      [...kinds]
        .sort((a, b) => b[1].length - a[1].length)
        .map(([k, v]) => `${v.length} ${k}: ${v.slice(0, 12).join(' ')}`)
        .join('\n') +
      '\n',
  );
}, 600000);
