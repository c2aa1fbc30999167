// From a source file to its syntax tree: the first stage of the compiler.
import { closesWhatIsOpen, split, type Region } from "./regions.ts";
import type { Declaration, FileTree } from "./ast.ts";
import { Build } from "./build-context.ts";
import { buildDeclaration } from "./build-ast.ts";
import type { Sink } from "./diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "./diagnostics/syntax.ts";
import { lex, type Comment } from "./lexical.ts";
import { damageOf, type Damaged } from "./damage.ts";
import { parseRegion } from "./parse-region.ts";
import { OrderedReports } from "./ordered-reports.ts";
import type { SourceFile } from "./source.ts";
import { reportJunk } from "./syntax-errors.ts";

export type { Comment } from "./lexical.ts";
export type { Damaged } from "./damage.ts";

export interface ParsedFile extends FileTree {
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  /** What the declarations that were left out would have declared, as far as it can be told. */
  readonly damaged: readonly Damaged[];
}

export const MAX_DIAGNOSTICS = 1000;

/** Reports everything that is wrong with the text, in its order; what is in the tree is whole. */
export function parseFile(file: SourceFile, sink: Sink): ParsedFile {
  const reports = new OrderedReports(file);
  const { tokens, comments, documentation } = lex(file, reports);
  const faults = reports.offsets();
  const declarations: Declaration[] = [];
  const damaged: Damaged[] = [];
  const handle = (region: Region, resplit: boolean): void => {
    if (!region.declares) {
      reportJunk(file, region, faults, reports);
      damaged.push(...damageOf(region));
      return;
    }
    const build = new Build(file, documentation, faults, reports);
    const parsed = mayCloseEarly(file, region, resplit) ? "close early" : parseRegion(build, region, resplit);
    if (parsed === "close early") {
      for (const part of split(file.text, region.tokens, true)) handle({ ...part, next: part.next ?? region.next }, false);
      return;
    }
    const declaration = parsed.cst === undefined ? undefined : buildDeclaration(build, parsed.cst);
    if (declaration === undefined || parsed.damaged || build.hasFaults(region.tokens)) damaged.push(...damageOf(region));
    else declarations.push(declaration);
  };
  for (const region of split(file.text, tokens, false)) handle(region, true);
  reports.flush(sink, MAX_DIAGNOSTICS, (more, span) => sink.report(kinds.tooMany, span, { more, limit: MAX_DIAGNOSTICS }));
  return { file, declarations, comments, damaged };
}

/** A region that is open at its end and has a declaration's keyword in a first column ends there. */
function mayCloseEarly(file: SourceFile, region: Region, resplit: boolean): boolean {
  if (!resplit || region.open.length === 0) return false;
  return region.tokens.some((_, index) => index > 0 && closesWhatIsOpen(file.text, region.tokens, index));
}
