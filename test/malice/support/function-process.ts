import { compose } from '../../../lambda/detector/compose';
import { createHandler } from '../../../lambda/detector/create-handler';
import { readEnvironment } from '../../../lambda/detector/env';

/**
 * The function in a process of its own, as Lambda has it, whose memory is then its own too. Takes events from its
 * parent; answers each with the bytes of its heap that are in use.
 */
const handler = createHandler(compose(readEnvironment(process.env)));

process.on('message', async (event) => {
  await handler(event);
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
