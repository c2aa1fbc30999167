// Loading: which files an import may name, each read once, bytes decoded strictly, sizes bounded (security A05, A17, A27, A28).
import { describe, expect, test } from "vitest";
import { decodeUtf8 } from "../../compiler/load/decode.ts";
import { Collector } from "../../compiler/diagnostics/diagnostic.ts";
import { type Host, memoryHost } from "../../compiler/host.ts";
import { resolveImport } from "../../compiler/load/import-path.ts";
import { load } from "../../compiler/load/load.ts";
import { bindTexts } from "./support.ts";

async function loadFiles(files: Readonly<Record<string, string | Uint8Array>>, host: Host = memoryHost(new Map(Object.entries(files)))) {
  const sink = new Collector();
  const reads: string[] = [];
  const counting: Host = { read: (path) => (reads.push(path), host.read(path)) };
  const loaded = await load(Object.keys(files).slice(0, 1), counting, sink);
  return { ...loaded, reads, paths: loaded.files.map((file) => file.file.path), codes: sink.diagnostics.map((d) => d.code), diagnostics: sink.diagnostics };
}

describe("imports", () => {
  test("come after their importer, in the order of first mention, each once", async () => {
    const { paths, reads, codes } = await loadFiles({
      "a/main.acl": 'import "./one.acl" import "../two.acl" import "./one.acl" import "./x/../one.acl"',
      "a/one.acl": 'import "./deep/three.acl"',
      "two.acl": "class Two {}",
      "a/deep/three.acl": 'import "../one.acl"',
    });
    expect(codes).toEqual([]);
    expect(paths).toEqual(["a/main.acl", "a/one.acl", "two.acl", "a/deep/three.acl"]);
    expect(reads).toEqual(paths);
  });

  test("A28: may go in a circle", async () => {
    const { paths, codes } = await loadFiles({ "a.acl": 'import "./b.acl"', "b.acl": 'import "./a.acl" import "./b.acl"' });
    expect(codes).toEqual([]);
    expect(paths).toEqual(["a.acl", "b.acl"]);
  });

  test("a chain of 2,000 files is no matter", async () => {
    const files = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`f${i}.acl`, i < 1999 ? `import "./f${i + 1}.acl"` : "class Last {}"]));
    expect((await loadFiles(files)).paths).toHaveLength(2000);
  });

  test.each([
    "../../../etc/passwd",
    "/etc/passwd",
    "/etc/passwd.acl",
    "file:///etc/passwd.acl",
    "http://example.com/a.acl",
    "C:/a.acl",
    "C:\\a.acl",
    "other.acl",
    "./other.txt",
    "./.acl/",
    "./a:b.acl",
    "./a\u0000.acl",
    "",
    ".",
    "..",
    "./",
    "~/a.acl",
  ])("A27: %j is refused without being looked for", async (path) => {
    const { codes, reads } = await loadFiles({ "input.acl": `import ${JSON.stringify(path)}` });
    expect(codes).toHaveLength(1);
    expect(["ACL8004", "ACL8005"]).toContain(codes[0]);
    expect(reads).toEqual(["input.acl"]);
  });

  test("A27: no way leads out of the root and back in", () => {
    expect(resolveImport("../../a/b.acl", "a/c.acl")).toEqual({ kind: "outside", path: "../../a/b.acl" });
    expect(resolveImport("../b.acl", "a/c.acl")).toEqual({ kind: "path", path: "b.acl" });
    expect(resolveImport("./%2e%2e/b.acl", "a/c.acl")).toEqual({ kind: "path", path: "a/%2e%2e/b.acl" });
  });

  test("a file that is missing is reported at the import, and what it might declare is not missed", async () => {
    const { messages, diagnostics } = await bindTexts(
      'import "./platform.acl"\nclass A extends B {}\nrole R depends on S { access to C { open when W } }\ngroup G { roles R, R }',
    );
    expect(messages).toEqual(["ACL8001 there is no file `platform.acl`", "ACL2114 `R` stands twice in this group"]);
    expect(diagnostics[0]?.span).toMatchObject({ start: 7, end: 23 });
  });
});

