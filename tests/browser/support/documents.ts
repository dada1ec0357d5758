// Documents that families send: by the API, for staff to find, and on their page.

import { deflateSync } from 'node:zlib';

import type { Page } from '@playwright/test';

import { ask, session } from './api.ts';
import type { Portal } from './portal.ts';
import { expect } from './test.ts';

export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
);

const CRCS = Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const crc = body.reduce((crc, byte) => CRCS[(crc ^ byte) & 255]! ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff;
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** A picture of a page of paper, lines on white. */
export function picturePng(width = 420, height = 594): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, y) => {
    const line = y % 24 > 18 && y > 60 && y < height - 60;
    return Buffer.from([0, ...Array.from({ length: width }, (_, x) => (line && x > 40 && x < width - 40 ? 90 : 250))]);
  });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

interface Asked {
  type_id: string;
  subject: 'household' | Record<'guardian' | 'child', string>;
  school_year?: string;
}

/** Sends what is asked of a family and has not been sent, at most so many; pictures and PDFs in turn. */
export async function sendDocuments(portal: Portal, email: string, most = 99): Promise<string[]> {
  const { authorization, account } = await session(portal, email);
  const path = `/households/${account.households[0]!.id}/documents`;
  const { items, types } = await (await ask(portal, 'GET', path, undefined, { authorization })).json();
  const sent: string[] = [];
  for (const asked of (items as Asked[]).slice(0, most)) {
    const pdf = sent.length % 2 === 1;
    const query = new URLSearchParams({ type_id: asked.type_id, name: pdf ? 'attestation.pdf' : 'photo.png' });
    if (asked.school_year) query.set('school_year', asked.school_year);
    if (typeof asked.subject === 'object') {
      for (const [kind, id] of Object.entries(asked.subject)) query.set(`${kind}_id`, id);
    }
    const answer = await fetch(`${portal.url}/api/v1${path}?${query}`, {
      method: 'POST',
      headers: {
        authorization,
        origin: portal.url,
        'content-type': 'application/octet-stream',
        'idempotency-key': `send-${email}-${sent.length}`,
      },
      body: new Uint8Array(pdf ? PDF : picturePng()),
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    sent.push(types.find((kind: { id: string }) => kind.id === asked.type_id).name.fr);
  }
  return sent;
}

/** Sends a PDF on the page of documents, for whom and of which type its cards name. */
export async function sendPiece(page: Page, who: string, name: string): Promise<void> {
  const entry = page
    .locator('section.card')
    .filter({ has: page.getByRole('heading', { level: 2, name: who }) })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3, name }) })
    .first();
  await entry.getByLabel(/^Choisir un fichier/).setInputFiles({ name: 'piece.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(entry).toContainText('C’est envoyé.');
}
