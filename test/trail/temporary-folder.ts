import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder that is there while the tests of a file run. */
export class TemporaryFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  /** The path of a file or folder in it, which may not exist. */
  at(...names: readonly string[]): string {
    return path.join(this.path, ...names);
  }

  /** Writes a file and the folders that it needs. Returns its path. */
  write(name: string, content: string | Buffer): string {
    const file = this.at(name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }
}
