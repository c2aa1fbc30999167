// Diagnostics 8xxx: 80xx files that cannot be read or may not be imported; 81xx the command line and its files.
import { define } from "./diagnostic.ts";

export const fileDiagnostics = {
  missingFile: define<{ path: string }>("ACL8001", "missing-file", "error", (a) => `there is no file \`${a.path}\``),
  directory: define<{ path: string }>("ACL8002", "directory", "error", (a) => `\`${a.path}\` is a folder, not a file`),
  specialFile: define<{ path: string }>("ACL8003", "special-file", "error", (a) => `\`${a.path}\` is not a regular file`),
  outsideRoot: define<{ path: string }>("ACL8004", "outside-root", "error", (a) => `\`${a.path}\` lies outside the project`),
  importForm: define<{ path: string; why: string }>("ACL8005", "import-form", "error", (a) => `\`${a.path}\` cannot be imported: ${a.why}`),
  fileTooLarge: define<{ path: string; limit: string }>("ACL8006", "file-too-large", "error", (a) => `\`${a.path}\` has more than ${a.limit}`),
  compilationTooLarge: define<{ path: string; limit: string }>(
    "ACL8007",
    "compilation-too-large",
    "error",
    (a) => `with \`${a.path}\`, the files of this compilation have more than ${a.limit}`,
  ),
  invalidUtf8: define<{ path: string; offset: number; byte: string }>(
    "ACL8008",
    "invalid-utf8",
    "error",
    (a) => `\`${a.path}\` is not UTF-8: byte ${a.byte} at offset ${a.offset}`,
  ),
  ambiguousSpelling: define<{ path: string; other: string }>(
    "ACL8009",
    "ambiguous-spelling",
    "error",
    (a) => `\`${a.path}\` is the file \`${a.other}\` in another spelling`,
  ),
  unreadableFile: define<{ path: string; reason: string }>("ACL8010", "unreadable-file", "error", (a) => `\`${a.path}\` cannot be read: ${a.reason}`),
} as const;
