import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { isObject, textOf } from '../../detection/json';
import { type DetectorFunction, FunctionFailedError } from '../../ports/detector-function';

export interface LambdaDetectorFunctionOptions {
  readonly client: LambdaClient;
  /** Name or ARN. */
  readonly functionName: string;
}

/** The deployed detector. Needs `lambda:InvokeFunction`. */
export function createLambdaDetectorFunction(
  options: LambdaDetectorFunctionOptions,
): DetectorFunction {
  const { client, functionName: FunctionName } = options;
  return {
    async invoke(event) {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({ FunctionName, Payload: Buffer.from(event) }),
      );
      const answer = parse(Buffer.from(Payload ?? []).toString('utf8'));
      if (FunctionError !== undefined) {
        throw new FunctionFailedError(errorTextOf(answer) || FunctionError);
      }
      return answer;
    },
  };
}

/** An answer that is not JSON is not from the detector; it is returned as it is. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function errorTextOf(answer: unknown): string {
  if (!isObject(answer)) {
    return typeof answer === 'string' ? answer : '';
  }
  return ['errorType', 'errorMessage'].flatMap((name) => textOf(answer, name) ?? []).join(': ');
}
