// A geocoder of the test's own, and a portal that asks it.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { test as base } from './test.ts';

interface Address {
  name: string;
  postcode: string;
  city: string;
}

export const VINES: Address[] = [
  { name: '3 Rue des Vignes', postcode: '67250', city: 'Obersoultz' },
  { name: '3 Rue des Vignerons', postcode: '67360', city: 'Woerth-sur-Sauer' },
  { name: '3 Impasse de l’Ancienne Gare des Voyageurs et des Marchandises', postcode: '55190', city: 'Saint-Aubin-sur-Aire' },
];

/** Answers as Addok does: with those of its addresses that begin as the search does, or badly. */
export class Geocoder {
  /** What was searched for, in order. */
  readonly searches: string[] = [];
  /** Whether it has broken down. */
  broken = false;
  /** Searches that are not answered before they are let go. */
  private held = new Map<string, () => void>();
  private hold: string | undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Geocoder> {
    const server = createServer();
    const geocoder = new Geocoder(server);
    server.on('request', async (request, answer) => {
      const q = new URL(request.url!, 'http://geocoder').searchParams.get('q') ?? '';
      geocoder.searches.push(q);
      if (q === geocoder.hold) await new Promise<void>((go) => geocoder.held.set(q, go));
      if (geocoder.broken) {
        answer.writeHead(500).end('oh');
        return;
      }
      const found = VINES.filter(({ name }) => name.toLowerCase().startsWith(q.toLowerCase()));
      const features = found.map((properties) => ({ type: 'Feature', properties: { ...properties, type: 'housenumber' } }));
      answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ features }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return geocoder;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers this search only once it is let go. */
  holdBack(search: string): void {
    this.hold = search;
  }

  letGo(search: string): void {
    this.hold = undefined;
    this.held.get(search)!();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

export const test = base.extend<{ geocoder: Geocoder }>({
  geocoder: async ({}, use) => {
    const geocoder = await Geocoder.start();
    await use(geocoder);
    await geocoder.stop();
  },
  // it must hold up nothing, and a busy machine is late
  settings: async ({ geocoder }, use) =>
    use({ RIBAMBELLE_GEOCODER__URL: geocoder.url, RIBAMBELLE_GEOCODER__TIMEOUT_MILLISECONDS: '20000' }),
});
