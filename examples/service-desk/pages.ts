// The pages, as HTML. Every value goes through `html`, which escapes it.
import { html } from "hono/html";
import { TICKET, type Line, type report, type Requestor, type RuleName, type Shown } from "./desk.ts";
import { findPerson, people, teams, type Person } from "./people.ts";
import type { HistoryEntry, Ticket, Where } from "./store.ts";
import { verdicts } from "./verdicts.ts";

export type Html = ReturnType<typeof html>;

export function signInPage(): Html {
  return layout(
    "Sign in",
    undefined,
    html` <p>This is a demonstration: pick somebody, and see what the policy lets them do.</p>
      <form method="post" action="/sign-in" class="people">
        ${people.map((person) => html` <button name="person" value="${person.id}"><strong>${person.name}</strong> <span>${person.about}</span></button>`)}
      </form>`,
  );
}

export function listPage(person: Person, requestor: Requestor, lines: readonly Line[], where: Where): Html {
  return layout(
    "Tickets",
    { person, requestor },
    html` <p>${lines.length === 0 ? "There is nothing that you may see." : `You see ${lines.length} of the desk's tickets.`}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Ticket</th>
            <th scope="col">Subject</th>
            <th scope="col">Team</th>
            <th scope="col">Status</th>
            <th scope="col">Owner</th>
            <th scope="col">Phone</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(listLine)}
        </tbody>
      </table>
      ${query(where)}`,
  );
}

export function newPage(person: Person, requestor: Requestor): Html {
  return layout("New ticket", { person, requestor }, ticketForm("/tickets", undefined, "Send"));
}

export function ticketPage(person: Person, requestor: Requestor, ticket: Ticket, history: readonly HistoryEntry[]): Html {
  const seen = requestor.mask(TICKET, ticket);
  return layout(
    `${ticket.id}: ${ticket.label}`,
    { person, requestor },
    html` <dl>
        <dt>Status</dt>
        <dd><span class="status">${ticket.status}</span></dd>
        <dt>Team</dt>
        <dd>${ticket.team}</dd>
        <dt>Owner</dt>
        <dd>${ticket.owner === null ? "nobody yet" : nameOf(ticket.owner)}</dd>
        <dt>From</dt>
        <dd>${nameOf(ticket.createdBy)}${ticket.company === null ? "" : `, ${ticket.company}`}</dd>
        <dt>Phone</dt>
        <dd class="phone">${seen.phone ?? "not given"}</dd>
        <dt>Question</dt>
        <dd class="text">${ticket.question}</dd>
        <dt>Answer</dt>
        <dd class="text">${ticket.answer ?? "not yet"}</dd>
        ${
          !requestor.sees(TICKET, "internalNote", ticket)
            ? ""
            : html`<dt>Internal note</dt>
                <dd class="text">${seen.internalNote ?? "none"}</dd>`
        }
      </dl>
      ${actions(requestor, ticket)}
      <h2>What happened</h2>
      ${history.length === 0 ? html`<p>Nothing since it was written.</p>` : ""}
      <ul>
        ${history.map((entry) => html`<li>${entry.performedBy} ${entry.memo} (${entry.at.slice(0, 16).replace("T", " ")})</li>`)}
      </ul>
      ${verdictTable(requestor, ticket)}`,
  );
}

export function reportPage(person: Person, requestor: Requestor, { byTeam, byAgent }: Awaited<ReturnType<typeof report>>): Html {
  return layout(
    "Report",
    { person, requestor },
    html` <h2>By team and status</h2>
      ${counts(byTeam)}
      ${
        byAgent === undefined
          ? html`<p>The workload of single agents is for managers.</p>`
          : html`<h2>By agent</h2>
              ${counts(byAgent)}`
      }`,
  );
}

export function messagePage(title: string, text: string, person?: Person, requestor?: Requestor): Html {
  const who = person !== undefined && requestor !== undefined ? { person, requestor } : undefined;
  return layout(
    title,
    who,
    html`<p>${text}</p>
      <p><a href="/tickets">Back to the tickets</a></p>`,
  );
}

function layout(title: string, who: { readonly person: Person; readonly requestor: Requestor } | undefined, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Service desk</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <span class="brand">Service desk</span>
          ${who === undefined ? "" : menu(who.person, who.requestor)}
        </header>
        <main id="main">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}

/** A menu asks `could`: is there any ticket for which it would be allowed? */
function menu(person: Person, requestor: Requestor): Html {
  return html` <nav aria-label="Main">
      <a href="/tickets">Tickets</a>
      ${requestor.could("modify", TICKET) ? html`<a href="/tickets/new">New ticket</a>` : ""}
      ${requestor.could("run-reports", TICKET) ? html`<a href="/report">Report</a>` : ""}
    </nav>
    <form method="post" action="/sign-out">
      <span>${person.name}, ${person.about}</span>
      <button>Sign out</button>
    </form>`;
}

function listLine({ access, ticket }: Line): Html {
  return html`<tr class="${access === "full" ? "open" : "closed"}">
    <td>${ticket.id}</td>
    <td>${access === "full" ? html`<a href="/tickets/${ticket.id}">${ticket.label}</a>` : "not for you to read"}</td>
    <td>${ticket.team}</td>
    <td><span class="status">${ticket.status}</span></td>
    <td>${nameOf(ticket.owner ?? "")}</td>
    <td class="phone">${ticket.phone ?? ""}</td>
  </tr>`;
}

/** What the database was asked, for this person. */
function query({ text, values }: Where): Html {
  return html`<details class="query">
    <summary>How the database picked these rows</summary>
    <pre><code>SELECT * FROM ticket WHERE ${text}</code></pre>
    <p>${values.length === 0 ? "No parameters." : `Parameters: ${values.map((value) => JSON.stringify(value)).join(", ")}`}</p>
  </details>`;
}

/** Only what would be allowed is offered; the server asks again when it is pressed. */
function actions(requestor: Requestor, ticket: Ticket): Html {
  const may = (rule: RuleName) => requestor.canPerform(rule, TICKET, ticket);
  const path = (what: string) => `/tickets/${ticket.id}/${what}`;
  return html` <div class="actions">
      ${may("Take") ? html`<form method="post" action="${path("take")}"><button>Take</button></form>` : ""}
      ${may("Resolve") ? html`<form method="post" action="${path("resolve")}"><button>Resolve</button></form>` : ""}
      ${
        may("Move")
          ? html`<form method="post" action="${path("move")}">
              <label for="team-to">Move to</label>
              <select id="team-to" name="text">
                ${teams.filter((team) => team !== ticket.team).map((team) => html`<option>${team}</option>`)}
              </select>
              <button>Move</button>
            </form>`
          : ""
      }
      ${requestor.can("delete", TICKET, ticket) ? html`<form method="post" action="${path("delete")}"><button class="danger">Delete</button></form>` : ""}
    </div>
    ${
      may("Answer")
        ? html`<details>
            <summary>Answer</summary>
            <form method="post" action="${path("answer")}" class="fields">
              <label for="answer">Your answer</label><textarea id="answer" name="text" rows="4" required>${ticket.answer ?? ""}</textarea>
              <button>Send the answer</button>
            </form>
          </details>`
        : ""
    }
    ${
      requestor.can("modify", TICKET, ticket)
        ? html`<details>
            <summary>Change</summary>
            ${ticketForm(path("change"), forForm(requestor, ticket), "Save")}
          </details>`
        : ""
    }`;
}

/** A masked number must not come back as the number: it is not asked for. */
function forForm(requestor: Requestor, ticket: Ticket): Shown {
  const { phone, ...rest } = requestor.mask(TICKET, ticket);
  return requestor.sees(TICKET, "phone", ticket) ? { ...rest, phone: phone ?? null } : rest;
}

/** Asks for the phone number only of those who may see it. */
function ticketForm(action: string, ticket: Shown | undefined, button: string): Html {
  return html` <form method="post" action="${action}" class="fields">
    <label for="label">Subject</label><input id="label" name="label" required maxlength="120" value="${ticket?.label ?? ""}" />
    <label for="team">Team</label>
    <select id="team" name="team">
      ${teams.map((team) => option(team, ticket?.team))}
    </select>
    <label for="priority">Priority</label>
    <select id="priority" name="priority">
      ${["low", "normal", "high"].map((priority) => option(priority, ticket?.priority ?? "normal"))}
    </select>
    <label for="question">Question</label><textarea id="question" name="question" rows="4" required>${ticket?.question ?? ""}</textarea>
    ${ticket !== undefined && ticket.phone === undefined ? "" : html`<label for="phone">Phone</label><input id="phone" name="phone" type="tel" value="${ticket?.phone ?? ""}" />`}
    <button>${button}</button>
  </form>`;
}

function option(value: string, selected: string | null | undefined): Html {
  return value === selected ? html`<option selected>${value}</option>` : html`<option>${value}</option>`;
}

/** What the policy says about this ticket, action by action. */
function verdictTable(requestor: Requestor, ticket: Ticket): Html {
  return html` <h2>What the policy says about you and this ticket</h2>
    <table class="verdicts">
      <thead>
        <tr>
          <th scope="col">Action</th>
          <th scope="col">Answer</th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        ${verdicts(requestor, ticket).map(
          ({ action, allowed, reason }) =>
            html` <tr>
              <td>${action}</td>
              <td class="${allowed ? "yes" : "no"}">${allowed ? "allowed" : "denied"}</td>
              <td>${reason}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function nameOf(id: string): string {
  return findPerson(id)?.name ?? id;
}

function counts(rows: ReadonlyMap<string, number>): Html {
  return html`<table>
    <tbody>
      ${[...rows].map(
        ([name, number]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${number}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
