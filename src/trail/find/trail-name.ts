/** What to do with a file or folder, by its name: `side` files come from operating systems and are not even counted. */
export type NameVerdict = 'read' | 'side' | 'other';

/** Files that operating systems put next to others. */
const SIDE_FILE = /^(?:\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX|.*_\$folder\$)$/is;

/** What AWS and Hadoop write next to results: `_SUCCESS`; of Athena, and of export tasks of CloudWatch Logs. */
const SIDE_RESULT = /^(?:_SUCCESS|aws-logs-write-test|.*\.metadata|.*-manifest\.csv)$/s;

/** Endings of files that cannot be trail files, in any compression. */
const OTHER_ENDINGS = [
  'md markdown rst adoc html htm xml css scss svg png jpg jpeg gif webp ico bmp tif tiff mp3 mp4 mov',
  'pdf doc docx xls xlsx ppt pptx odt ods eml',
  'py pyc ipynb ts tsx js jsx mjs cjs go rs java class jar rb php c h cpp cs swift kt scala sql r',
  'sh bash zsh bat cmd ps1 exe msi dll so dylib deb rpm wasm',
  'yaml yml toml ini cfg conf properties env tf tfvars tfstate hcl lock map',
  'sha1 sha256 sha512 md5 crc sig asc pem crt cer key pub',
].flatMap((endings) => endings.split(' '));

const OTHER_FILE = new RegExp(`\\.(?:${OTHER_ENDINGS.join('|')})$`, 'i');

/** Judges a file or folder by its name or its path with slashes, such as one in an archive. */
export function judgeName(path: string): NameVerdict {
  const names = path.split('/');
  if (names.some((name) => SIDE_FILE.test(name))) {
    return 'side';
  }
  const isOther =
    names.some((name) => /^\.[^.]/.test(name)) ||
    SIDE_RESULT.test(names.at(-1) ?? '') ||
    OTHER_FILE.test(path);
  return isOther ? 'other' : 'read';
}
