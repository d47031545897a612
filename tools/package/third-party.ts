import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package whose code is in the bundles. */
interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** As in its package.json. */
  readonly license: string;
  /** Its files of licenses and notices. */
  readonly texts: readonly string[];
}

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const LEGAL_FILE = /^(?:licen[cs]e|notice|copying)/i;
const RULE = `\n${'-'.repeat(80)}\n\n`;

/**
 * The packages in bundles, sorted by name.
 *
 * @param inputs files of the metafiles of esbuild, relative to the root.
 * @param root of the project.
 */
export function thirdParties(inputs: readonly string[], root: string): ThirdParty[] {
  const folders = new Set(inputs.flatMap((input) => PACKAGE.exec(input)?.[0] ?? []));
  return [...folders]
    .map((folder) => thirdPartyIn(path.join(root, folder)))
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/**
 * The file of licenses for the bundles. A text that several packages share appears once, under all their names.
 */
export function thirdPartyText(packages: readonly ThirdParty[]): string {
  const bringers = new Map<string, string[]>();
  for (const { name, texts } of packages) {
    for (const text of texts) {
      bringers.set(text, [...(bringers.get(text) ?? []), name]);
    }
  }
  const list = packages.map(({ name, version, license }) => `${name} ${version}: ${license}\n`);
  return [
    `The programs in this folder hold code of these packages.\n\n${list.join('')}`,
    ...[...bringers].map(([text, names]) => `${names.join(', ')}:\n\n${text}`),
  ].join(RULE);
}

function thirdPartyIn(folder: string): ThirdParty {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) {
    throw new Error(`"${file}" is missing, so the license of its package is unknown. Run npm ci.`);
  }
  const { name, version, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const texts = readdirSync(folder)
    .filter((entry) => LEGAL_FILE.test(entry))
    .sort()
    .map((entry) => `${readFileSync(path.join(folder, entry), 'utf8').trim()}\n`);
  return { name, version, license: licenseOf(rest), texts };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  /** A text; an object in packages from before 2015. */
  readonly license?: string | { readonly type?: string; readonly url?: string };
}

function licenseOf({ license }: Pick<Manifest, 'license'>): string {
  if (typeof license === 'string') {
    return license;
  }
  return [license?.type, license?.url].filter((part) => part !== undefined).join(', ') || 'unknown';
}
