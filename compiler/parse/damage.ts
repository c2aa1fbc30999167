// What a declaration with errors would have declared, so that later stages stay silent about it.
import { isA, type Token, type TokenType } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import { suggester } from "../suggest.ts";

/** A declaration that is left out of the tree. `kind` is as in `Declaration`; the name is missing if it cannot be told. */
export interface Damaged {
  readonly kind: string;
  readonly name: string | undefined;
}

const NAMED: readonly (readonly [TokenType, string])[] = [
  [t.Class, "class"],
  [t.Role, "role"],
  [t.Group, "group"],
  [t.Privilege, "privilege"],
  [t.Policy, "policy"],
];
const DECLARATIONS = [
  "import",
  "operator",
  "context",
  "class",
  "access",
  "privilege",
  "role",
  "group",
  "policy",
  "final",
  "rule",
  "external",
  "test",
  "assert",
];

export function damageOf(tokens: readonly Token[], declares: boolean): readonly Damaged[] {
  const [first, second, third] = tokens;
  if (first === undefined || isA(first, t.RCurly)) return [];
  if (!declares) return guess(tokens);
  if (isA(first, t.Import)) return [{ kind: "import", name: isA(second, t.Text) ? second?.image : undefined }];
  if (isA(first, t.Operator) || isA(first, t.Context)) return [{ kind: first.image, name: undefined }];
  if (isA(first, t.Assert)) return [{ kind: "assert", name: undefined }];
  if (isA(first, t.Test)) return [{ kind: "test", name: second?.image }];
  if (isA(first, t.Access)) return [{ kind: "access when", name: nameAt(third) }];
  if (isA(first, t.External)) return [{ kind: "external assignment", name: nameAt(third) }];
  if (isA(first, t.Rule)) return [{ kind: "rule", name: nameAt(isA(second, t.KindWord) ? third : second) }];
  if (isA(first, t.Final)) return [{ kind: "policy", name: nameAt(third) }];
  const kind = NAMED.find(([type]) => isA(first, type))?.[1];
  return kind === undefined ? [] : [{ kind, name: nameOf(tokens, 1) }];
}

/** `clas Work- {}` was meant to declare a class; what `Work- {}` was meant to declare, nobody knows. */
function guess(tokens: readonly Token[]): readonly Damaged[] {
  const [first, second, third] = tokens;
  if (!isA(first, t.Word)) return [];
  if (isA(first, t.When)) return [{ kind: "access when", name: nameAt(second) }];
  if (isA(first, t.KindWord)) return [{ kind: "rule", name: nameAt(second) }];
  if (isA(first, t.Assignment)) return [{ kind: "external assignment", name: nameAt(second) }];
  const nearest = suggester().nearest(first?.image ?? "", DECLARATIONS);
  if (nearest === "rule") return [{ kind: "rule", name: nameAt(third) }];
  if (isA(first, t.Access) || isA(first, t.Deny)) return [];
  if (nearest === undefined || nearest === "final" || nearest === "external" || nearest === "access") {
    const name = nameOf(tokens, 0);
    return name === undefined ? [] : NAMED.map(([, kind]) => ({ kind, name }));
  }
  if (nearest === "operator" || nearest === "context") return [{ kind: nearest, name: undefined }];
  return [{ kind: nearest, name: nameOf(tokens, 1) }];
}

function nameOf(tokens: readonly Token[], at: number): string | undefined {
  const name = nameAt(tokens[at]);
  const rest = tokens[at + 2];
  const mayHaveApplication = at === 0 || !isA(tokens[at - 1], t.Class);
  return mayHaveApplication && name !== undefined && isA(tokens[at + 1], t.Colon) && isA(rest, t.Word) ? `${name}:${rest?.image ?? ""}` : name;
}

function nameAt(token: Token | undefined): string | undefined {
  if (token === undefined || !isA(token, t.Word)) return undefined;
  return isA(token, t.QuotedName) ? token.image.replaceAll("`", "") : token.image;
}
