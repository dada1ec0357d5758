// What families tell the organisation, by the API: what staff then find.

import { ask, session } from './api.ts';
import type { Portal } from './portal.ts';
import { CLAIRE, expect } from './test.ts';

export const KARIM = 'karim.benali@example.org';
export const YEAR = '2026-2027';

/** Edits wait for staff; nothing is required. */
export const AFTER_ACCEPTANCE = `
[file]
edits = "after_acceptance"

[file.fields]
guardian_phone = "optional"
guardian_relationship = "optional"
address_line = "optional"
address_city = "optional"
child_class = "optional"
child_allergies = "optional"
child_pai = "optional"
child_diet = "optional"
child_pickup = "optional"
child_hospital = "optional"
`;

/** The same, at once. */
export const AT_ONCE = AFTER_ACCEPTANCE.replace('after_acceptance', 'at_once');

type Subject = 'household' | Record<'guardian' | 'child', string>;

interface Part {
  subject: Subject;
  version: number;
  is_me?: boolean;
  waiting?: object;
  values: Record<string, unknown>;
}

/** A family that speaks with the API. */
export class FamilyAtHome {
  private constructor(
    private readonly portal: Portal,
    private readonly authorization: string,
    readonly household: string,
  ) {}

  static async signIn(portal: Portal, email = CLAIRE): Promise<FamilyAtHome> {
    const { authorization, account } = await session(portal, email);
    return new FamilyAtHome(portal, authorization, account.households[0]!.id);
  }

  private call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const { portal, authorization, household } = this;
    return ask(portal, method, `/households/${household}${path}`, body, { authorization, ...headers });
  }

  async file(): Promise<{ file: { state: string }; message?: string; parts: Part[] }> {
    return (await this.call('GET', `/file?school_year=${YEAR}`)).json();
  }

  async part(of: 'me' | 'household' | 'child'): Promise<Part> {
    const { parts } = await this.file();
    const found = parts.find(({ subject, is_me }) =>
      of === 'me' ? is_me : of === 'household' ? subject === 'household' : typeof subject === 'object' && 'child' in subject,
    );
    expect(found, of).toBeTruthy();
    return found!;
  }

  async edit(of: 'me' | 'household' | 'child', values: Record<string, unknown>): Promise<void> {
    const { subject, version } = await this.part(of);
    await this.call('PATCH', '/file', { subject, school_year: YEAR, values }, { 'if-match': `"${version}"` });
  }

  async submit(): Promise<void> {
    await this.call('PUT', '/file/submission', { school_year: YEAR });
  }
}

/** A family with answers in every section. */
export async function told(portal: Portal, email = CLAIRE): Promise<FamilyAtHome> {
  const family = await FamilyAtHome.signIn(portal, email);
  await family.edit('me', { guardian_relationship: 'other' });
  await family.edit('household', { address_line: '3 rue des Lilas', address_city: 'Void' });
  await family.edit('child', {
    child_allergies: 'Arachides',
    child_diet: ['pork'],
    child_pickup: [{ name: 'Odile Martin', phone: '06 98 76 54 32', relation: 'grand-mère' }],
    child_hospital: true,
    child_class: 'CP A',
  });
  return family;
}

/** A family whose edits of household, guardian and child wait for staff. */
export async function waiting(portal: Portal): Promise<FamilyAtHome> {
  await portal.askFamilies(AFTER_ACCEPTANCE);
  const family = await told(portal);
  await family.edit('me', { guardian_phone: '07 00 00 00 01' });
  await family.edit('household', { address_city: 'Void-Vacon' });
  await family.edit('child', { child_class: 'CP B', child_allergies: 'Arachides et noix' });
  return family;
}
