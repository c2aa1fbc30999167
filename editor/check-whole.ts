// Checks a policy whole, its decision diagrams included, in a thread of its own: it may take seconds, and writing must not wait.
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { check } from "../compiler/compile.ts";
import type { Host } from "../compiler/host.ts";
import type { Files } from "./workspace.ts";

export interface Wanted {
  readonly root: string;
  readonly path: string;
  /** Texts that win over the disk. */
  readonly open: ReadonlyMap<string, string>;
}

export async function checkWhole({ path, open }: Wanted, files: Pick<Files, "read">): Promise<readonly Diagnostic[]> {
  const encoder = new TextEncoder();
  const host: Host = {
    read: (each) => {
      const text = open.get(each);
      return text === undefined ? files.read(each) : { kind: "file", identity: each, bytes: encoder.encode(text) };
    },
  };
  return (await check([path], host)).diagnostics;
}
