/** Where a replay keeps its state. */
export const STORE_KINDS = ['memory', 'dynamodb'] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

export interface StoreFlags {
  readonly store: StoreKind;
  readonly endpoint?: string;
}
