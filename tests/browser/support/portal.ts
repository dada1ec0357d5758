// A portal of the test's own: `ribambelle demo` on a free port, with a clock that begins at a known instant.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect } from '@playwright/test';

import type { Mailbox, Received } from './mailbox.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Monday 14 September 2026, 08:00 in Paris. */
export const START = '2026-09-14T08:00:00';

/** A demonstration of `demo/`: edits that wait for staff, or take effect at once. */
export type Demo = 'portes-de-meuse' | 'ages';

/** Settings of the server by the names of their variables. */
export type Settings = Record<string, string>;

export interface Mail {
  id: string;
  to_address: string;
  subject: string;
  text: string;
}

interface Running {
  process: ChildProcess;
  url: string;
  printed: () => string;
}

/** Folders of portals with the families of a demonstration, made once and copied: making one takes most of a start. */
export class Prepared {
  private readonly folders = new Map<Demo, Promise<string>>();

  /** A folder of its own for one portal, with a demonstration as it begins at `START`. */
  async copy(demo: Demo): Promise<string> {
    const made = this.folders.get(demo) ?? make(demo);
    this.folders.set(demo, made);
    const folder = await newFolder();
    await cp(await made, folder, { recursive: true });
    return folder;
  }

  async remove(): Promise<void> {
    for (const folder of this.folders.values()) await rm(await folder, { recursive: true, force: true });
  }
}

async function make(demo: Demo): Promise<string> {
  const folder = await newFolder();
  const running = await run(folder, demo, START, '0', {});
  await end(running);
  return folder;
}

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ribambelle-browser-'));
}

export class Portal {
  private constructor(
    private readonly folder: string,
    private readonly demo: Demo,
    private readonly settings: Settings,
    readonly passwords: Map<string, string>,
    private readonly mailbox: Mailbox | undefined,
    private running: Running,
  ) {}

  /** With a mailbox mails are sent there, else they stay in the built-in viewer. */
  static async start(
    prepared: Prepared,
    at: string,
    demo: Demo,
    settings: Settings,
    mailbox?: Mailbox,
  ): Promise<Portal> {
    // what a demonstration is depends on the day that it begins
    const folder = await (at === START ? prepared.copy(demo) : newFolder());
    const running = await run(folder, demo, at, '0', settings, mailbox);
    const kept = await readFile(join(folder, 'sign-ins.txt'), 'utf8');
    const passwords = new Map(kept.trim().split('\n').map((line) => line.split('\t') as [string, string]));
    return new Portal(folder, demo, settings, passwords, mailbox, running);
  }

  get url(): string {
    return this.running.url;
  }

  /** Stops and starts again at another instant, at the same address with the same data. */
  async restart(at: string): Promise<void> {
    await end(this.running);
    this.running = await run(this.folder, this.demo, at, new URL(this.url).port, this.settings, this.mailbox);
  }

