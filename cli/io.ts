// What the command line touches of the outside world, apart from files; tests supply their own.
import type { Progress } from "./progress.ts";

export interface Output {
  /** Resolves when more may be written. */
  write(text: string): Promise<void> | undefined;
  readonly isTerminal: boolean;
}

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Shows on a terminal what is being done, if it takes long. */
  readonly progress: Progress;
  /** Resolves when the user asks to stop what would go on for ever. */
  untilStopped(): Promise<void>;
}

export type ExitCode = 0 | 1 | 2 | 70;

/** All is well. */
export const FINE = 0;
/** There are problems in what the user gave. */
export const PROBLEMS = 1;
/** The command was used wrongly, or a file could not be read or written. */
export const USAGE = 2;
/** The compiler itself failed. */
export const INTERNAL = 70;
