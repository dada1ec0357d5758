// What an application on the phone does.

import { createHmac } from 'node:crypto';

import type { Portal } from './portal.ts';
import { CLAIRE, expect } from './test.ts';

/** Puts a code besides somebody's password: the secret of its application, and the recovery codes. */
export async function secondFactor(portal: Portal, email = CLAIRE): Promise<{ secret: string; codes: string[] }> {
  const password = portal.passwords.get(email)!;
  const ask = async (path: string, body: object, token = '') => {
    const answer = await fetch(`${portal.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: portal.url, ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
    return answer.json();
  };
  const { access_token } = await ask('/sign_ins', { email, password });
  const { secret } = await ask('/accounts/current/second_factor', { password }, access_token);
  const confirmed = { code: await codeNow(portal, secret) };
  const { codes } = await ask('/accounts/current/second_factor/confirm', confirmed, access_token);
  return { secret, codes };
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
