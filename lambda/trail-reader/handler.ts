import { compose } from './compose';
import { createHandler } from './create-handler';
import { readEnvironment } from './env';

/** Entry point of the deployed function. */
export const handler = createHandler(compose(readEnvironment(process.env)));
