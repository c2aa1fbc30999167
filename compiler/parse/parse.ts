// From a source file to its syntax tree: the first stage of the compiler.
import { isA, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Declaration, FileTree } from "../ast.ts";
import { Build } from "./build-context.ts";
import { buildDeclaration } from "./build-ast.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import type { DeclarationCache } from "./declaration-cache.ts";
import { lex, type Comment } from "./lexical.ts";
import { damageOf, type Damaged } from "./damage.ts";
import { parseRegion } from "./parse-region.ts";
import { closesWhatIsOpen, regionAt, type Region } from "./regions.ts";
import { OrderedReports } from "./ordered-reports.ts";
import type { SourceFile } from "../source.ts";
import { reportJunk } from "./syntax-errors.ts";

export type { Comment } from "./lexical.ts";
export { DeclarationCache } from "./declaration-cache.ts";
export type { Damaged } from "./damage.ts";

export interface ParsedFile extends FileTree {
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  /** What the declarations that were left out would have declared, as far as it can be told. */
  readonly damaged: readonly Damaged[];
}

export const MAX_DIAGNOSTICS = 1000;

/** Reports everything that is wrong with the text, in its order; what is in the tree is whole. `cache` has declarations of an earlier version. */
export function parseFile(file: SourceFile, sink: Sink, cache?: DeclarationCache): ParsedFile {
  const reports = new OrderedReports(file, MAX_DIAGNOSTICS);
  const { tokens, comments, documentation } = lex(file, reports);
  const faults = reports.offsets();
  const declarations: Declaration[] = [];
  const damaged: Damaged[] = [];
  /** Handles one region, and says where the next begins. */
  const handle = (region: Region, limit: number, byColumn: boolean): number => {
    if (!region.declares || reports.isFull) {
      if (!reports.isFull) reportJunk(file, region, faults, reports);
      damaged.push(...damageOf(region.tokens, region.declares));
      return region.end;
    }
    const key = cache && region.open.length === 0 ? keyOf(file, region, documentation) : undefined;
    const kept = key === undefined ? undefined : cache?.take(key, file, region.tokens[0]?.startOffset ?? 0);
    if (kept !== undefined) {
      declarations.push(kept);
      return region.end;
    }
    const before = reports.count;
    const build = new Build(file, documentation, faults, reports);
    const parsed = !byColumn && endsEarlier(file, region) ? "ends earlier" : parseRegion(build, region, { all: tokens, limit, byColumn });
    if (parsed === "ends earlier") {
      handleAll(region.start, region.end, true);
      return region.end;
    }
    const declaration = parsed.cst === undefined || (parsed.damaged && !showsMore(region)) ? undefined : buildDeclaration(build, parsed.cst);
    const own = tokens.slice(region.start, parsed.end);
    if (declaration === undefined || parsed.damaged || build.hasFaults(own)) damaged.push(...damageOf(own, true));
    else {
      declarations.push(declaration);
      const isClean = reports.count === before && !hasFault(faults, own) && parsed.end === region.end;
      if (key !== undefined && isClean) cache?.keep(key, declaration, own[0]?.startOffset ?? 0);
    }
    return parsed.end;
  };
  const handleAll = (start: number, limit: number, byColumn: boolean): void => {
    for (let at = start; at < limit;) at = handle(regionAt(file.text, tokens, at, limit, byColumn), limit, byColumn);
  };
  handleAll(0, tokens.length, false);
  cache?.finish();
  reports.flush(sink, (span) => sink.report(kinds.tooMany, span, { limit: MAX_DIAGNOSTICS }, { help: "mend some of these, and check again" }));
  return { file, declarations, comments, damaged };
}

/** What a declaration's tree depends on, as long as nothing is wrong with it: its text, and what documents it. */
function keyOf(file: SourceFile, { tokens }: Region, documentation: ReadonlyMap<number, string>): string {
  const start = tokens[0]?.startOffset ?? 0;
  const last = tokens.at(-1);
  // An empty documentation is not the same as none.
  const documented = documentation.get(start);
  return `${documented === undefined ? "" : `///${documented}`}\u0000${file.text.slice(start, last === undefined ? start : last.startOffset + last.image.length)}`;
}

function hasFault(faults: readonly number[], tokens: readonly Token[]): boolean {
  const start = tokens[0]?.startOffset ?? 0;
  const end = tokens.at(-1)?.startOffset ?? start;
  return faults.some((offset) => offset >= start && offset <= end);
}

/** Whether a tree without the parts that have errors can show more errors, and no false ones. */
function showsMore(region: Region): boolean {
  return [t.Class, t.Operator, t.Context].some((type) => isA(region.tokens[0], type));
}

/** A region that is open at its end and has a declaration's keyword in a first column ends there. */
function endsEarlier(file: SourceFile, region: Region): boolean {
  return region.open.length > 0 && region.tokens.some((_, index) => index > 0 && closesWhatIsOpen(file.text, region.tokens, index));
}
