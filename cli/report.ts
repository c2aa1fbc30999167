// Prints diagnostics in the form that the user asked for, and anything else that goes to a terminal.
import { styleText } from "node:util";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { githubCommands } from "../compiler/diagnostics/github.ts";
import { diagnosticsJson } from "../compiler/diagnostics/json.ts";
import { inReadingOrder, summary } from "../compiler/diagnostics/order.ts";
import { type Paint, type Paintable, prettyOne } from "../compiler/diagnostics/pretty.ts";
import { sarif } from "../compiler/diagnostics/sarif.ts";
import type { Io, Output } from "./io.ts";
import { version } from "./version.ts";

export const formats = ["pretty", "json", "sarif", "github"] as const;
export type Format = (typeof formats)[number];

/** Pretty diagnostics go to stderr, with a closing line that counts them; the other formats are results, for stdout. */
export async function report(io: Io, diagnostics: readonly Diagnostic[], format: Format = "pretty"): Promise<void> {
  const ordered = inReadingOrder(diagnostics);
  if (format === "pretty") {
    const paint = painter(io, io.stderr);
    for (const diagnostic of ordered) await io.stderr.write(`${prettyOne(diagnostic, paint)}\n`);
    if (ordered.length > 0) await io.stderr.write(`${summary(ordered)}\n`);
  } else {
    await io.stdout.write(written(ordered, format));
  }
}

/** Prints one diagnostic on stderr, without a closing line. */
export async function reportOne(io: Io, diagnostic: Diagnostic): Promise<void> {
  await io.stderr.write(prettyOne(diagnostic, painter(io, io.stderr)));
}

/** Colours only for a terminal, and never with NO_COLOR. */
export function painter(io: Io, output: Output): Paint {
  const coloured = output.isTerminal && (io.env["NO_COLOR"] ?? "") === "" && io.env["TERM"] !== "dumb";
  if (!coloured) return (_what, text) => text;
  return (what, text) => styleText(styles[what], text, { validateStream: false });
}

const styles: Record<Paintable, Parameters<typeof styleText>[0]> = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  strong: "bold",
  gutter: ["bold", "blue"],
  note: "bold",
};

function written(diagnostics: readonly Diagnostic[], format: Exclude<Format, "pretty">): string {
  switch (format) {
    case "json":
      return diagnosticsJson(diagnostics);
    case "sarif":
      return sarif(diagnostics, version);
    case "github":
      return githubCommands(diagnostics);
  }
}
