import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../tools/docs/browser';
import { hostileSweep, longTermKeySweep } from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { manyFindings, reportOf, reportPage } from '../support/reports';
import { PROJECT_ROOT, runCli } from '../support/run-cli';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');

let folder: string;
let browser: Browser;
const files: Record<'replay' | 'tune' | 'many', string> = { replay: '', tune: '', many: '' };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-report-'));
  for (const name of ['replay', 'tune'] as const) {
    files[name] = path.join(folder, `${name}.html`);
    const run = await runCli([name, SAMPLE_TRAIL, '--report', files[name]], folder);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.stderr).toContain('written: ');
  }
  files.many = await written('many', manyFindings(10_000));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function written(name: string, findings: Parameters<typeof reportOf>[0]): Promise<string> {
  const file = path.join(folder, `${name}.html`);
  await writeFile(file, await reportPage(reportOf(findings)));
  return file;
}

interface Opened {
  readonly page: Page;
  /** All that was asked for, but the file itself. */
  readonly requests: readonly string[];
  /** What the page said on its console, and errors; violations of its policy are among them. */
  readonly said: readonly string[];
}

/** Opens a report with no network to be had, and closes it again. */
async function withReport(
  file: string,
  look: (opened: Opened) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ offline: true, ...options });
  try {
    const page = await context.newPage();
    const url = pathToFileURL(file).href;
    const requests: string[] = [];
    const said: string[] = [];
    page.on('request', (request) => {
      if (request.url() !== url) {
        requests.push(request.url());
      }
    });
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(url);
    await page.locator('.plot svg').first().waitFor();
    await look({ page, requests, said });
  } finally {
    await context.close();
  }
}

const rowsOf = (page: Page) => page.locator('#findings tbody > tr:not(.detail)');
const column = (page: Page, nth: number) =>
  rowsOf(page).locator(`:scope > :nth-child(${nth})`).allInnerTexts();
const status = (page: Page) => page.locator('#findings [role=status]').first().innerText();

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
  return found;
}

