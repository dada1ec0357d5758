// A mail server of the test's own: what the portal sends by SMTP arrives here, is taken apart as a mail program does, and
// goes no further.

import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it was received. */
export interface Received {
  to_address: string;
  subject: string;
  text: string;
  html: string;
}

export class Mailbox {
  private constructor(
    private readonly server: SMTPServer,
    private readonly received: Received[],
  ) {}

  static async start(): Promise<Mailbox> {
    const received: Received[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData(stream, session, done) {
        const read = async () => {
          const mail = await PostalMime.parse(await text(stream));
          for (const { address } of session.envelope.rcptTo) {
            received.unshift({ to_address: address, subject: mail.subject ?? '', text: mail.text ?? '', html: mail.html ?? '' });
          }
        };
        read().then(() => done(), done);
      },
    });
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(0, '127.0.0.1', listening);
    });
    return new Mailbox(server, received);
  }

  /** As the portal's settings name it. */
  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** What arrived, newest first. */
  get mails(): readonly Received[] {
    return this.received;
  }

  async stop(): Promise<void> {
    await new Promise<void>((stopped) => this.server.close(stopped));
  }
}
