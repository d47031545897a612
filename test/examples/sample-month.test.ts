import { monthFiles } from '../../tools/samples/month/month-files';

/** The files of the first day, and no more: the others are made as they are asked for. */
function firstDay() {
  const files = [];
  for (const file of monthFiles()) {
    if (!file.path.startsWith('2026/05/01/')) {
      break;
    }
    files.push(file);
  }
  return files;
}

describe('the sample month', () => {
  const files = firstDay();

  it('has a file for each of 30 accounts and each day, by time', () => {
    expect(new Set(files.map(({ path }) => path)).size).toBe(30);
    for (const { path, records } of files) {
      const times = records.map(({ eventTime }) => eventTime);
      expect(times).toEqual(times.toSorted());
      expect(records.map(({ recipientAccountId }) => recipientAccountId)).toEqual(
        records.map(() => path.slice(11, 23)),
      );
    }
  });

  it('is the same every time', () => {
    expect(firstDay()).toEqual(files);
  });

  it('holds addresses of documentation and made-up accounts alone', () => {
    const records = files.flatMap((file) => file.records);

    expect(records.length).toBeGreaterThan(1000);
    for (const { sourceIPAddress, recipientAccountId } of records) {
      expect(sourceIPAddress).toMatch(/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
      expect(recipientAccountId).toMatch(/^1000000000(?:0[1-9]|[12]\d|30)$/);
    }
  });
});
