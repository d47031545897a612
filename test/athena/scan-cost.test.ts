import { bytesText, priceText } from '../../src/athena/scan-cost';

describe('the size and the price of a scan', () => {
  it.each([
    [0, '0.0 KB', 'less than $0.01'],
    [3_200_000_000, '3.2 GB', 'about $0.02'],
    [999_960_000, '1.0 GB', 'less than $0.01'],
    [12_345_000_000_000, '12.3 TB', 'about $61.73'],
  ])('%d bytes', (bytes, size, price) => {
    expect(bytesText(bytes)).toBe(size);
    expect(priceText(bytes)).toBe(`${price} at $5 per TB (us-east-1 list price)`);
  });
});
