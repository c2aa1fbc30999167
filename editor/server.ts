// The language server: the protocol's requests, answered from the workspace. It reads policies, and runs nothing of what it finds.
import {
  type Connection,
  type InitializeResult,
  MessageType,
  type Position,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { formatText } from "../compiler/format/format.ts";
import { completions } from "./completion.ts";
import { inlayHints, lenses, RUN_TEST } from "./hints.ts";
import { hoverAt } from "./hover.ts";
import { occurrenceAt } from "./occurrences.ts";
import { offsetAt, rangeOf } from "./places.ts";
import { changesOf, fixesAt } from "./problems.ts";
import { locations, type Machine, type Place, Session } from "./session.ts";
import { runTest } from "./run-test.ts";
import { folding, outline, semanticTokens, tokenModifiers, tokenTypes } from "./structure.ts";
import { definitionsAt, referencesAt, renamable, rename } from "./symbols.ts";

export function serve(connection: Connection, machine: Machine): void {
  const documents = new TextDocuments(TextDocument);
  const session = new Session(connection, machine, documents);
  connection.onInitialize((): InitializeResult => ({ capabilities, serverInfo: { name: "aclc" } }));
  documents.onDidChangeContent(({ document }) => session.changed(document));
  documents.onDidClose(({ document }) => session.closed(document));
  connection.onDidChangeWatchedFiles(() => session.diskChanged());
  connection.onShutdown(() => session.end());
  answerNames(connection, session);
  answerWriting(connection, session);
  answerStructure(connection, session);
  documents.listen(connection);
  connection.listen();
}

const capabilities: InitializeResult["capabilities"] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  completionProvider: { triggerCharacters: [".", '"', " "] },
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  semanticTokensProvider: { legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] }, full: true },
  codeLensProvider: {},
  executeCommandProvider: { commands: [RUN_TEST] },
  inlayHintProvider: true,
  codeActionProvider: { codeActionKinds: ["quickfix"] },
};

interface AtPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** Hover, definition, references, renaming. */
function answerNames(connection: Connection, session: Session): void {
  const here = async <T>({ textDocument, position }: AtPosition, answer: (place: Place, offset: number) => Promise<T>): Promise<T | null> => {
    const place = session.at(textDocument.uri);
    return place === undefined ? null : await answer(place, offsetAt(place.tree.file, position));
  };
  connection.onHover((params) =>
    here(params, async ({ workspace, path }, offset) => {
      const shown = await hoverAt(workspace, path, offset);
      return shown === undefined ? null : { contents: { kind: "markdown", value: shown.markdown }, range: rangeOf(shown.span) };
    }),
  );
  connection.onDefinition((params) => here(params, async (place, offset) => locations(place, await definitionsAt(place.workspace, place.path, offset))));
  connection.onReferences((params) =>
    here(params, async (place, offset) => {
      const found = await referencesAt(place.workspace, place.path, offset);
      const wanted = found.filter(({ declares }) => params.context.includeDeclaration || !declares);
      return locations(
        place,
        wanted.map(({ span }) => span),
      );
    }),
  );
  connection.onPrepareRename((params) =>
    here(params, async ({ workspace, path, tree }, offset) => {
      const span = await renamable(workspace, path, offset);
      return span === undefined ? null : { range: rangeOf(span), placeholder: occurrenceAt(tree, span.start)?.name.split(".").at(-1) ?? "" };
    }),
  );
  connection.onRenameRequest((params) =>
    here(params, async ({ workspace, path, uriOf }, offset) => {
      const renaming = await rename(workspace, path, offset, params.newName);
      if (renaming.kind === "refused") throw new ResponseError(REQUEST_FAILED, renaming.why);
      return { changes: changesOf(renaming.edits, uriOf) };
    }),
  );
}

/** The protocol's code for a request that is well-formed and cannot be fulfilled. */
const REQUEST_FAILED = -32803;

/** Completion, formatting, quick fixes. */
function answerWriting(connection: Connection, session: Session): void {
  connection.onCompletion(async ({ textDocument, position }) => {
    const place = session.at(textDocument.uri);
    if (place === undefined) return null;
    return completions(place.tree.file.text, offsetAt(place.tree.file, position), await place.workspace.compilation(place.path));
  });
  connection.onDocumentFormatting(({ textDocument }): TextEdit[] | null => {
    const place = session.at(textDocument.uri);
    if (place === undefined) return null;
    const { file } = place.tree;
    const { text } = formatText(place.path, file.text);
    return text === undefined || text === file.text ? [] : [{ range: rangeOf({ file, start: 0, end: file.text.length }), newText: text }];
  });
  connection.onCodeAction(async ({ textDocument, range }) => {
    const place = session.at(textDocument.uri);
    if (place === undefined) return null;
    const { file } = place.tree;
    return fixesAt(await session.known(textDocument.uri), place.path, offsetAt(file, range.start), offsetAt(file, range.end), place.uriOf);
  });
}

/** Outline, folding, colours, lenses, hints. */
function answerStructure(connection: Connection, session: Session): void {
  connection.onDocumentSymbol(({ textDocument }) => ifThere(session.at(textDocument.uri), ({ tree }) => outline(tree)));
  connection.onFoldingRanges(({ textDocument }) => ifThere(session.at(textDocument.uri), ({ tree }) => folding(tree)));
  connection.languages.semanticTokens.on(({ textDocument }) => ({ data: ifThere(session.at(textDocument.uri), ({ tree }) => semanticTokens(tree)) ?? [] }));
  connection.onCodeLens(async ({ textDocument }) => {
    const place = session.at(textDocument.uri);
    return place === undefined ? null : lenses(place.tree, await place.workspace.compilation(place.path), textDocument.uri);
  });
  connection.onExecuteCommand(async ({ command, arguments: [uri, title] = [] }) => {
    const place = typeof uri === "string" ? session.at(uri) : undefined;
    if (command !== RUN_TEST || place === undefined || typeof title !== "string") return null;
    const { passed, text } = await runTest(place.path, title, place.workspace.host(), Date.now());
    await connection.sendNotification("window/showMessage", { type: passed ? MessageType.Info : MessageType.Error, message: text });
    return passed;
  });
  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const place = session.at(textDocument.uri);
    if (place === undefined) return null;
    const { file } = place.tree;
    return inlayHints(place.tree, await place.workspace.compilation(place.path), offsetAt(file, range.start), offsetAt(file, range.end));
  });
}

function ifThere<T>(place: Place | undefined, answer: (place: Place) => T): T | null {
  return place === undefined ? null : answer(place);
}
