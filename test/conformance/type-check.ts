// Type-checks emitted modules as a strict project would.
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** What the type checker, at its strictest, says of emitted modules. */
export function typeErrors(files: readonly string[]): readonly string[] {
  const [runtime = "", filter = "", masks = ""] = ["runtime/index.ts", "runtime/filter/index.ts", "runtime/masks/index.ts"].map((path) =>
    fileURLToPath(new URL(`../../${path}`, import.meta.url)),
  );
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noUnusedLocals: true,
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: { "aclc/runtime": [runtime], "aclc/filter": [filter], "aclc/masks": [masks] },
    types: [],
  });
  // What they import is checked where it belongs.
  const found = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
  return found.map((d) => `${d.file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(d.messageText, "\n")}`);
}
