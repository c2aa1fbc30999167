// The formatter as programs call it: loaded when it is first needed, since few of them do.
import type { Diagnostic } from "./diagnostics/diagnostic.ts";

export interface Formatted {
  /** Absent when the text has syntax errors: then nothing could be written safely. */
  readonly text: string | undefined;
  /** Errors only. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes a policy's text in the one way to write it: the same meaning, the same comments. Lines end as the first one does; a byte
 * order mark stays. `path` is for the diagnostics.
 */
export async function format(path: string, text: string): Promise<Formatted> {
  const { formatText } = await import("./format/format.ts");
  return formatText(path, text);
}
