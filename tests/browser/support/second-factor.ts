// What an application on the phone does.

import { createHmac } from 'node:crypto';

import type { Page } from '@playwright/test';

import { ask, session } from './api.ts';
import type { Portal } from './portal.ts';
import { CLAIRE } from './test.ts';

/** Puts a code besides somebody's password: the secret of its application, and the recovery codes. */
export async function secondFactor(portal: Portal, email = CLAIRE): Promise<{ secret: string; codes: string[] }> {
  const password = portal.passwords.get(email)!;
  const headers = { authorization: (await session(portal, email)).authorization };
  const path = '/accounts/current/second_factor';
  const { secret } = await (await ask(portal, 'POST', path, { password }, headers)).json();
  const confirmed = { code: await codeNow(portal, secret) };
  const { codes } = await (await ask(portal, 'POST', `${path}/confirm`, confirmed, headers)).json();
  return { secret, codes };
}

/** The secret that a page shows to an application. */
export async function shownSecret(page: Page): Promise<string> {
  return (await page.locator('.secret').textContent())!.replaceAll(' ', '');
}

/** What an application would show now (RFC 6238) by the portal's clock. */
export async function codeNow(portal: Portal, secret: string): Promise<string> {
  const { server_time_ms } = await (await fetch(`${portal.url}/api/v1/organisation`)).json();
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(server_time_ms / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
