import { Option } from 'commander';

/** The values that a flag takes. */
export interface KnownValues {
  readonly values: readonly string[];
  /** Whether it takes several, separated by commas. */
  readonly isList: boolean;
}

/** An option with known values, that shells complete. Its reader checks them, and its description names them. */
export class CompletedOption extends Option {
  readonly known: KnownValues;

  constructor(flags: string, description: string, known: KnownValues) {
    super(flags, description);
    this.known = known;
  }
}
