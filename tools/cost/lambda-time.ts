import { PER_MILLION } from './list-prices';

/** In millionths of a dollar. */
export function lambdaTime(seconds: number, megabytes: number): number {
  return (PER_MILLION.lambdaGigabyteSecond * seconds * megabytes) / 1024;
}
