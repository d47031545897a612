import { Sha256 } from '../../../lambda/shared/sha256';

async function hexDigest(parts: readonly string[], secret?: string | Uint8Array): Promise<string> {
  const hash = new Sha256(secret);
  for (const part of parts) {
    hash.update(new TextEncoder().encode(part));
  }
  return Buffer.from(await hash.digest()).toString('hex');
}

describe('the SHA-256 of the bundles', () => {
  it('hashes its parts in turn, as in FIPS 180-2', async () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

    expect(await hexDigest(['a', '', 'bc'])).toBe(expected);
    expect(await hexDigest(['abc'], '')).toBe(expected);
  });

  it.each(['Jefe', new TextEncoder().encode('Jefe')])(
    'is an HMAC with a secret, as in RFC 4231',
    async (secret) => {
      expect(await hexDigest(['what do ya want ', 'for nothing?'], secret)).toBe(
        '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      );
    },
  );

  it('refuses to start again', () => {
    expect(() => new Sha256().reset()).toThrow('a Sha256 of its own');
  });
});
