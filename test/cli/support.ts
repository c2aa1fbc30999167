// Runs the command line in this process, in a folder of its own, and keeps what it prints.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { ExitCode, Io } from "../../cli/io.ts";
import { run } from "../../cli/run.ts";

export interface Ran {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdin?: string | Uint8Array | readonly (string | Uint8Array)[] | AsyncIterable<Uint8Array>;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly untilStopped?: (printed: () => string) => Promise<void>;
}

/** A folder with these files, gone after the test. It is a project of its own: it holds a package.json. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "aclc-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  put(path, { "package.json": "{}\n", ...files });
  return path;
}

export function put(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}

export async function aclc(cwd: string, args: readonly string[], around: Surroundings = {}): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  const isTerminal = around.terminal ?? false;
  const io: Io = {
    cwd,
    env: around.env ?? {},
    stdin: bytes(around.stdin ?? ""),
    stdout: { isTerminal, write: (text) => void (stdout += text) },
    stderr: { isTerminal, write: (text) => void (stderr += text) },
    progress: () => undefined,
    untilStopped: () => around.untilStopped?.(() => stdout + stderr) ?? Promise.resolve(),
  };
  const exitCode = await run(args, io);
  return { exitCode, stdout, stderr };
}

/** A policy in which a manager opens every order, and changes his own. */
export const policy = `operator { department: text }
context { channel: "web" | "phone" }
class Order { id: text  owner: text  amount: decimal  department: text }
privilege Approve on Order
rule flow-action ApproveOrder on Order requires Approve
role Manager {
  access to Order {
    open
    modify when .owner = operator.id
    privilege Approve when .amount <= 100
  }
}
role User { access to Order { open 3 } }
group Managers { roles Manager }
group Users { roles User }
policy Web on Order for delete { context.channel = "web" or operator.department = "Desk" }
`;

async function* bytes(input: NonNullable<Surroundings["stdin"]>): AsyncGenerator<Uint8Array> {
  if (typeof input === "object" && Symbol.asyncIterator in input) return yield* input;
  const pieces = typeof input === "string" || input instanceof Uint8Array ? [input] : input;
  for (const piece of pieces) yield await Promise.resolve(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
}
