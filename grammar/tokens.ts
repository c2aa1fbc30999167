// The tokens of the language: the few shapes that the lexer tells apart, and the words that have a meaning.
import { createToken, Lexer } from "chevrotain";
import type { TokenType } from "chevrotain";

// Categories: never in a text themselves, but what a rule of the grammar may ask for.

/** Any word at all: what a declaration may be named, and what may stand before `:`. */
export const Word = category("Word");
/** What may refer to a declared thing: a name, a name between backticks, or a word with a meaning in few places. */
export const Ref = category("Ref", [Word]);
/** A word that must stand between backticks to refer to something. */
export const Reserved = category("Reserved", [Word]);
export const SettingWord = category("SettingWord");
export const ScalarWord = category("ScalarWord");
export const KindWord = category("KindWord");
export const CompareSign = category("CompareSign");

// Shapes

/** Letters outside ASCII, and what is invisible: lexed as part of a name, so that one mistake stays one token. */
const ODD =
  "\\u00aa\\u00ad\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u218f\\u2c00-\\u2fff\\u3005-\\ud7ff\\ud800-\\udfff\\uf900-\\uffef";
const WORD = `[A-Za-z0-9_${ODD}-]`;

export const WhiteSpace = createToken({ name: "WhiteSpace", pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED, line_breaks: true });
/** One that is never closed reaches to the end of the text; a pattern that looked for the end each time would be quadratic. */
export const BlockComment = createToken({ name: "BlockComment", pattern: blockComment, start_chars_hint: ["/"], group: "comments", line_breaks: true });
export const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\n]*/, group: "comments" });

