// Which files an import may name, and which path that is: relative ones below the project's root, spelled one way.

/** A path from the root, or what is wrong with the one that is written. */
export type Resolved =
  { readonly kind: "path"; readonly path: string } | { readonly kind: "outside"; readonly path: string } | ({ readonly kind: "wrong" } & Wrong);

/** What is wrong with the form of a path, and what to write. */
interface Wrong {
  readonly why: string;
  readonly help: string;
}

/** The path that an import written in the file `from` names. Nothing is looked at on a disk. */
export function resolveImport(written: string, from: string): Resolved {
  const wrong = wrongForm(written);
  if (wrong !== undefined) return { kind: "wrong", ...wrong };
  return join(from.split("/").slice(0, -1), written);
}

/** The path of an entry, which a user or a program names from the root. */
export function resolveEntry(written: string): Resolved {
  if (/[\0-\x1f\x7f]/.test(written)) return { kind: "wrong", why: "it has control characters", help: RELATIVE };
  if (written.startsWith("/")) return { kind: "outside", path: written };
  return join([], written);
}

const RELATIVE = "write a path from the folder of this file, such as `./other.acl`";

function wrongForm(written: string): Wrong | undefined {
  if (/[\0-\x1f\x7f]/.test(written)) return { why: "it has control characters", help: RELATIVE };
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(written)) return { why: "it is a URL, and nothing is fetched", help: RELATIVE };
  if (written.includes("\\")) return { why: "it has a backslash", help: "write `/` between folders" };
  if (written.startsWith("/") || /^[A-Za-z]:/.test(written)) return { why: "it is an absolute path", help: RELATIVE };
  if (!/^\.\.?\//.test(written)) return { why: "it does not start with `./` or `../`", help: `write \`"./${written}"\`` };
  if (written.includes("//")) return { why: "a folder's name is missing between two `/`", help: "write one `/`" };
  if (written.includes(":")) return { why: "a file's name has no `:`", help: RELATIVE };
  return /[^/]\.acl$/.test(written) ? undefined : { why: "its name does not end in `.acl`", help: "import policies only: files that end in `.acl`" };
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
