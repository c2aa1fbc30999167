// Every kind of diagnostic, in the order of codes.
import { assertionDiagnostics } from "./assertions.ts";
import { commandLineDiagnostics } from "./command-line.ts";
import type { Kind } from "./diagnostic.ts";
import { fileDiagnostics } from "./files.ts";
import { findingDiagnostics } from "./findings.ts";
import { hierarchyDiagnostics } from "./hierarchy.ts";
import { internalDiagnostics } from "./internal.ts";
import { nameDiagnostics } from "./names.ts";
import { syntaxDiagnostics } from "./syntax.ts";
import { tableDiagnostics } from "./tables.ts";
import { testDiagnostics } from "./tests.ts";
import { typeDiagnostics } from "./types.ts";

/** A kind whose arguments are not known here. */
export type AnyKind = Pick<Kind<never>, "code" | "name" | "severity">;

const blocks: readonly Readonly<Record<string, AnyKind>>[] = [
  syntaxDiagnostics,
  nameDiagnostics,
  typeDiagnostics,
  hierarchyDiagnostics,
  tableDiagnostics,
  findingDiagnostics,
  assertionDiagnostics,
  testDiagnostics,
  fileDiagnostics,
  commandLineDiagnostics,
  internalDiagnostics,
];

export const catalog: readonly AnyKind[] = blocks.flatMap((block) => Object.values(block)).sort((a, b) => (a.code < b.code ? -1 : 1));
