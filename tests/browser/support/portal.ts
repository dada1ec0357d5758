// A portal of the test's own: `ribambelle demo` on a free port, with a clock that begins at a known instant.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Monday 14 September 2026, 08:00 in Paris. */
export const START = '2026-09-14T08:00:00';

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

export class Portal {
  private constructor(
    private readonly folder: string,
    readonly passwords: Map<string, string>,
    private running: Running,
  ) {}

  static async start(at = START): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), 'ribambelle-browser-'));
    const running = await run(folder, at, '0');
    const kept = await readFile(join(folder, 'sign-ins.txt'), 'utf8');
    const passwords = new Map(kept.trim().split('\n').map((line) => line.split('\t') as [string, string]));
    return new Portal(folder, passwords, running);
  }

  get url(): string {
    return this.running.url;
  }

  /** Stops and starts again at another instant, at the same address with the same data. */
  async restart(at: string): Promise<void> {
    await this.end();
    this.running = await run(this.folder, at, new URL(this.url).port);
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

  /** Stops the server as an operator does; fails if it had ended by itself. */
  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async end(): Promise<void> {
    const { process, printed } = this.running;
    const early = process.exitCode ?? process.signalCode;
    if (early !== null) throw new Error(`the portal ended during the test (${early}):\n${printed()}`);
    const ended = new Promise((done) => process.once('exit', done));
    process.kill('SIGTERM');
    await ended;
  }
}

async function run(folder: string, at: string, port: string): Promise<Running> {
  const binary = process.env.RIBAMBELLE_BIN ?? join(ROOT, 'target/debug/ribambelle');
  const web = process.env.RIBAMBELLE_WEB_ROOT ?? join(ROOT, 'dist/family');
  const demo = join(ROOT, 'demo/portes-de-meuse');
  // what this test run is told by such variables are no settings of the server
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RIBAMBELLE_')));
  const server = spawn(
    binary,
    ['demo', '--config', `${demo}.toml`, '--families', `${demo}.families.toml`, '--data-dir', folder, '--web-root', web]
      .concat(['--port', port, '--at', at]),
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
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
