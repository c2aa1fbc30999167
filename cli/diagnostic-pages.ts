// Finds the page of a diagnostic, which the package carries under docs/diagnostics/.
import { existsSync, readFileSync } from "node:fs";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { failure } from "./failure.ts";

/** The page's Markdown. */
export function pageOf(code: string): string {
  const page = new URL(`${code}.md`, pages());
  if (/^ACL\d{4}$/.test(code) && existsSync(page)) return readFileSync(page, "utf8");
  throw failure(commandLineDiagnostics.unknownCode, { code }, "diagnostics print their codes in brackets, as in `error[ACL2001]`");
}

/** From the sources the folder is one level up, from the bundle two. */
function pages(): URL {
  const near = new URL("../docs/diagnostics/", import.meta.url);
  return existsSync(near) ? near : new URL("../../docs/diagnostics/", import.meta.url);
}
