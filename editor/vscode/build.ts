// Makes the extension's package, without a network: `npm run vscode` writes dist/aclc.vsix.
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";

const here = import.meta.dirname;
const root = join(here, "../..");
const out = join(root, "dist/aclc.vsix");
rmSync(join(here, "dist"), { recursive: true, force: true });
mkdirSync(join(root, "dist"), { recursive: true });
const shared = { bundle: true, minify: true, platform: "node", target: "node20", legalComments: "none", logLevel: "warning" } as const;
await build({ ...shared, entryPoints: [join(here, "extension.ts")], outfile: join(here, "dist/extension.cjs"), format: "cjs", external: ["vscode"] });
await build({
  ...shared,
  entryPoints: { server: join(here, "server.ts"), "lsp-worker": join(root, "cli/lsp-worker.ts") },
  outdir: join(here, "dist"),
  outExtension: { ".js": ".mjs" },
  format: "esm",
  // Libraries of the older kind ask for Node's modules by `require`.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
});
copyFileSync(join(root, "LICENSE"), join(here, "LICENSE.txt"));
await createVSIX({ cwd: here, packagePath: out, dependencies: false, allowMissingRepository: true, skipLicense: true });
