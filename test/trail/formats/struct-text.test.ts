import { identityOfStruct, parametersOfStruct } from '../../../src/trail/formats/struct-text';

describe('identityOfStruct', () => {
  it('reads structs in a struct, and leaves out null', () => {
    const text =
      '{type=AssumedRole, principalid=AROA:s, sessioncontext={attributes={mfaauthenticated=false, creationdate=2026-03-03T08:00:00Z}, sessionissuer={type=Role, arn=arn:aws:iam::1:role/r}}, invokedby=null}';

    expect(identityOfStruct(text)).toEqual({
      type: 'AssumedRole',
      principalid: 'AROA:s',
      sessioncontext: {
        attributes: { mfaauthenticated: 'false', creationdate: '2026-03-03T08:00:00Z' },
        sessionissuer: { type: 'Role', arn: 'arn:aws:iam::1:role/r' },
      },
      invokedby: undefined,
    });
  });

  it.each(['a,b', 'a=b', 'a, b', 'arn=x', ',arn=x', ''])(
    'reads a name with what separates others: "%s"',
    (name) => {
      expect(identityOfStruct(`{username=${name}, type=IAMUser}`)).toEqual({
        username: name,
        type: 'IAMUser',
      });
    },
  );

  it('passes over attributes of a web identity', () => {
    const text =
      '{sessioncontext={webidfederationdata={federatedprovider=p, attributes={p.com:aud=x, p.com:b=y}}}}';

    expect(identityOfStruct(text)).toEqual({
      sessioncontext: {
        webidfederationdata: { federatedprovider: 'p', attributes: 'p.com:aud=x, p.com:b=y' },
      },
    });
  });

  it.each([
    ['a name that comes twice', '{arn=a, type=IAMUser, arn=b}'],
    ['a name that nobody knows', '{type=IAMUser, color=red}'],
    ['a name with a separator in it', '{username=a, b=c, type=IAMUser}'],
    ['a closing bracket in a value', '{username=a}b, type=IAMUser}'],
    ['no end', '{type=IAMUser'],
    ['something behind it', '{type=IAMUser} x'],
    ['no struct', 'type=IAMUser'],
  ])('is not certain of %s', (_name, text) => {
    expect(identityOfStruct(text)).toBeUndefined();
  });
});

describe('parametersOfStruct', () => {
  it('reads names and plain values', () => {
    expect(parametersOfStruct('{quotaCode=L-1216C47A, serviceCode=ec2}')).toEqual({
      quotaCode: 'L-1216C47A',
      serviceCode: 'ec2',
    });
    expect(parametersOfStruct('{}')).toEqual({});
  });

  it.each(['{a={b=c}}', '{a=b, a=c}', '{a=b=c}', '{a=[b]}', '{a=b, c}', 'a=b', '{a=b'])(
    'is not certain of %s',
    (text) => {
      expect(parametersOfStruct(text)).toBeUndefined();
    },
  );
});
