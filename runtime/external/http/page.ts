// The pages: one that offers to start, one with the application's form, one with the receipt.
import { html, type Html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** Opened by everybody and everything that follows the link, so it knows nothing and changes nothing. */
export function startPage(texts: Texts, base: string, proof: string | undefined): Html {
  return page(
    texts,
    base,
    html`<form id="aclx-start" method="post" autocomplete="off">
      <p id="aclx-ready" hidden>${texts.ready}</p>
      <p id="aclx-code-row">
        <label for="aclx-code">${texts.code}</label> <span class="hint" id="aclx-code-hint">${texts.codeHint}</span>
        <input id="aclx-code" type="text" autocapitalize="none" spellcheck="false" aria-describedby="aclx-code-hint" />
      </p>
      ${proof === undefined ? undefined : html`<p><label for="aclx-proof">${proof}</label> <input id="aclx-proof" type="text" required maxlength="200" /></p>`}
      <p><button id="aclx-go" type="submit">${texts.go}</button></p>
    </form>`,
  );
}

export function formPage(texts: Texts, base: string, form: { readonly fields: Html; readonly submission: string; readonly confirm: boolean }): Html {
  const confirm = form.confirm
    ? html`<p><input type="checkbox" id="aclx-confirm" name="aclx-confirm" value="yes" required /> <label for="aclx-confirm">${texts.confirm}</label></p>`
    : html`<input type="hidden" name="aclx-confirm" value="yes" />`;
  const own = form.fields.text.includes("<button");
  return page(
    texts,
    base,
    html`<form id="aclx-form" method="post">
      <input type="hidden" name="aclx-submission" value="${form.submission}" />
      ${own ? [confirm, form.fields] : [form.fields, confirm, html`<p><button type="submit">${texts.send}</button></p>`]}
    </form>`,
  );
}

export function receiptPage(texts: Texts, base: string, receipt: Html | undefined): Html {
  return page(texts, base, receipt ?? html`<p>${texts.sent}</p>`);
}

export function messagePage(texts: Texts, base: string, message: string): Html {
  return page(texts, base, html`<p>${message}</p>`);
}

function page(texts: Texts, base: string, content: Html): Html {
  const { refused, unavailable, problems, working } = texts;
  return html`<!doctype html>
    <html lang="${texts.lang}">
      <head>
        <meta charset="utf-8" />
        <script src="${base}/page.js"></script>
        <title>${texts.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${base}/page.css" />
      </head>
      <body>
        <main>
          <h1>${texts.title}</h1>
          <noscript><p>${texts.noScript}</p></noscript>
          <div
            id="aclx-status"
            role="status"
            tabindex="-1"
            data-refused="${refused}"
            data-unavailable="${unavailable}"
            data-problems="${problems}"
            data-working="${working}"
          ></div>
          ${content}
        </main>
      </body>
    </html> `;
}
