import type { DashboardBody, Widget } from '../../tools/docs/dashboard-body';
import { dashboardPicture } from '../../tools/docs/dashboard-picture';

const PLACE = { x: 0, y: 0, width: 6, height: 6 };

function textsOf(body: DashboardBody): string[] {
  return [...dashboardPicture(body).matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(
    ([, text = '']) => text,
  );
}

function pictured(properties: Widget['properties'], type: Widget['type'] = 'metric'): string[] {
  return textsOf({ widgets: [{ type, ...PLACE, properties }] });
}

describe('the picture of a dashboard', () => {
  it('draws each widget where the dashboard has it', () => {
    const picture = dashboardPicture({
      widgets: [
        { type: 'metric', x: 0, y: 0, width: 12, height: 2, properties: { title: 'one' } },
        { type: 'metric', x: 12, y: 2, width: 12, height: 4, properties: { title: 'two' } },
      ],
    });

    const boxes = [...picture.matchAll(/<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/g)];
    expect(boxes.map((box) => box.slice(1).map(Number))).toEqual([
      [19, 19, 594, 58],
      [619, 83, 594, 122],
    ]);
  });

  it.each<[string, Widget['properties'], Widget['type']]>([
    ['alarm status', { title: 'A', alarms: ['First0A1B2C3D.Arn'] }, 'alarm'],
    ['number', { title: 'A', view: 'singleValue' }, 'metric'],
    ['bars', { title: 'A', view: 'bar' }, 'metric'],
    ['stacked areas', { title: 'A', view: 'timeSeries', stacked: true }, 'metric'],
    ['lines', { title: 'A', view: 'timeSeries' }, 'metric'],
  ])('says that a widget is of the kind "%s"', (kind, properties, type) => {
    expect(pictured(properties, type).slice(0, 2)).toEqual(['A', kind]);
  });

  it('names the metrics that an expression is made of, and not its ids', () => {
    const texts = pictured({
      title: 'A',
      metrics: [
        [{ label: 'total', expression: 'SUM([FILL(a, 0), half])' }],
        [{ expression: 'b / 2', id: 'half', visible: false }],
        ['AWS/Lambda', 'Errors', 'FunctionName', 'f', { id: 'a', visible: false }],
        ['AWS/Lambda', 'Throttles', 'FunctionName', 'f', { id: 'b', visible: false }],
      ],
    });

    expect(texts.slice(2)).toEqual(['total', 'Errors + Throttles']);
  });

  it('names a metric that is searched for, and the dimension it is told apart by', () => {
    const texts = pictured({
      title: 'A',
      metrics: [
        [
          {
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a label as CloudWatch takes it.
            label: "${PROP('Dim.reason')}",
            expression: "SEARCH('{N,reason} MetricName=\"NotUsed\"', 'Sum', 3600)",
          },
        ],
      ],
    });

    expect(texts.slice(2)).toEqual(['each reason', 'NotUsed']);
  });

  it('counts what there is no room for', () => {
    const alarms = Array.from({ length: 100 }, (_, index) => `Alarm${index}0A1B2C3D.Arn`);

    const names = pictured({ title: 'A', alarms }, 'alarm').slice(2);
    const left = Number(/^and (\d+) more$/.exec(names.at(-1) ?? '')?.[1]);

    expect(names.length).toBeGreaterThan(2);
    expect(names.length - 1 + left).toBe(100);
  });

  it('cuts what is too long', () => {
    const [title = ''] = pictured({ title: 'A title that goes on '.repeat(20) });

    expect(title).toMatch(/^A title that goes on.*…$/);
    expect(title.length).toBeLessThan(60);
  });

  it('shows texts as they are', () => {
    const [title] = pictured({ title: `<b> & "c"` });

    expect(title).toBe('&lt;b&gt; &amp; &quot;c&quot;');
  });

  it('tells in words what it shows', () => {
    const picture = dashboardPicture({
      widgets: [
        { type: 'text', ...PLACE, properties: { markdown: '## Why?\nBecause.' } },
        { type: 'metric', ...PLACE, properties: { title: 'one' } },
        { type: 'text', ...PLACE, properties: { markdown: '### two\n- a' } },
      ],
    });

    expect(picture).toContain('<desc id="description">Why? one; two.</desc>');
  });
});