  /** Mails of the built-in viewer, newest first, once `count` are there. */
  async mails(count: number): Promise<Mail[]> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const page = await (await fetch(`${this.url}/api/v1/mails`)).json();
      const sent = page.items.filter((mail: { sent_at?: string }) => mail.sent_at);
      if (sent.length >= count) {
        return Promise.all(sent.map(async (mail: Mail) => (await fetch(`${this.url}/api/v1/mails/${mail.id}`)).json()));
      }
      await new Promise((go) => setTimeout(go, 100));
    }
    throw new Error(`fewer than ${count} mails`);
  }

  /** What the mailbox received for an address, newest first. */
  received(to: string): readonly Received[] {
    return this.mailbox!.mails.filter((mail) => mail.to_address === to);
  }

  /** What mails say to an address, newest first. */
  private async told(to: string): Promise<readonly { text: string; html?: string }[]> {
    if (this.mailbox) return this.received(to);
    const page = await (await fetch(`${this.url}/api/v1/mails`)).json();
    const mails = page.items.filter((mail: Mail) => mail.to_address === to);
    return Promise.all(mails.map(async ({ id }: Mail) => (await fetch(`${this.url}/api/v1/mails/${id}`)).json()));
  }

  /** The newest mail to an address that has a link to this page of the portal, once it is there: the link. */
  async link(to: string, path: string): Promise<string> {
    const wanted = `${this.url}${path}#`;
    const linked = (text: string) => text.split(/\s/).find((word) => word.startsWith(wanted));
    for (let attempt = 0; attempt < 100; attempt += 1) {
      for (const { text, html } of await this.told(to)) {
        const link = linked(text);
        // whoever presses the button of the mail goes the same way
        if (link && html !== undefined) expect(html.replaceAll('&#x2f;', '/')).toContain(`href="${link}"`);
        if (link) return link;
      }
      await new Promise((go) => setTimeout(go, 100));
    }
    throw new Error(`no mail to ${to} with a link to ${path}`);
  }

  /** Registers a guardian whom the organisation knows and who has no password yet. */
  async register(guardian: { email: string; first: string; last: string }): Promise<void> {
    const { email, first, last } = guardian;
    const file = join(this.folder, 'more.families.toml');
    await writeFile(
      file,
      [
        '[[households]]',
        `external_id = "${email}"`,
        `name = "Famille ${last}"`,
        `guardians = [{ email = "${email}", first_name = "${first}", last_name = "${last}" }]`,
      ].join('\n'),
    );
    await this.timed('import', `${files(this.demo)}.toml`, '--families', file);
  }

  /** Registers families whom the organisation knows: a file of them as the operator writes it. */
  async registerAll(families: string): Promise<void> {
    const file = join(this.folder, 'all.families.toml');
    await writeFile(file, families);
    await this.timed('import', `${files(this.demo)}.toml`, '--families', file);
  }

  /** Asks families for other things than the demonstration does: a `[file]` section of the configuration. */
  async askFamilies(section: string): Promise<void> {
    await this.configure((demo) => {
      const others = demo.split(/^(?=\[)/m).filter((part) => !/^\[file[\].]/.test(part));
      return [...others, section].join('\n');
    });
  }

  /** Configures the organisation otherwise than the demonstration does. */
  async configure(change: (demo: string) => string): Promise<void> {
    const demo = await readFile(`${files(this.demo)}.toml`, 'utf8');
    const file = join(this.folder, 'asked.toml');
    await writeFile(file, change(demo));
    await this.timed('import', file);
  }

  /** The same, by the portal's clock, not the machine's. */
  async timed(command: string, ...given: string[]): Promise<string> {
    const { server_time_ms } = await (await fetch(`${this.url}/api/v1/organisation`)).json();
    return this.command(command, '--at', new Date(server_time_ms).toISOString(), ...given);
  }

  /** Runs a command of the operator beside the server; what it prints. */
  async command(...given: string[]): Promise<string> {
    const env = { ...environment(), RIBAMBELLE_DATA_DIR: this.folder, RIBAMBELLE_PUBLIC_URL: this.url };
    const { stdout } = await promisify(execFile)(binary(), given, { env });
    return stdout;
  }

  /** Stops the server as an operator does; fails if it had ended by itself. */
  async stop(): Promise<void> {
    await end(this.running);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Ends a server as an operator does; fails if it had ended by itself. */
async function end({ process, printed }: Running): Promise<void> {
  const early = process.exitCode ?? process.signalCode;
  if (early !== null) throw new Error(`the portal ended during the test (${early}):\n${printed()}`);
  const ended = new Promise((done) => process.once('exit', done));
  process.kill('SIGTERM');
  await ended;
}

function files(demo: Demo): string {
  return join(ROOT, 'demo', demo);
}

function binary(): string {
  return process.env.RIBAMBELLE_BIN ?? join(ROOT, 'target/debug/ribambelle');
}

/** What this test run is told by variables is no settings of the server. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RIBAMBELLE_')));
}

/** The settings by which a portal sends mails to a mailbox. */
function sending(mailbox: Mailbox): NodeJS.ProcessEnv {
  return { RIBAMBELLE_MAIL__DELIVERY: 'smtp', RIBAMBELLE_MAIL__SMTP_URL: mailbox.url };
}

async function run(
  folder: string,
  demo: Demo,
  at: string,
  port: string,
  settings: Settings,
  mailbox?: Mailbox,
): Promise<Running> {
  const web = process.env.RIBAMBELLE_WEB_ROOT ?? join(ROOT, 'dist');
  const server = spawn(
    binary(),
    ['demo', '--config', `${files(demo)}.toml`, '--families', `${files(demo)}.families.toml`]
      .concat(['--data-dir', folder, '--web-root', web])
      .concat(['--port', port, '--at', at]),
    { env: { ...environment(), ...settings, ...(mailbox && sending(mailbox)) }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const url = await new Promise<string>((found, failed) => {
    const read = (part: Buffer) => {
      printed += part.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (address && printed.includes('Ctrl-C')) found(address[0]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('error', failed);
    server.on('exit', (code) => failed(new Error(`the portal ended (${code}):\n${printed}`)));
  });
  server.removeAllListeners('exit');
  return { process: server, url, printed: () => printed };
}
