import type { Option } from 'commander';
import { DEFAULT_FORMAT_IN_WORDS, FORMATS } from '../output/formats';
import { choiceOption } from './choice-option';

/** `--format` of a command whose output is more than findings. */
export function formatOption(): Option {
  return choiceOption(
    '--format <format>',
    `output format; ndjson has one JSON object per line (default: ${DEFAULT_FORMAT_IN_WORDS})`,
    FORMATS,
  );
}
