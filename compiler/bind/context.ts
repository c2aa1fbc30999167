// What every part of the binder shares: where it reports, what it stays silent about, and "did you mean".
import type { Name } from "../ast.ts";
import type { Extras, Kind, Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics } from "../diagnostics/syntax.ts";
import type { Span } from "../source.ts";
import { suggester, type Suggester } from "../suggest.ts";

/** The kinds of declarations whose names can be missing because their text has errors. */
export type DamagedKind =
  "class" | "role" | "group" | "access when" | "privilege" | "rule" | "policy" | "external assignment" | "test" | "operator" | "context" | "import";

/** A declaration that was left out since its text has errors; without a name if that could not be read. */
export interface Damaged {
  readonly kind: string;
  readonly name?: string | undefined;
}

/** What is missing from the compilation for reasons that have been reported. */
export interface Damage {
  has(kind: DamagedKind, name: string): boolean;
  /** What stands on a class that is unknown: it would be missed where it was meant to be. */
  add(kind: DamagedKind, name: string): void;
}

export interface BindContext {
  readonly sink: Sink;
  readonly damage: Damage;
  readonly suggest: Suggester;
}

/** How many diagnostics one file gets. */
const MAX_DIAGNOSTICS = 1000;

/** What a file has got so far. */
interface Reported {
  readonly keys: Set<string>;
  /** The place of the first one too many. */
  rest: { readonly span: Span | undefined } | undefined;
}

/** A sink that passes each diagnostic on once, up to a limit for each file, and knows whether there was an error. */
export class OnceSink implements Sink {
  readonly #target: Sink;
  readonly #files = new Map<string, Reported>();
  hasErrors = false;

  constructor(target: Sink) {
    this.#target = target;
  }

  report<A>(kind: Kind<A>, span: Span | undefined, args: A, extras?: Extras): void {
    if (kind.severity === "error") this.hasErrors = true;
    const path = span?.file.path ?? "";
    const file = this.#files.get(path) ?? { keys: new Set<string>(), rest: undefined };
    this.#files.set(path, file);
    const key = `${kind.code} ${span?.start ?? ""} ${span?.end ?? ""} ${kind.message(args)}`;
    if (file.keys.has(key)) return;
    file.keys.add(key);
    if (file.keys.size <= MAX_DIAGNOSTICS) this.#target.report(kind, span, args, extras);
    else file.rest ??= { span };
  }

  /** Says where something was left out. */
  finish(): void {
    for (const { rest } of this.#files.values()) {
      if (rest) this.#target.report(syntaxDiagnostics.tooMany, rest.span, { limit: MAX_DIAGNOSTICS }, { help: "mend these first, and check again" });
    }
  }
}

export function bindContext(damaged: Iterable<Damaged>, sink: Sink): BindContext {
  return { sink, damage: damageOf(damaged), suggest: suggester() };
}

/** Reports a name that nothing has, with the nearest that something has; silent if a damaged declaration may have it. */
export function reportUnknown<A>(
  context: BindContext,
  unknown: {
    readonly kind: Kind<A>;
    readonly args: A;
    readonly name: Name;
    readonly damaged: DamagedKind;
    readonly candidates: Iterable<string>;
    readonly prefix?: string;
  },
  extras: Extras = {},
): void {
  if (context.damage.has(unknown.damaged, unknown.name.text)) return;
  const otherwise = extras.help ?? "declare it, or import the file that does";
  context.sink.report(unknown.kind, unknown.name.span, unknown.args, {
    ...extras,
    ...didYouMean(context, unknown.name, unknown.candidates, otherwise, unknown.prefix),
  });
}

/** The help and the edit that offer the nearest name, quoted as `name` is; `otherwise` is the help if none is near, `prefix` stands before names in it. */
export function didYouMean(context: BindContext, name: Name, candidates: Iterable<string>, otherwise?: string, prefix = ""): Extras {
  const nearest = context.suggest.nearest(name.text, candidates);
  if (nearest === undefined) return otherwise === undefined ? {} : { help: otherwise };
  return {
    help: `did you mean \`${prefix}${nearest}\`?`,
    fix: { title: `write \`${nearest}\``, edits: [{ span: name.span, text: written(nearest, name.quoted) }] },
  };
}

/** What there is to choose from, in a help; undefined for nothing. */
export function listNames(names: Iterable<string>, prefix = ""): string | undefined {
  const all = [...names];
  if (all.length === 0) return undefined;
  const shown = all
    .slice(0, 6)
    .map((name) => `\`${prefix}${name}\``)
    .join(", ");
  return `there ${all.length === 1 ? "is" : "are"} ${shown}${all.length > 6 ? `, and ${all.length - 6} more` : ""}`;
}

/** A name as it stands where it is referred to: between backticks where the wrong one was, or where it could not stand without. */
function written(name: string, quoted: boolean): string {
  const plain = name === "@baseclass" || /^[A-Za-z][\w-]*(:[A-Za-z][\w-]*)?$/.test(name);
  return plain && !quoted ? name : `\`${name}\``;
}

function damageOf(damaged: Iterable<Damaged>): Damage {
  const names = new Set<string>();
  const whole = new Set<string>();
  for (const { kind, name } of damaged) {
    if (name === undefined || kind === "operator" || kind === "context") whole.add(kind);
    else names.add(`${kind} ${name}`);
  }
  // What a missing file declares, nobody knows.
  const everything = [...names].some((key) => key.startsWith("import ")) || whole.has("import");
  return {
    has: (kind, name) => everything || whole.has(kind) || names.has(`${kind} ${name}`),
    add: (kind, name) => void names.add(`${kind} ${name}`),
  };
}
