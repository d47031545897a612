import { parquetRows } from './parquet';
import { untar } from './tar';
import { unzip } from './zip';

/** The readers of layers that need libraries. */
export const ARCHIVES = { untar, unzip, parquetRows };

export type Archives = typeof ARCHIVES;
