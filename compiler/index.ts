// What `aclc/compiler` offers: compile and check, the tables in memory, and diagnostics as data.
export { check, compile, type Checked, type Compiled } from "./compile.ts";
export { format, type Formatted } from "./format.ts";
export { memoryHost, MAX_FILE_BYTES, type Host, type ReadResult } from "./host.ts";
export { interpret } from "./interpret.ts";
export type { Model } from "./model.ts";
export type { Tables } from "./tables.ts";
export type { Diagnostic, Fix, Label, Severity } from "./diagnostics/diagnostic.ts";
export { position, type Position, type SourceFile, type Span } from "./source.ts";
