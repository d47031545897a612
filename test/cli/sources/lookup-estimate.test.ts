import { LookupEstimate } from '../../../cli/sources/lookup-estimate';

const MINUTE_MS = 60_000;
const SPAN = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 11) };

/** An estimate on a clock of its own, and what it wrote. */
function estimate() {
  const clock = { now: 0 };
  const written: string[] = [];
  const subject = new LookupEstimate(
    SPAN,
    (text) => written.push(text),
    () => clock.now,
  );
  return {
    written,
    /** A page that was read after some minutes and reached back to the beginning of a day of January. */
    page: (minutes: number, dayOfMonth: number, region = 'eu-west-1') => {
      clock.now = minutes * MINUTE_MS;
      const oldest = new Date(Date.UTC(2026, 0, dayOfMonth));
      subject.pageRead(region, { elapsed: clock.now, oldest, isLast: false });
    },
    lastPage: (minutes: number, region = 'eu-west-1') => {
      clock.now = minutes * MINUTE_MS;
      subject.pageRead(region, { elapsed: clock.now, isLast: true });
    },
  };
}

describe('the estimate of the time that Event history takes', () => {
  it('follows from how far back the pages reach', () => {
    const { page, written } = estimate();

    page(2, 10);

    expect(written).toEqual([
      expect.stringMatching(/^Reading Event history takes about 18 min more/),
    ]);
  });

  it('is that of the slowest region', () => {
    const { page, written } = estimate();

    page(0.2, 10, 'us-east-1');
    page(2, 2, 'eu-west-1');

    expect(written).toEqual([expect.stringMatching(/about 2 min more/)]);
  });

  it('comes again every 5 min, and never for less than a minute', () => {
    const { page, lastPage, written } = estimate();

    for (const minutes of [0.1, 1, 2, 5, 5.9, 7]) {
      page(minutes, 6);
    }
    lastPage(13);

    expect(written).toHaveLength(2);
  });
});
