import { principalLabel } from '../../src/detection/principal-label';

describe('the label of a principal', () => {
  it.each([
    ['arn:arn:aws:iam::111122223333:user/build-uploader', 'user/build-uploader @111122223333'],
    ['arn:arn:aws:iam::111122223333:user/ci/deploy-bot', 'user/ci/deploy-bot @111122223333'],
    [
      'arn:arn:aws:sts::111122223333:assumed-role/Admin/jane@example.com',
      'role/Admin/jane@example.com @111122223333',
    ],
    ['arn:arn:aws:sts::111122223333:federated-user/bob', 'federated-user/bob @111122223333'],
    ['arn:arn:aws-us-gov:iam::111122223333:root', 'root @111122223333'],
    ['role:arn:aws:iam::111122223333:role/Audit', 'role/Audit @111122223333'],
    ['arn:aws:iam::*:role/Audit', 'role/Audit @*'],
    ['accessKey:111122223333:AKIAIOSFODNN7EXAMPLE', 'key AKIAIOSFODNN7EXAMPLE @111122223333'],
    ['sourceIp:2001:db8::7', 'IP 2001:db8::7'],
    [
      'onBehalfOf:544894e8-80c1:arn:aws:identitystore::111122223333:identitystore/d-1',
      'Identity Center user 544894e8-80c1',
    ],
    ['userName:WebIdentityUser:accounts.google.com:ann', 'user ann @accounts.google.com'],
    [
      'unattributed:111122223333/2001:db8::7/Boto3/1.34.0',
      'unattributed, IP 2001:db8::7 @111122223333',
    ],
  ])('%s is %s', (key, expected) => {
    expect(principalLabel({ key })).toBe(expected);
  });

  it.each([
    'arn:not an ARN',
    'arn:arn:aws:iam::1111:user/short-account',
    'accessKey::AKIAIOSFODNN7EXAMPLE',
    'principalId:AROAEXAMPLE:session',
    'identity:AWSService:autoscaling.amazonaws.com:',
    'sourceless',
    '',
  ])('is the key where the key has another form: %j', (key) => {
    expect(principalLabel({ key })).toBe(key);
  });
});
