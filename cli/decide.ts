// `aclc decide`: answers a stream of requests, line by line and in order, from the tables that a build would write.
import { createReadStream, statSync } from "node:fs";
import { resolve } from "node:path";
import { interpret } from "../compiler/index.ts";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { answerer, type Answer } from "./answer.ts";
import { failure } from "./failure.ts";
import { codeOf, reasonOf } from "./host.ts";
import { type ExitCode, FINE, type Io, PROBLEMS } from "./io.ts";
import { batchesOfLines } from "./lines.ts";
import { openPolicy } from "./open-policy.ts";

const MAX_LINE_BYTES = 1024 * 1024;

export interface DecideOptions {
  /** A file, or `-` for standard input. */
  readonly requests: string;
  readonly level: number;
  /** Milliseconds since 1970; absent: the system's clock. */
  readonly now?: number;
  readonly explain?: boolean;
}

export async function decideCommand(io: Io, entry: string, options: DecideOptions): Promise<ExitCode> {
  const requests = requestsOf(io, options.requests);
  const opened = await openPolicy(io, entry);
  if (typeof opened === "number") return opened;
  const now = options.now === undefined ? Date.now : constant(options.now);
  const policy = interpret(opened.tables).with({ productionLevel: options.level, now });
  const answer = answerer(policy, opened.model, { level: options.level, now, explain: options.explain ?? false });
  return await answerAll(io, requests, answer, options.requests);
}

async function answerAll(io: Io, requests: AsyncIterable<Uint8Array>, answer: (line: Uint8Array | undefined) => Answer, from: string): Promise<ExitCode> {
  let invalid = 0;
  let answered = 0;
  try {
    for await (const lines of batchesOfLines(requests, MAX_LINE_BYTES)) {
      const answers = lines.map(answer);
      invalid += answers.filter(({ valid }) => !valid).length;
      answered += answers.length;
      await io.stdout.write(answers.map(({ json }) => `${json}\n`).join(""));
    }
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw unreadable(from, error);
  }
  if (invalid > 0) await io.stderr.write(`${invalid} of ${answered} lines ${invalid === 1 ? "is no valid request" : "are no valid requests"}\n`);
  return invalid > 0 ? PROBLEMS : FINE;
}

/** Looks at the file before the policy is opened: a wrong name should not take long to say. */
function requestsOf(io: Io, from: string): AsyncIterable<Uint8Array> {
  if (from === "-") return io.stdin;
  const path = resolve(io.cwd, from);
  try {
    if (statSync(path).isDirectory()) throw failure(commandLineDiagnostics.unreadableInput, { path: from, reason: "it is a folder" });
  } catch (error) {
    throw codeOf(error) === undefined ? error : unreadable(from, error);
  }
  return createReadStream(path) as AsyncIterable<Uint8Array>;
}

function unreadable(path: string, error: unknown): Error {
  return failure(commandLineDiagnostics.unreadableInput, { path, reason: reasonOf(error) });
}

function constant(value: number): () => number {
  return () => value;
}
