// Small random edits of random policies, as an author makes them.
import { textOf, type Piece } from "../generate/pieces.ts";

/** `picks` choose what is done where; `other` gives what is put in. The result may have errors. */
export function edited(pieces: readonly Piece[], other: readonly Piece[], picks: readonly number[]): string {
  const [how = 0, where = 0, which = 0] = picks;
  const at = where % pieces.length;
  const piece = pieces[at];
  if (piece === undefined) return textOf(pieces);
  const replaced = (by: readonly Piece[]): string => textOf([...pieces.slice(0, at), ...by, ...pieces.slice(at + 1)]);
  switch (how % 6) {
    case 0:
      return replaced([]);
    case 1:
      return replaced([{ ...piece, items: piece.items.filter((_, i) => i !== which % Math.max(1, piece.items.length)) }]);
    case 2:
      return replaced([piece, ...other.slice(which % other.length, (which % other.length) + 1)]);
    case 3:
      return replaced([changed(piece, which, (text) => text.replace(/ when .*$/m, ""))]);
    case 4:
      return replaced([changed(piece, which, (text) => text.replace(/\b[1-5]\b/, String(1 + (which % 5))))]);
    default:
      return replaced([changed(piece, which, (text) => text.replace(/ and | or /, (word) => (word === " and " ? " or " : " and ")))]);
  }
}

function changed(piece: Piece, which: number, change: (text: string) => string): Piece {
  if (piece.items.length === 0) return { ...piece, head: change(piece.head) };
  return { ...piece, items: piece.items.map((item, i) => (i === which % piece.items.length ? change(item) : item)) };
}

/** The same declarations in another order, and what stands in them too. */
export function shuffled(pieces: readonly Piece[], picks: readonly number[]): readonly Piece[] {
  return mixed(pieces, picks).map((piece, i) => ({ ...piece, items: mixed(piece.items, picks.slice(i % 40)) }));
}

function mixed<T>(list: readonly T[], picks: readonly number[]): readonly T[] {
  const keys = new Map(list.map((item, i) => [item, ((picks[i % picks.length] ?? 0) + i * 7919) % 997]));
  return [...list].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
}