describe("what a host finds", () => {
  const refusing = (result: Awaited<ReturnType<Host["read"]>>): Host => ({
    read: (path) => (path === "input.acl" ? { kind: "file", identity: path, bytes: new TextEncoder().encode('import "./x.acl"') } : result),
  });

  test.each([
    [{ kind: "missing" }, "ACL8001"],
    [{ kind: "directory" }, "ACL8002"],
    [{ kind: "special" }, "ACL8003"],
    [{ kind: "outside" }, "ACL8004"],
    [{ kind: "too large" }, "ACL8006"],
    [{ kind: "unreadable", reason: "permission denied" }, "ACL8010"],
  ] as const)("%j is %s at the import", async (result, code) => {
    const { diagnostics } = await loadFiles({ "input.acl": "" }, refusing(result));
    expect(diagnostics.map((d) => [d.code, d.span?.start])).toEqual([[code, 7]]);
  });

  test("A28: two spellings of one file are an error that names both", async () => {
    const text = new TextEncoder().encode("class A {}");
    const disk: Host = {
      read: (path) => {
        if (path === "input.acl") return { kind: "file", identity: path, bytes: new TextEncoder().encode('import "./Lib.acl" import "./lib.acl"') };
        return path.toLowerCase() === "lib.acl" ? { kind: "file", identity: "lib.acl", bytes: text } : { kind: "missing" };
      },
    };
    const { diagnostics, paths } = await loadFiles({ "input.acl": "" }, disk);
    expect(diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual(["ACL8009 `Lib.acl` is the file `lib.acl` in another spelling"]);
    expect(paths).toEqual(["input.acl", "lib.acl"]);
  });

  test("a link to a file that is loaded already loads nothing again", async () => {
    const disk: Host = {
      read: (path) => ({
        kind: "file",
        identity: path === "link.acl" ? "real.acl" : path,
        bytes: new TextEncoder().encode(path === "input.acl" ? 'import "./real.acl" import "./link.acl"' : "class A {}"),
      }),
    };
    const { codes, paths } = await loadFiles({ "input.acl": "" }, disk);
    expect(codes).toEqual([]);
    expect(paths).toEqual(["input.acl", "real.acl"]);
  });

  test("gives back the bytes that were parsed", async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode("class A {}")]);
    const { sources, files, codes } = await loadFiles({ "input.acl": bytes });
    expect(codes).toEqual([]);
    expect(sources).toEqual([{ path: "input.acl", bytes }]);
    expect(files[0]?.file.text).toBe("class A {}");
  });
});

describe("A17: sizes", () => {
  const blanks = (length: number) => new Uint8Array(length).fill(0x20);

  test("a file of 1 MiB is read, one byte more is not", async () => {
    expect((await loadFiles({ "input.acl": blanks(1024 * 1024) })).codes).toEqual([]);
    expect((await loadFiles({ "input.acl": blanks(1024 * 1024 + 1) })).codes).toEqual(["ACL8006"]);
  });

  test("17 MiB together are refused before the rest is read", async () => {
    const imports = Array.from({ length: 20 }, (_, i) => `import "./f${i}.acl"`).join("\n");
    const files = Object.fromEntries([["input.acl", imports], ...Array.from({ length: 20 }, (_, i) => [`f${i}.acl`, blanks(1024 * 1024)])]) as Record<
      string,
      string | Uint8Array
    >;
    const { codes, reads } = await loadFiles(files);
    expect(codes).toEqual(["ACL8007"]);
    expect(reads).toHaveLength(17);
  });
});

describe("A05: only UTF-8", () => {
  test.each([
    ["a stray continuation byte", [0x61, 0x80], 1],
    ["an overlong slash", [0xc0, 0xaf], 0],
    ["an overlong sequence of three", [0x61, 0xe0, 0x80, 0xaf], 1],
    ["a surrogate", [0xed, 0xa0, 0x80], 0],
    ["above U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 0],
    ["a sequence that is cut off", [0x61, 0x62, 0xe2, 0x82], 2],
    ["a byte that never occurs", [0xff], 0],
    ["UTF-16, little end first", [0xff, 0xfe, 0x61, 0x00], 0],
    ["UTF-16, big end first, without a mark", [0x00, 0x63, 0x00, 0x6c], 0],
    ["UTF-16, little end first, without a mark", [0x63, 0x00, 0x6c, 0x00], 1],
  ])("%s is refused with its offset", (_what, bytes, offset) => {
    expect(decodeUtf8(new Uint8Array(bytes))).toMatchObject({ kind: "invalid", offset });
  });

  test("everything that is UTF-8 is read as it is, U+FFFD too", () => {
    const text = "aé€😀\ufffd\u0000";
    expect(decodeUtf8(new TextEncoder().encode(text))).toEqual({ kind: "text", text });
  });

  test("agrees with the platform on which bytes are UTF-8", () => {
    const strict = new TextDecoder("utf-8", { fatal: true });
    for (let first = 0x80; first < 0x100; first++) {
      for (let second = 0x70; second < 0x100; second++) {
        const bytes = new Uint8Array([0x61, first, second, 0x80, 0x80, 0x61, 0x61]);
        const short = bytes.filter((_, at) => at !== 4);
        for (const sample of [bytes, short]) {
          let valid = true;
          try {
            strict.decode(sample);
          } catch {
            valid = false;
          }
          expect(decodeUtf8(sample).kind === "text").toBe(valid);
        }
      }
    }
  });
});
