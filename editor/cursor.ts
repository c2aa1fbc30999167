// Where a cursor stands, by the words before it: in which declaration, between which braces, and for which class.
import { isA, type Token } from "../grammar/index.ts";
import * as t from "../grammar/tokens.ts";

const starters: ReadonlySet<string> = new Set([
  "Import",
  "Operator",
  "Context",
  "Class",
  "Access",
  "Privilege",
  "Role",
  "Group",
  "Policy",
  "Final",
  "Rule",
  "External",
  "Test",
  "Assert",
]);

export interface Place {
  /** The tokens of the declaration so far. */
  readonly own: readonly Token[];
  /** What the nearest open brace is behind: the name of a token, such as `Role`. */
  readonly inside: string | undefined;
  /** The class at hand. */
  readonly on: string | undefined;
}

/** `tokens` are those before the cursor. */
export function placeOf(tokens: readonly Token[]): Place {
  const open: number[] = [];
  let start = 0;
  tokens.forEach((token, index) => {
    if (open.length === 0 && starters.has(token.tokenType.name) && !isA(tokens[index - 1], t.On) && !isA(tokens[index - 1], t.For)) {
      const begins = index === 0 || isA(tokens[index - 1], t.RCurly) || !["Final", "Deny"].includes(tokens[index - 1]?.tokenType.name ?? "");
      if (begins) start = index;
    }
    if (isA(token, t.LCurly)) open.push(index);
    else if (isA(token, t.RCurly) && open.pop() !== undefined && open.length === 0) start = index + 1;
  });
  const own = tokens.slice(start);
  const brace = open.at(-1);
  return { own, inside: brace === undefined ? undefined : headOf(tokens, brace, start), on: classIn(own) };
}

/** The last word that says what a list of names is. */
export function lastKeyword(tokens: readonly Token[]): Token | undefined {
  return tokens.findLast((token) => isA(token, t.Reserved) || token.tokenType.name === "Holds");
}

/** What begins the thing that a brace opens. */
function headOf(tokens: readonly Token[], brace: number, start: number): string | undefined {
  for (let at = brace - 1; at >= start; at--) {
    const token = tokens[at];
    if (isA(token, t.LCurly) || isA(token, t.RCurly)) return at + 1 === brace ? undefined : tokens[at + 1]?.tokenType.name;
    if (at === start) return token?.tokenType.name;
    if (isA(token, t.Access) && isA(tokens[at + 1], t.To)) return isA(tokens[at - 1], t.Deny) ? "Deny" : "Access";
    if (isA(token, t.Colon) || isA(token, t.Operator) || isA(token, t.Context)) return "Values";
    if (isA(token, t.Can) || isA(token, t.Cannot) || isA(token, t.Has) || isA(token, t.Lacks) || isA(token, t.Sees) || isA(token, t.Hides)) return "Values";
  }
  return undefined;
}

function classIn(own: readonly Token[]): string | undefined {
  let on: string | undefined;
  own.forEach((token, index) => {
    const before = own[index - 1];
    if (!isA(token, t.Ref)) return;
    if (isA(before, t.On) || (isA(before, t.To) && isA(own[index - 2], t.Access)) || isA(before, t.Of) || isA(before, t.SettingWord))
      on = token.image.replaceAll("`", "");
  });
  return on;
}
