import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { createLambdaDetectorFunction } from '../../../src/adapters/lambda/lambda-detector-function';
import { FunctionFailedError } from '../../../src/ports/detector-function';

const client = new LambdaClient({ region: 'eu-central-1' });
const lambda = mockClient(client);
const detector = createLambdaDetectorFunction({ client, functionName: 'detector' });

/** An answer as the client hands it out. */
function answer(payload: string, functionError?: string) {
  return {
    StatusCode: 200,
    Payload: Object.assign(Buffer.from(payload), { transformToString: () => payload }) as never,
    ...(functionError !== undefined && { FunctionError: functionError }),
  };
}

beforeEach(() => lambda.reset());
afterAll(() => client.destroy());

describe('the detector in Lambda', () => {
  it('is invoked and waited for', async () => {
    lambda.on(InvokeCommand).resolves(answer('{"rejected":{}}'));

    expect(await detector.invoke('{"text":"Zoë"}')).toEqual({ rejected: {} });
    const [call] = lambda.commandCalls(InvokeCommand);
    const { Payload, ...rest } = call?.args[0].input ?? {};
    // No InvocationType: Lambda then waits for the function.
    expect(rest).toEqual({ FunctionName: 'detector' });
    expect(JSON.parse(Buffer.from(Payload as Uint8Array).toString('utf8'))).toEqual({
      text: 'Zoë',
    });
  });

  it.each<[string, ReturnType<typeof answer> | { StatusCode: number }, unknown]>([
    ['null', answer('null'), null],
    ['nothing', answer(''), ''],
    ['no payload', { StatusCode: 200 }, ''],
    ['no JSON', answer('<html>'), '<html>'],
  ])('answers what it answers: %s', async (_case, output, expected) => {
    lambda.on(InvokeCommand).resolves(output as never);

    expect(await detector.invoke('{}')).toEqual(expected);
  });

  it.each([
    [
      'with a type and a message',
      '{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 20.00 seconds","trace":[]}',
      'Sandbox.Timedout: Task timed out after 20.00 seconds',
    ],
    ['with a message', '{"errorMessage":"no"}', 'no'],
    ['with no JSON', 'oh no', 'oh no'],
    ['with nothing', '', 'Unhandled'],
    ['with null', 'null', 'Unhandled'],
  ])('fails when the function failed, %s', async (_case, payload, message) => {
    lambda.on(InvokeCommand).resolves(answer(payload, 'Unhandled'));

    const failure = detector.invoke('{}');
    await expect(failure).rejects.toThrow(FunctionFailedError);
    await expect(failure).rejects.toThrow(message);
  });

  it('rejects with the error of Lambda', async () => {
    lambda.rejects(new Error('TooManyRequestsException'));

    await expect(detector.invoke('{}')).rejects.toThrow('TooManyRequestsException');
  });
});
