import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

it('the alert in the README is the beginning of one that RegionSweep sends', () => {
  const golden = readFileSync(
    path.join(ROOT, 'test/notification/golden/long-term-key.txt'),
    'utf8',
  );
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const [, subject] = /^===== subject\n(.*)$/m.exec(golden) ?? [];
  const [, email = ''] = golden.split('===== email\n');
  const [, shown] = /```text\n(Subject: [\s\S]*?)```/.exec(readme) ?? [];

  expect(`Subject: ${subject}\n\n${email}`.slice(0, shown?.length)).toBe(shown);
});
