// Mail: sent with nodemailer, to a mail server in this process that delivers nothing and shows everything.
import type { AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Post {
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `onMail` gets each mail as the server received it: its recipients, and its lines. */
export async function openPost(onMail: (recipients: readonly string[], text: string) => void): Promise<Post> {
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Uint8Array[] = [];
      stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      stream.on("end", () => {
        onMail(
          session.envelope.rcptTo.map(({ address }) => address),
          Buffer.concat(chunks).toString("utf8"),
        );
        done();
      });
    },
  });
  const server = sink.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  return {
    // An object, not a text: an address that was parsed once is not parsed again as a list of them.
    send: async ({ to, subject, text }) =>
      void (await transport.sendMail({ from: "complaints@shop.example", to: { name: "", address: to }, subject, text, textEncoding: "quoted-printable" })),
    close: async () => {
      transport.close();
      await new Promise<void>((resolve) => sink.close(() => resolve()));
    },
  };
}