export const Path = createToken({ name: "Path", pattern: new RegExp(`(?:operator|context)?(?:\\.[A-Za-z_${ODD}]${WORD}*)+`), line_breaks: false });
export const Name = createToken({ name: "Name", pattern: new RegExp(`[A-Za-z_${ODD}]${WORD}*`), categories: [Ref], line_breaks: false });
export const BuiltInName = createToken({ name: "BuiltInName", pattern: new RegExp(`@${WORD}*`), categories: [Ref], line_breaks: false });
export const QuotedName = createToken({ name: "QuotedName", pattern: /`[^`\r\n]*`?/, categories: [Ref], line_breaks: false });
export const Text = createToken({ name: "Text", pattern: /"(?:[^"\\\r\n]+|\\[^\r\n]?)*"?/, line_breaks: false });
/** What starts with a digit; whether it is a number of the language is looked at later. */
export const Digits = createToken({ name: "Digits", pattern: new RegExp("[0-9][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*") });
/** What has no place in the language; reported, then dropped or replaced by what was meant. */
export const Foreign = createToken({ name: "Foreign", pattern: /===|!==|==|=>|&&|\|\||<>|->|'[^'\r\n]*'?|!(?!=)|[;&%^~$?*\/\\#]/, line_breaks: false });
export const OddCharacter = createToken({ name: "OddCharacter", pattern: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\uffff]/, line_breaks: false });

export const LCurly = createToken({ name: "LCurly", pattern: /\{/, label: "{" });
export const RCurly = createToken({ name: "RCurly", pattern: /\}/, label: "}" });
export const LSquare = createToken({ name: "LSquare", pattern: /\[/, label: "[" });
export const RSquare = createToken({ name: "RSquare", pattern: /\]/, label: "]" });
export const LParen = createToken({ name: "LParen", pattern: /\(/, label: "(" });
export const RParen = createToken({ name: "RParen", pattern: /\)/, label: ")" });
export const Comma = createToken({ name: "Comma", pattern: /,/, label: "," });
export const Colon = createToken({ name: "Colon", pattern: /:/, label: ":" });
export const Pipe = createToken({ name: "Pipe", pattern: /\|/, label: "|" });
export const Plus = createToken({ name: "Plus", pattern: /\+/, label: "+" });
export const Minus = createToken({ name: "Minus", pattern: /-/, label: "-" });
export const Dot = createToken({ name: "Dot", pattern: /\./, label: "." });
export const NotEquals = createToken({ name: "NotEquals", pattern: /!=/, label: "!=", categories: [CompareSign] });
export const LessEquals = createToken({ name: "LessEquals", pattern: /<=/, label: "<=", categories: [CompareSign] });
export const GreaterEquals = createToken({ name: "GreaterEquals", pattern: />=/, label: ">=", categories: [CompareSign] });
export const Equals = createToken({ name: "Equals", pattern: /=/, label: "=", categories: [CompareSign] });
export const Less = createToken({ name: "Less", pattern: /</, label: "<", categories: [CompareSign] });
export const Greater = createToken({ name: "Greater", pattern: />/, label: ">", categories: [CompareSign] });

/** What the lexer itself looks for, in this order. */
export const shapes: readonly TokenType[] = [
  WhiteSpace,
  LineComment,
  BlockComment,
  Path,
  Name,
  BuiltInName,
  QuotedName,
  Text,
  Digits,
  Foreign,
  NotEquals,
  LessEquals,
  GreaterEquals,
  Equals,
  Less,
  Greater,
  LCurly,
  RCurly,
  LSquare,
  RSquare,
  LParen,
  RParen,
  Comma,
  Colon,
  Pipe,
  Plus,
  Minus,
  Dot,
  OddCharacter,
];

// Words. A name that the lexer finds becomes one of these when its text is the same.

const wordTypes = new Map<string, TokenType>();

export const Import = reserved("import"),
  Operator = reserved("operator"),
  Context = reserved("context"),
  Class = reserved("class");
export const Access = reserved("access"),
  Privilege = reserved("privilege"),
  Role = reserved("role"),
  Group = reserved("group");
export const Policy = reserved("policy"),
  Final = reserved("final"),
  Rule = reserved("rule"),
  External = reserved("external");
export const Test = reserved("test"),
  Deny = reserved("deny"),
  When = reserved("when"),
  Then = reserved("then");
export const Otherwise = reserved("otherwise"),
  And = reserved("and"),
  Or = reserved("or"),
  Not = reserved("not");
export const True = reserved("true"),
  False = reserved("false"),
  Null = reserved("null"),
  Is = reserved("is"),
  In = reserved("in");
export const Includes = reserved("includes"),
  Between = reserved("between"),
  Now = reserved("now"),
  Today = reserved("today");
export const Unrestricted = reserved("unrestricted"),
  Discover = reserved("discover"),
  Privileges = reserved("privileges");
export const All = reserved("all"),
  On = reserved("on"),
  Extends = reserved("extends"),
  Without = reserved("without");
export const Depends = reserved("depends"),
  Inherits = reserved("inherits"),
  For = reserved("for"),
  Requires = reserved("requires");
export const Roles = reserved("roles"),
  Stop = reserved("stop"),
  Performs = reserved("performs"),
  Expires = reserved("expires");
export const Remind = reserved("remind"),
  Masked = reserved("masked"),
  Showing = reserved("showing"),
  To = reserved("to"),
  Of = reserved("of");
export const Can = reserved("can"),
  Cannot = reserved("cannot"),
  Has = reserved("has"),
  Lacks = reserved("lacks");
export const Sees = reserved("sees"),
  Hides = reserved("hides"),
  Level = reserved("level");
export const DateWord = reserved("date", [ScalarWord]),
  DatetimeWord = reserved("datetime", [ScalarWord]);

export const Open = reserved("open", [SettingWord]),
  Modify = reserved("modify", [SettingWord]),
  Delete = reserved("delete", [SettingWord]);
export const RunReports = reserved("run-reports", [SettingWord]),
  ExecuteActivities = reserved("execute-activities", [SettingWord]);
export const OpenRules = reserved("open-rules", [SettingWord]),
  ModifyRules = reserved("modify-rules", [SettingWord]);
export const DeleteRules = reserved("delete-rules", [SettingWord]),
  ExecuteRules = reserved("execute-rules", [SettingWord]);

export const Pattern = contextual("pattern"),
  Below = contextual("below"),
  From = contextual("from"),
  Up = contextual("up");
export const At = contextual("at"),
  First = contextual("first"),
  Last = contextual("last"),
  Grant = contextual("grant");
export const But = contextual("but"),
  Full = contextual("full"),
  DigitsWord = contextual("digits"),
  With = contextual("with");
export const Year = contextual("year"),
  Month = contextual("month"),
  Day = contextual("day");
export const Assignment = contextual("assignment"),
  After = contextual("after"),
  Every = contextual("every");
export const Settings = contextual("settings"),
  Any = contextual("any"),
  Holds = contextual("holds"),
  Starts = contextual("starts");
export const Ends = contextual("ends"),
  Contains = contextual("contains"),
  Empty = contextual("empty"),
  Perform = contextual("perform");
export const Assert = contextual("assert"),
  No = contextual("no"),
  Nobody = contextual("nobody"),
  Only = contextual("only");
export const Both = contextual("both"),
  Unless = contextual("unless");
export const Read = contextual("read"),
  Update = contextual("update"),
  PropertyRead = contextual("property-read");
export const PropertyEncrypt = contextual("property-encrypt");
export const TextWord = contextual("text", [ScalarWord]),
  IntegerWord = contextual("integer", [ScalarWord]);
export const DecimalWord = contextual("decimal", [ScalarWord]),
  BooleanWord = contextual("boolean", [ScalarWord]),
  List = contextual("list");
export const FlowAction = contextual("flow-action", [KindWord]),
  Flow = contextual("flow", [KindWord]),
  Activity = contextual("activity", [KindWord]);
export const Correspondence = contextual("correspondence", [KindWord]),
  Attachment = contextual("attachment", [KindWord]);
export const Navigation = contextual("navigation", [KindWord]),
  Report = contextual("report", [KindWord]),
  Section = contextual("section", [KindWord]);

/** The words with a meaning, by their text. */
export const words: ReadonlyMap<string, TokenType> = wordTypes;

/** Everything that the parser may meet. */
export const vocabulary: readonly TokenType[] = [Word, Ref, Reserved, SettingWord, ScalarWord, KindWord, CompareSign, ...shapes, ...wordTypes.values()];

function category(name: string, categories: TokenType[] = []): TokenType {
  return createToken({ name, pattern: Lexer.NA, categories });
}

function reserved(text: string, categories: TokenType[] = []): TokenType {
  return word(text, [Reserved, ...categories]);
}

function contextual(text: string, categories: TokenType[] = []): TokenType {
  return word(text, [Ref, ...categories]);
}

function word(text: string, categories: TokenType[]): TokenType {
  const plain = text.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const name = /^(?:Text|Digits|Date|Datetime)$/.test(plain) ? `${plain}Word` : plain;
  const type = createToken({ name, pattern: Lexer.NA, label: text, categories });
  wordTypes.set(text, type);
  return type;
}

function blockComment(text: string, offset: number): [string] | null {
  if (text.charCodeAt(offset) !== 47 || text.charCodeAt(offset + 1) !== 42) return null;
  const end = text.indexOf("*/", offset + 2);
  return [end === -1 ? text.slice(offset) : text.slice(offset, end + 2)];
}
