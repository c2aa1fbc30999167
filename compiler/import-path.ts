// Which files an import may name, and which path that is: relative ones below the project's root, spelled one way.

/** A path from the root, or what is wrong with the one that is written. */
export type Resolved =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "outside"; readonly path: string }
  | { readonly kind: "wrong"; readonly why: string };

/** The path that an import written in the file `from` names. Nothing is looked at on a disk. */
export function resolveImport(written: string, from: string): Resolved {
  const why = wrongForm(written);
  if (why !== undefined) return { kind: "wrong", why };
  return join(from.split("/").slice(0, -1), written);
}

/** The path of an entry, which a user or a program names from the root. */
export function resolveEntry(written: string): Resolved {
  if (/[\0-\x1f\x7f]/.test(written)) return { kind: "wrong", why: "a path has no control characters" };
  if (written.startsWith("/")) return { kind: "outside", path: written };
  return join([], written);
}

function wrongForm(written: string): string | undefined {
  if (/[\0-\x1f\x7f]/.test(written)) return "a path has no control characters";
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(written)) return "it is no URL, nothing is fetched; write a relative path such as `./other.acl`";
  if (written.includes("\\")) return "paths are written with `/`";
  if (written.startsWith("/") || /^[A-Za-z]:/.test(written)) return "it must be relative, such as `./other.acl`";
  if (!written.startsWith("./") && !written.startsWith("../")) return `it must start with \`./\` or \`../\`, such as \`./${written}\``;
  if (written.includes("//")) return "a folder's name is missing between two `/`";
  if (written.includes(":")) return "a file's name has no `:`";
  return /[^/]\.acl$/.test(written) ? undefined : "its name must end in `.acl`";
}

function join(folder: readonly string[], written: string): Resolved {
  const segments = [...folder];
  for (const segment of written.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return { kind: "outside", path: written };
  }
  return { kind: "path", path: segments.join("/") };
}
