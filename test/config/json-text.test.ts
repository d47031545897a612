import { jsonText } from '../../src/config/json-text';

const TEXT = '{"owner": "Zoë"}\r\n';
const MARK = '\ufeff';

/** UTF-16 with the high byte first. */
function bigEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('jsonText', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(MARK + TEXT)],
    ['UTF-16LE with a byte order mark', Buffer.from(MARK + TEXT, 'utf16le')],
    ['UTF-16LE without one', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16BE with a byte order mark', bigEndian(MARK + TEXT)],
    ['UTF-16BE without one', bigEndian(TEXT)],
  ])('reads %s', (_encoding, bytes) => {
    expect(jsonText(bytes)).toBe(TEXT);
  });

  it.each(['', '1', '{}'])('reads the short text %j', (text) => {
    expect(jsonText(Buffer.from(text))).toBe(text);
  });
});
