// The language server as the extension starts it.
import { lspCommand } from "../../cli/lsp.ts";

await lspCommand(new URL("./lsp-worker.mjs", import.meta.url));
