// Arrays of small numbers, as narrow as the numbers allow.

export type Ids = Uint8Array | Uint16Array | Uint32Array;

/** Room for numbers below `limit`. */
export function newIds(length: number, limit: number): Ids {
  if (limit <= 0x100) return new Uint8Array(length);
  return limit <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}
