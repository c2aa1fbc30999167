// The service: the guests' pages below /x/, and a page for administrators, which a real service would put behind its login.
import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { externalHandler, html, type Html, type Problem } from "aclc/external/http";
import type { Outstanding } from "aclc/external";
import type { Complaint } from "./cases.ts";
import type { Desk } from "./desk.ts";

export function createApp(desk: Desk): Hono {
  const { links, cases } = desk;
  const guests = externalHandler(links, {
    texts: { title: "Your complaint" },
    form: ({ instance, guest }) => formOf(instance as Complaint, (property) => guest.sees("Complaints-Work-Complaint", property, instance)),
    check: ({ stars, comment }) => [
      ...starsProblems(stars),
      ...(String(comment ?? "").length > 2_000 ? [{ field: "comment", message: "Please write at most 2,000 characters" }] : []),
    ],
    write: ({ instance, data, transaction }) => {
      const { id } = instance as Complaint;
      const stars = Number(data["stars"]);
      cases.answer(id, stars, String(data["comment"] ?? ""), transaction);
      return { complaint: id, stars };
    },
    receipt: ({ receipt }) => {
      const { complaint, stars } = receipt as { complaint: string; stars: number };
      return html`<p>Thank you. You gave ${stars} of 5 stars for complaint ${complaint}.</p>`;
    },
    onError: (error) => console.error(error),
  });

  const app = new Hono();
  app.all("/x/*", async (context) => (await guests(context.req.raw)) ?? context.notFound());
  app.get("/", async (context) => context.html(adminPage(cases.list(), await links.list()).text));
  app.use("/admin/*", csrf());
  app.post("/admin/resolve/:id", async (context) => {
    const { resolution } = await context.req.parseBody();
    await desk.resolve(context.req.param("id"), String(resolution));
    return context.redirect("/", 303);
  });
  app.post("/admin/move-on/:id", async (context) => {
    await desk.moveOn(context.req.param("id"));
    return context.redirect("/", 303);
  });
  app.post("/admin/revoke/:id/:link", async (context) => {
    await desk.revoke(context.req.param("id"), context.req.param("link"));
    return context.redirect("/", 303);
  });
  app.onError((error, context) =>
    context.text(
      (error as { status?: number }).status === 403 ? "Not allowed." : "That did not work.",
      (error as { status?: number }).status === 403 ? 403 : 500,
    ),
  );
  return app;
}

function formOf({ id, subject, resolution, internalNote }: Complaint, sees: (property: string) => boolean): Html {
  return html`<p>Complaint ${id}: ${subject ?? ""}</p>
    <p>What we did: ${resolution ?? ""}</p>
    ${sees("internalNote") ? html`<p>${internalNote ?? ""}</p>` : undefined}
    <fieldset>
      <legend>How did we do?</legend>
      ${[1, 2, 3, 4, 5].map((n) => html`<p><input type="radio" name="stars" id="stars-${n}" value="${n}" required /> <label for="stars-${n}">${n} ${n === 1 ? "star" : "stars"}</label></p>`)}
    </fieldset>
    <p><label for="comment">What should we know?</label> <textarea id="comment" name="comment" rows="4" maxlength="2000"></textarea></p>`;
}

function starsProblems(stars: unknown): readonly Problem[] {
  return typeof stars === "string" && /^[1-5]$/.test(stars) ? [] : [{ field: "stars", message: "Choose from 1 to 5 stars" }];
}

function adminPage(complaints: readonly Complaint[], outstanding: readonly Outstanding[]): Html {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" /><title>Complaints</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <h1>Complaints</h1>
      ${complaints.map(
        (complaint) =>
          html`<section>
            <h2>${complaint.id}: ${complaint.subject ?? ""}</h2>
            <p>${complaint.status}${complaint.stars === null ? undefined : html`, ${complaint.stars} stars: ${complaint.comment ?? ""}`}</p>
            ${complaint.status === "New" ? resolveForm(complaint.id) : undefined}
            ${complaint.status === "Resolved" ? html`<form method="post" action="/admin/move-on/${complaint.id}"><button>Move on without an answer</button></form>` : undefined}
            ${outstanding.filter(({ instance }) => instance === complaint.id).map(linkEntry)}
          </section>`,
      )}
    </html>`;
}

function resolveForm(id: string): Html {
  return html`<form method="post" action="/admin/resolve/${id}">
    <label>What was done: <input name="resolution" required /></label> <button>Resolve, and ask the customer</button>
  </form>`;
}

function linkEntry({ id, instance, recipient, state, starts, reminders, expiresAt }: Outstanding): Html {
  return html`<p>Waiting for ${recipient}: ${state}, opened ${starts} times, ${reminders} reminders, until ${new Date(expiresAt).toISOString()}</p>
    <form method="post" action="/admin/revoke/${instance}/${id}"><button>Revoke this link</button></form>`;
}
