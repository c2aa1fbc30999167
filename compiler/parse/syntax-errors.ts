// Says what is wrong where tokens are no declaration: asks which wrong idea the author may have, and answers that.
import { isA, type Failure, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Build } from "./build-context.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import type { Region } from "./regions.ts";
import type { SourceFile } from "../source.ts";
import { suggester } from "../suggest.ts";
import { formOf } from "./syntax-forms.ts";
import { expectedPhrase, shown } from "./syntax-expected.ts";
import { conditionMistake } from "./syntax-mistakes-conditions.ts";
import { nameMistake } from "./syntax-mistakes-names.ts";
import { wordMistake } from "./syntax-mistakes-words.ts";

/** A place where the parser could not go on. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly at: number;
  /** What cannot stand there; undefined at the end of the declaration. */
  readonly found: Token | undefined;
  readonly before: Token | undefined;
  readonly next: Token | undefined;
  readonly rules: readonly string[];
  readonly expected: ReadonlySet<string>;
}

/** Knows some mistakes: reports and returns true if it was one of them. */
export type Recognizer = (build: Build, place: Place) => boolean;

/** In order of how sure they are. */
const RECOGNIZERS: readonly Recognizer[] = [wordMistake, conditionMistake, nameMistake];

/** Reports one failure. */
export function explain(build: Build, tokens: readonly Token[], failure: Failure): void {
  const { rules } = failure;
  // A reserved word could have been an application's name; where no `:` follows it, it is the word that is wrong.
  const wordBefore = rules.at(-1) === "roleName" && failure.expected.includes("Colon");
  const at = wordBefore ? failure.at - 1 : failure.at;
  const place: Place = {
    tokens,
    at,
    rules,
    found: tokens[at],
    before: tokens[at - 1],
    next: tokens[at + 1],
    expected: new Set(wordBefore ? ["Ref"] : failure.expected),
  };
  for (const recognize of RECOGNIZERS) {
    if (recognize(build, place)) return;
  }
  const where = place.found ?? place.before;
  if (where === undefined) return;
  const found = place.found === undefined ? `nothing after ${shown(where)}` : shown(place.found);
  build.report(kinds.unexpected, build.span(where), { found, expected: expectedPhrase(place) }, { help: formOf(place) });
}

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
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ["entity", "class"],
  ["type", "class"],
  ["resource", "class"],
  ["model", "class"],
  ["object", "class"],
  ["user", "operator"],
  ["subject", "operator"],
  ["principal", "operator"],
  ["permission", "privilege"],
  ["action", "privilege"],
  ["team", "group"],
  ["condition", "access when"],
  ["when", "access when"],
  ["include", "import"],
  ["use", "import"],
  ["from", "import"],
  ["environment", "context"],
  ["request", "context"],
]);

/** Reports tokens with which no declaration begins. */
export function reportJunk(file: SourceFile, region: Region, faults: readonly number[], sink: Sink): void {
  const [first, second] = region.tokens;
  if (first === undefined) return;
  const span = { file, start: first.startOffset, end: first.startOffset + first.image.length };
  const last = second ?? first;
  if (faults.some((offset) => offset >= span.start && offset <= last.startOffset)) return;
  if (isA(first, t.RCurly)) sink.report(kinds.stray, span, { word: "}" }, { help: "remove it, or look for a `{` that is missing before it" });
  else sink.report(kinds.noDeclaration, span, { found: shown(first) }, { help: helpForJunk(first, second) });
}

function helpForJunk(first: Token, second: Token | undefined): string {
  if (t.words.has(first.image) && isA(second, t.Colon)) return `a name is missing between \`${first.image}\` and \`:\``;
  if (isA(first, t.Access) || isA(first, t.Deny)) return "`access to` and `deny access to` stand inside a role; is a `}` before this one too many?";
  if (isA(first, t.SettingWord) || isA(first, t.Privileges) || isA(first, t.All))
    return "settings stand inside `access to CLASS { … }` of a role; is a `}` before this one too many?";
  const other = OTHER_WORDS.get(first.image.toLowerCase()) ?? (isA(first, t.Word) ? suggester().nearest(first.image, DECLARATIONS) : undefined);
  if (other !== undefined) return `did you mean \`${other === "external" ? "external assignment" : other === "access" ? "access when" : other}\`?`;
  return "a declaration begins with `import`, `operator`, `context`, `class`, `access when`, `privilege`, `role`, `group`, `policy`, `rule`, `external assignment` or `test`";
}
