// Whether a file is there for its tests alone, so that a build has nothing to make of it.
import { Collector } from "../diagnostics/diagnostic.ts";
import { parseFile } from "../parse/parse.ts";
import { sourceFile } from "../source.ts";

/** It has tests, and beside them only imports and classes made up for them; a file with syntax errors is none such. */
export function holdsOnlyTests(text: string): boolean {
  const sink = new Collector();
  const { declarations } = parseFile(sourceFile("", text), sink);
  const kinds = new Set(declarations.map(({ kind }) => kind));
  return !sink.hasErrors && kinds.has("test") && [...kinds].every((kind) => kind === "test" || kind === "import" || kind === "class");
}
