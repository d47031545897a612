import { compose } from '../../../lambda/detector/compose';
import { createHandler } from '../../../lambda/detector/create-handler';
import { readEnvironment } from '../../../lambda/detector/env';

/**
 * The function in its own process, as in Lambda, and so with its own memory. Takes events from its parent process, and
 * answers each with the bytes of its heap in use.
 */
const handler = createHandler(compose(readEnvironment(process.env)));

process.on('message', async (event) => {
  await handler(event);
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
