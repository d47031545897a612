/**
 * `npm run report-screenshots` takes the screenshots of docs/report.md and of the README. It needs Chromium, and the
 * sample month that `npm run sample-month` writes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser';

const ROOT = path.join(__dirname, '../..');
const MONTH = path.join(ROOT, '.sample-month');
const IMAGES = path.join(ROOT, 'docs/images');
const VIEWPORT = { width: 1280, height: 1080 };

/** The screenshots: the name of each, and what it shows. */
const VIEWS: readonly (readonly [name: string, show: (page: Page) => Promise<void>])[] = [
  ['settings', (page) => toTop(page, '#tuning')],
  ['plots', (page) => toTop(page, '#plots')],
  [
    'finding',
    async (page) => {
      await page.locator('#findings button.open').first().click();
      await toTop(page, '#findings');
    },
  ],
];

async function main(): Promise<void> {
  if (!existsSync(MONTH)) {
    throw new Error('There is no .sample-month. Run npm run sample-month first.');
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-report-'));
  const browser = await launchBrowser();
  try {
    const report = path.join(folder, 'report.html');
    const tune = ['cli/main.ts', 'tune', MONTH, '--as-of', '2026-06-01', '--report', report];
    execFileSync(process.execPath, ['--import', 'tsx', ...tune], { cwd: ROOT, stdio: 'ignore' });
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: VIEWPORT, colorScheme });
      await page.goto(pathToFileURL(report).href);
      for (const [name, show] of VIEWS) {
        await show(page);
        await page.locator('.plot svg').first().waitFor();
        await page.screenshot({ path: path.join(IMAGES, `report-${name}-${colorScheme}.png`) });
      }
      await page.close();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** Scrolls an element to the top, below the navigation bar, and waits until the page has drawn it. */
async function toTop(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))',
  );
}

void main().catch((error: Error) => {
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
});
