// How source files are read: the interface that a command line, an editor or a test supplies, and one in memory.

/** A file of more bytes than this is refused; a host should look at the size before it reads. */
export const MAX_FILE_BYTES = 1024 * 1024;

/**
 * What a host found at a path.
 *
 * - `file`: a regular file inside the project's root. `identity` is the same text for the same file under any
 *   name: its path as the disk spells it, relative to the root, with `/`, symbolic links followed.
 * - `missing`: nothing is there.
 * - `directory`, `special` (a FIFO, device or socket; never opened), `outside` (a symbolic link leads out of the
 *   root), `too large` (more than `MAX_FILE_BYTES`; not read).
 * - `unreadable`: anything else; `reason` is a few words such as `permission denied`.
 */
export type ReadResult =
  | { readonly kind: "file"; readonly identity: string; readonly bytes: Uint8Array }
  | { readonly kind: "missing" | "directory" | "special" | "outside" | "too large" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Where files come from. Paths are relative to the project's root, with `/`, without `.` and `..` segments. */
export interface Host {
  /** Never throws for what it finds on a disk. Asked once for each path in one compilation. */
  read(path: string): ReadResult | Promise<ReadResult>;
}

/** A host whose files are in memory, by path; texts are read as UTF-8. */
export function memoryHost(files: ReadonlyMap<string, string | Uint8Array>): Host {
  const encoder = new TextEncoder();
  return {
    read(path) {
      const content = files.get(path);
      if (content === undefined) return isFolder(path, files) ? { kind: "directory" } : { kind: "missing" };
      const bytes = typeof content === "string" ? encoder.encode(content) : content;
      if (bytes.length > MAX_FILE_BYTES) return { kind: "too large" };
      return { kind: "file", identity: path, bytes };
    },
  };
}

function isFolder(path: string, files: ReadonlyMap<string, unknown>): boolean {
  const prefix = `${path}/`;
  for (const name of files.keys()) if (name.startsWith(prefix)) return true;
  return false;
}
