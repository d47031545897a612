import { isDenied } from '../../src/detection/model';

describe('isDenied', () => {
  it.each([
    ['Client.UnauthorizedOperation', true],
    ['AccessDenied', true],
    ['AccessDeniedException', true],
    ['ForbiddenException', true],
    ['accessdenied', true],
    ['Client.RequestLimitExceeded', false],
    ['ThrottlingException', false],
    [undefined, false],
  ])('knows of %j whether the caller may not: %j', (errorCode, expected) => {
    expect(isDenied({ type: 'IAMUser', ...(errorCode && { errorCode }) })).toBe(expected);
  });

  it('knows of no caller that nothing was refused', () => {
    expect(isDenied(undefined)).toBe(false);
  });
});
