// A disk in memory.
import type { Files } from "../../editor/workspace.ts";

export function memoryFiles(files: ReadonlyMap<string, string>): Files {
  return {
    list: () => [...files.keys()],
    read: (path) => {
      const text = files.get(path);
      return text === undefined ? { kind: "missing" } : { kind: "file", identity: path, bytes: new TextEncoder().encode(text) };
    },
  };
}
