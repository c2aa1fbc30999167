// The colours of a text before the language server has answered: a TextMate grammar, made of the tokens of the language.
import { KindWord, Reserved, ScalarWord, SettingWord, words } from "../../grammar/tokens.ts";
import type { TokenType } from "../../grammar/index.ts";

/** Words that begin a declaration stand out. */
const DECLARES: ReadonlySet<string> = new Set([
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
  "deny",
]);

/** A word of the language, and no part of a name or a path, nor a name before `:`. */
const word = (list: readonly string[]): string => `(?<![\\w.:@-])(?:${[...list].sort((a, b) => b.length - a.length).join("|")})(?![\\w-]|\\s*:)`;

export function textMateGrammar(): object {
  const all = [...words];
  const of = (...categories: readonly TokenType[]): readonly string[] =>
    all.filter(([, type]) => categories.every((category) => type.CATEGORIES?.includes(category))).map(([text]) => text);
  const settings = of(SettingWord);
  const types = of(ScalarWord);
  const kinds = of(KindWord);
  const literals = ["true", "false", "null", "unrestricted"];
  const operators = ["and", "or", "not", "in", "is", "includes", "between"];
  const special = new Set([...settings, ...types, ...kinds, ...literals, ...operators, ...DECLARES]);
  const reserved = of(Reserved).filter((text) => !special.has(text));
  const contextual = all.map(([text]) => text).filter((text) => !special.has(text) && !reserved.includes(text));
  return {
    name: "Access control policy",
    scopeName: "source.acl",
    patterns: [
      { name: "comment.line.documentation.acl", match: "///(?!/).*$" },
      { name: "comment.line.double-slash.acl", match: "//.*$" },
      { name: "comment.block.acl", begin: "/\\*", end: "\\*/" },
      {
        name: "string.quoted.double.acl",
        begin: '"',
        end: '"|$',
        patterns: [
          { name: "constant.character.escape.acl", match: '\\\\(?:["\\\\/bfnrt]|u[0-9A-Fa-f]{4})' },
          { name: "invalid.illegal.escape.acl", match: "\\\\." },
        ],
      },
      { name: "entity.name.quoted.acl", match: "`[^`]*`" },
      { match: "\\b(class)\\s+(@?[A-Za-z][\\w-]*)", captures: { 1: { name: "keyword.declaration.acl" }, 2: { name: "entity.name.type.acl" } } },
      { name: "variable.other.property.acl", match: "(?<![\\w@-])(?:operator|context)?(?:\\.[A-Za-z_]\\w*)+" },
      { name: "keyword.declaration.acl", match: word([...DECLARES]) },
      { name: "constant.language.acl", match: word(literals) },
      { name: "keyword.operator.word.acl", match: word(operators) },
      { name: "support.constant.setting.acl", match: word(settings) },
      { name: "storage.type.acl", match: word(types) },
      { name: "support.type.kind.acl", match: word(kinds) },
      { name: "keyword.other.acl", match: word(reserved) },
      { name: "keyword.other.contextual.acl", match: word(contextual) },
      { name: "constant.numeric.acl", match: "(?<![\\w-])[0-9][0-9_]*(?:\\.[0-9_]+)?(?![\\w-])" },
      { name: "keyword.operator.acl", match: "!=|<=|>=|=|<|>|\\|" },
    ],
  };
}