describe('a report, opened from disk', () => {
  it.each(['replay', 'tune', 'many'] as const)(
    'asks for nothing, and breaks no rule of its policy (%s)',
    async (name) => {
      await withReport(files[name], async ({ page, requests, said }) => {
        await rowsOf(page).first().getByRole('button').click();
        await page.locator('tr.detail svg[role=img]').waitFor();

        expect(await page.locator('h1').innerText()).toBe('RegionSweep report');
        expect(requests).toEqual([]);
        expect(said).toEqual([]);
      });
    },
  );

  it('has a policy that lets nothing else run, nor anything be asked for', async () => {
    let hits = 0;
    const server = createServer((_request, response) => {
      hits += 1;
      response.setHeader('access-control-allow-origin', '*').end('x');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await fetch(url);
    expect(hits).toBe(1);

    const look = async ({ page }: Opened) => {
      const outcomes = await page.evaluate<Record<string, unknown>>(`(async () => {
        const outcomeOf = async (what) => { try { await what(); return 'let' } catch { return 'refused' } };
        return {
          fetched: await outcomeOf(() => fetch('${url}')),
          html: await outcomeOf(() => { document.body.innerHTML += '<p>'; }),
          script: await outcomeOf(() => {
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
          }),
          image: await new Promise((resolve) => {
            const image = new Image();
            image.onload = () => resolve('let');
            image.onerror = () => resolve('refused');
            image.src = '${url}x.png';
          }),
          ran: window.ran === true,
        };
      })()`);

      expect(outcomes).toEqual({
        fetched: 'refused',
        html: 'refused',
        script: 'refused',
        image: 'refused',
        ran: false,
      });
      expect(hits).toBe(1);
    };
    await withReport(files.replay, look, { offline: false }).finally(() => server.close());
  });

  it('has its findings sorted by keyboard, and says how', async () => {
    await withReport(files.replay, async ({ page }) => {
      const heading = page.locator('#findings').getByRole('columnheader', { name: 'Regions' });
      const regions = async () => (await column(page, 5)).map(Number);
      await heading.getByRole('button').focus();
      await page.keyboard.press('Enter');
      const descending = await regions();

      expect(descending.length).toBeGreaterThan(3);
      expect(new Set(descending).size).toBeGreaterThan(1);
      expect(descending).toEqual([...descending].sort((a, b) => b - a));
      expect(await heading.getAttribute('aria-sort')).toBe('descending');

      await page.keyboard.press('Space');

      expect(await regions()).toEqual([...descending].sort((a, b) => a - b));
      expect(await heading.getAttribute('aria-sort')).toBe('ascending');
      expect(await page.locator('#findings [aria-sort]').count()).toBe(1);
    });
  });

  it('has its findings filtered by keyboard, from the skip link on', async () => {
    await withReport(files.replay, async ({ page }) => {
      const all = await rowsOf(page).count();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe(
        'Skip to the findings',
      );
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('build-uploader quota');

      expect(await rowsOf(page).count()).toBe(1);
      expect(await status(page)).toMatch(/^1 finding of \d/);
      expect(await column(page, 3)).toEqual([expect.stringContaining('build-uploader')]);

      await page.keyboard.press('Control+A');
      await page.keyboard.type('no such text');
      expect(await status(page)).toMatch(/^0 findings of \d/);

      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      expect(await rowsOf(page).count()).toBe(all);
    });
  });

  it('shows of an incident its findings, which open as in the table of findings', async () => {
    await withReport(files.many, async ({ page }) => {
      const incident = page.locator('#incidents tbody > tr').first();
      await incident.getByRole('button').press('Enter');
      const members = page.locator('#incidents tr.members').first();

      expect(await members.getByRole('status').innerText()).toBe('2 findings of 2, 1 to 2 shown');

      await members.locator('tbody > tr').first().getByRole('button').press('Enter');
      await members.locator('svg[role=img]').waitFor();
      expect(await members.getByText('What to do now').count()).toBe(1);
    });
  });

  it('shows of a finding its calls on a strip, its reasons, and ready queries', async () => {
    const finding = longTermKeySweep();
    const file = await written('one', [finding]);
    await withReport(file, async ({ page }) => {
      const open = rowsOf(page).first().getByRole('button');
      expect(await open.getAttribute('aria-expanded')).toBe('false');
      await open.focus();
      await page.keyboard.press('Enter');
      const detail = page.locator('tr.detail');
      await detail.locator('svg[role=img]').waitFor();

      expect(await open.getAttribute('aria-expanded')).toBe('true');
      expect(await detail.locator('.calls :is(path, circle)').count()).toBe(17);
      expect(await detail.locator('svg[role=img]').getAttribute('aria-label')).toMatch(
        /17 calls in 17 regions.*11 ok, 6 denied/,
      );
      const queries = await detail.locator('.query pre').allInnerTexts();
      expect(queries).toEqual([
        expect.stringMatching(/FROM cloudtrail_logs.*2026-03-14T08:26:40Z/s),
        expect.stringMatching(/fields eventTime.*\| filter userIdentity/s),
        expect.stringContaining('aws cloudtrail lookup-events'),
      ]);
      expect(await detail.innerText()).toContain(finding.reasons[0]?.sentence ?? 'no reason');

      await detail.getByText('As a table').press('Enter');
      await detail.locator('figure tbody tr').first().waitFor();
      expect(await detail.locator('figure tbody tr').count()).toBe(17);

      await open.press('Enter');
      expect(await detail.isVisible()).toBe(false);
    });
  });

  it('takes ten thousand findings: a page of rows at a time, filtered and turned', async () => {
    await withReport(files.many, async ({ page }) => {
      expect(await status(page)).toBe('10,000 findings of 10,000, 1 to 50 shown');
      expect(await rowsOf(page).count()).toBe(50);
      // Plots show sums: what is drawn does not grow with the findings.
      expect(await page.locator('#plots svg *').count()).toBeLessThan(5000);

      await page.locator('#findings').getByRole('button', { name: 'Next page' }).press('Enter');
      expect(await status(page)).toContain('51 to 100 shown');

      await page.getByLabel('Search').fill('user-399');
      expect(await status(page)).toBe('25 findings of 10,000, 1 to 25 shown');
      await page.getByLabel('Severity', { exact: true }).selectOption('critical and above');
      expect(await status(page)).toMatch(/^\d findings? of 10,000/);
    });
  });

  it('marks what is in use and what is recommended on the curves', async () => {
    await withReport(files.tune, async ({ page }) => {
      const curves = page.locator('#tuning figure');
      expect(await curves.count()).toBe(2);
      for (const curve of await curves.all()) {
        const marks = (await curve.locator('svg .marked text').allTextContents()).join(' ');
        expect(marks).toContain('in use');
        expect(marks).toContain('recommended');
        expect(await curve.locator('svg').last().getAttribute('aria-label')).toMatch(
          /is (in use|in use and recommended):/,
        );
      }
      expect(await page.locator('#tuning pre').first().innerText()).toContain('"minRegions"');
    });
  });
});

describe('what callers choose', () => {
  const INJECTIONS = [
    '<img src=x onerror="window.pwned=1">',
    '</script><script>window.pwned=1</script>',
    '<!--<script>window.pwned=1',
    '"><svg onload=window.pwned=1>',
    'javascript:window.pwned=1',
    '\u2028window.pwned=1\u2029',
    '\u202e</td>\u2066<b>x</b>\u2069',
    '__proto__',
  ];

  it('stands in the page as text, and runs nothing', async () => {
    const short = HOSTILE_TEXTS.map(([, text]) => text).filter((text) => text.length < 1000);
    const sweeps = [...INJECTIONS, ...short].flatMap((text) => [
      hostileSweep(text),
      hostileSweep(text, 'role'),
    ]);
    const file = await written('hostile', sweeps);
    await withReport(file, async ({ page, requests, said }) => {
      await page.getByLabel('Search').fill('onerror');
      const opens = rowsOf(page).getByRole('button');
      expect(await opens.count()).toBeGreaterThan(0);
      for (const open of await opens.all()) {
        await open.click();
      }
      for (const summary of await page.locator('summary').all()) {
        await summary.click();
      }
      const text = await page.locator('main').innerText();

      expect(text).toContain('<img src=x onerror="window.pwned=1">');
      expect(await page.locator('img, iframe, object, b, a[href^=javascript]').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(1);
      expect(await page.evaluate('window.pwned')).toBeUndefined();
      expect(await page.evaluate('Object.keys(Object.prototype).length')).toBe(0);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/);
      expect({ requests, said }).toEqual({ requests: [], said: [] });
    });
  });
});

describe('a report for everybody', () => {
  it.each(
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      (['replay', 'tune'] as const).map((name) => ({ colorScheme, name })),
    ),
  )('has no violation that axe finds ($name, $colorScheme)', async ({ colorScheme, name }) => {
    await withReport(
      files[name],
      async ({ page }) => {
        await rowsOf(page).first().getByRole('button').click();
        for (const summary of await page.locator('summary').all()) {
          await summary.click();
        }
        expect(await violations(page)).toEqual([]);
      },
      { colorScheme },
    );
  });

  it('has no violation on a narrow screen', async () => {
    await withReport(
      files.tune,
      async ({ page }) => {
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(
          true,
        );
      },
      { viewport: { width: 400, height: 800 } },
    );
  });

  it('is printed: what only a screen has is left out, what matters is there', async () => {
    await withReport(files.many, async ({ page }) => {
      const pdf = await page.pdf({ format: 'A4' });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(String(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length)).toMatch(/^\d+$/);

      await page.emulateMedia({ media: 'print' });
      for (const hidden of ['nav', '.tools', 'figure details']) {
        expect(await page.locator(hidden).first().isVisible()).toBe(false);
      }
      for (const shown of ['h1', '.tiles', '.plot svg', '#findings table']) {
        expect(await page.locator(shown).first().isVisible()).toBe(true);
      }
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      );
    });
  });

  it('tells severities by shape and word, so that nothing is lost without colours', async () => {
    await withReport(files.many, async ({ page }) => {
      const marks = await page.locator('.tiles .severity').all();
      const shapes = await Promise.all(
        marks.map(async (mark) => [
          await mark.innerText(),
          `${await mark.locator('path').getAttribute('d')} ${await mark.locator('path').getAttribute('fill')}`,
        ]),
      );
      expect(shapes.map(([word]) => word)).toEqual([
        'critical',
        'high',
        'medium',
        'low',
        'informational',
      ]);
      expect(new Set(shapes.map(([, shape]) => shape)).size).toBe(5);
    });
  });

  it('can be read with forced colours: numbers stand out from their cells', async () => {
    await withReport(
      files.replay,
      async ({ page }) => {
        const colors = await page.evaluate<{ cell: string; text: string; page: string }[]>(`
          [...document.querySelectorAll('.cells rect')].slice(0, 40).map((rect, index) => ({
            cell: getComputedStyle(rect).fill,
            text: getComputedStyle(document.querySelectorAll('.counts text')[index]).fill,
          }))`);
        expect(colors.length).toBeGreaterThan(5);
        for (const { cell, text } of colors) {
          expect(text).not.toBe(cell);
        }
        expect(new Set(colors.map(({ cell, text }) => `${cell} ${text}`)).size).toBe(1);
      },
      { forcedColors: 'active' },
    );
  });
});
