import { isBuiltin } from 'node:module';
import path from 'node:path';
import { bundlePrograms, THIRD_PARTY_FILE } from '../../tools/package/bundle-programs';
import { PROGRAMS } from '../../tools/package/programs';
import { thirdPartyText } from '../../tools/package/third-party';

const ROOT = path.join(__dirname, '../..');

let packed: Awaited<ReturnType<typeof bundlePrograms>>;
beforeAll(async () => {
  packed = await bundlePrograms();
});

/** A file and those that are loaded with it, before anything of it runs. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (!seen.has(file)) {
    seen.add(file);
    for (const { path: target, kind, external } of packed.outputs.get(file)?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) {
        loadedWith(path.basename(target), seen);
      }
    }
  }
  return seen;
}

/** Packages whose code is in files. */
function packagesIn(files: Iterable<string>): string[] {
  const inputs = [...files].flatMap((file) =>
    Object.entries(packed.outputs.get(file)?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([input]) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1]),
  );
  return [...new Set(inputs.filter((name) => name !== undefined))].sort();
}

describe('the programs of the package', () => {
  it('are all there', () => {
    expect([...packed.files.keys()]).toEqual(
      expect.arrayContaining([...PROGRAMS.map(({ file }) => file), THIRD_PARTY_FILE]),
    );
  });

  it('start without what a command needs when it is run: help does not wait for it', () => {
    const started = loadedWith('regionsweep.mjs');

    expect(started.size).toBeGreaterThan(1);
    expect(packagesIn(started)).toEqual(['commander', 'fastest-levenshtein']);
  });

  it('hold what they need: nothing is loaded but Node and each other', () => {
    const imports = [...packed.outputs.values()].flatMap((output) => output.imports);
    const strangers = imports.filter(
      ({ path: target, external }) => external === true && !isBuiltin(target),
    );
    const missing = imports.filter(
      ({ path: target, external }) => external !== true && !packed.files.has(path.basename(target)),
    );

    expect(imports.length).toBeGreaterThan(0);
    // From sources, the threads' program is bundled when it is needed; the package has it.
    expect([...new Set(strangers.map(({ path: target }) => target))]).toEqual(['esbuild']);
    expect(missing).toEqual([]);
  });

  it('say nothing of the folder that they were made in', () => {
    const telling = [...packed.files].filter(([, text]) => Buffer.from(text).includes(ROOT));

    expect(telling.map(([file]) => file)).toEqual([]);
  });

  it('come with the licences of all packages whose code they hold', () => {
    const text = String(packed.files.get(THIRD_PARTY_FILE));
    const names = packagesIn(packed.outputs.keys());
    const [list = ''] = text.split(/^-+$/m);

    expect(names).toEqual(expect.arrayContaining(['commander', 'dynalite', '@aws-sdk/client-s3']));
    for (const name of names) {
      expect(list).toMatch(new RegExp(`^${name.replaceAll('/', '\\/')} \\d\\S*: \\S`, 'm'));
    }
    expect(list).not.toContain(': unknown');
    expect(text).toMatch(/Permission is hereby granted[\s\S]*Apache License/);
  });
});

describe('the licences of third parties', () => {
  it('are there once, under the names of all that bring them', () => {
    const text = thirdPartyText([
      { name: 'a', version: '1.0.0', license: 'MIT', texts: ['Terms of all.\n'] },
      { name: 'b', version: '2.0.0', license: 'MIT', texts: ['Terms of all.\n', 'Note of b.\n'] },
      { name: 'c', version: '3.0.0', license: 'ISC', texts: [] },
    ]);

    expect(text).toContain('a 1.0.0: MIT\nb 2.0.0: MIT\nc 3.0.0: ISC\n');
    expect(text).toContain('a, b:\n\nTerms of all.\n');
    expect(text).toContain('b:\n\nNote of b.\n');
    expect(text.match(/Terms of all/g)).toHaveLength(1);
  });
});
