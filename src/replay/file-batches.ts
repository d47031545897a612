/** A batch is full with so many bytes, as they are stored, or so many files. */
const BATCH_BYTES = 512 * 1024;
const BATCH_FILES = 64;

/** Files in batches, in their order: to hand over each file by itself would take longer than to read it. */
export function inBatches<File extends { readonly bytes: number }>(
  files: readonly File[],
): File[][] {
  const batches: File[][] = [];
  let bytes = BATCH_BYTES;
  for (const file of files) {
    const last = batches.at(-1);
    if (last === undefined || bytes + file.bytes > BATCH_BYTES || last.length === BATCH_FILES) {
      batches.push([file]);
      bytes = file.bytes;
    } else {
      last.push(file);
      bytes += file.bytes;
    }
  }
  return batches;
}
