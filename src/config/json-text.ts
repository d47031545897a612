/**
 * The text of a JSON file, whatever wrote it. Editors and shells of Windows write UTF-16, and a byte order mark before
 * UTF-8.
 */
export function jsonText(bytes: Buffer): string {
  const isLittleEndian =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] !== 0 && bytes[1] === 0);
  const isBigEndian =
    (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] !== 0);
  const encoding = isLittleEndian ? 'utf-16le' : isBigEndian ? 'utf-16be' : 'utf-8';
  // The decoder drops the byte order mark.
  return new TextDecoder(encoding).decode(bytes);
}
