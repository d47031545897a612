import type { Random } from '../random';
import type { FreeForm } from '../record';

/** The parts of a record that depend on the API call. */
export interface ApiCall {
  /** The service as in `eventSource`, without `.amazonaws.com`. */
  readonly service: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  readonly requestParameters: FreeForm | null;
  readonly responseElements?: FreeForm;
  readonly additionalEventData?: FreeForm;
  readonly resources?: readonly FreeForm[];
  readonly isSignIn?: boolean;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** When and where a call is made, and the source of its random parts. */
export interface Moment {
  readonly random: Random;
  readonly accountId: string;
  readonly region: string;
  readonly second: number;
}

/** A call, or how to make it for a moment. */
export type Call = ApiCall | ((moment: Moment) => ApiCall);

export function callAt(call: Call, moment: Moment): ApiCall {
  return typeof call === 'function' ? call(moment) : call;
}

/** A call that changes nothing, such as `read('eks', 'ListClusters')`. */
export function read(service: string, eventName: string, parameters?: FreeForm | null): ApiCall {
  return { service, eventName, readOnly: true, requestParameters: parameters ?? null };
}

export function write(service: string, eventName: string, parameters: FreeForm | null): ApiCall {
  return { ...read(service, eventName, parameters), readOnly: false };
}
