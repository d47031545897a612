/** Data in a layer, such as gzip, that stops being what it was. */
export class LayerError extends Error {
  override readonly name = 'LayerError';
  /** Where, in bytes of the file as stored. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
