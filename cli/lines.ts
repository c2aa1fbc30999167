// Cuts a stream of bytes into lines, a batch for each piece that arrives, so that answers need not wait for the end.

/** A line without its end; `undefined` stands for one that is longer than the limit, whose bytes are dropped. */
export type Line = Uint8Array | undefined;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The last line needs no line end. */
export async function* batchesOfLines(pieces: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<readonly Line[]> {
  let begun: Uint8Array[] = [];
  let length = 0;
  const add = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length <= limit) begun.push(bytes);
    else begun = [];
  };
  const finish = (): Line => {
    const line = length <= limit ? joined(begun) : undefined;
    begun = [];
    length = 0;
    return line;
  };
  for await (const piece of pieces) {
    const lines: Line[] = [];
    let from = 0;
    for (let at = piece.indexOf(LINE_FEED); at !== -1; at = piece.indexOf(LINE_FEED, from)) {
      add(piece.subarray(from, at));
      lines.push(finish());
      from = at + 1;
    }
    add(piece.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [finish()];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return trimmed(only);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return trimmed(all);
}

function trimmed(line: Uint8Array): Uint8Array {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
