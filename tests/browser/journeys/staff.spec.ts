// The staff app: its door, the team, inviting families.

import { ask } from '../support/api.ts';
import { button, expectHeading, heading, row } from '../support/elements.ts';
import { codeNow, shownSecret } from '../support/second-factor.ts';
import { LENA, NADIA, OMAR, PASSWORD, atWork, authorizationOf, goTo, letIn, signInStaff } from '../support/staff.ts';
import { CLAIRE, expect, picture, signIn, test } from '../support/test.ts';

// codes that are asked for, values that are refused, colleagues who were faster
test.use({ expected: /status of (401|412|422)/ });

test('a new administrator chooses a password, sets the code up, and is at work', async ({ page, portal }) => {
  await page.goto(await letIn(portal, NADIA));
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await button(page, 'Enregistrer').click();
  await expect(page.getByText('votre travail est dans un espace à part')).toBeVisible();
  await picture(page, 'staff-at-family');
  await page.getByRole('link', { name: 'Ouvrir l’espace agents' }).click();

  // signed in already; nothing opens before there is a code
  await expectHeading(page, 'Activez le code à la connexion');
  expect(new URL(page.url()).pathname).toBe('/staff');
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await picture(page, 'staff-set-up');
  await button(page, 'Activer le code').click();
  await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
  await button(page, 'Continuer').click();
  await page.getByLabel('Code affiché par l’application').fill(await codeNow(portal, await shownSecret(page)));
  await button(page, 'Vérifier le code').click();
  // told once: they stay until they are kept
  await expect(page.getByRole('heading', { name: 'Gardez vos codes de secours' })).toBeFocused();
  await expect(page.locator('.recovery-codes li')).toHaveCount(10);
  await picture(page, 'staff-recovery-codes');
  await button(page, 'Je les ai notés').click();
  await expectHeading(page, 'Bonjour Nadia');
  await expect(page.getByText('Décide de tout, et de qui travaille ici.')).toBeVisible();
  await picture(page, 'staff-home');

  // staff keep their code, and do not close their account themselves
  await goTo(page, 'Mon profil');
  await expect(button(page, 'Refaire les codes de secours')).toBeVisible();
  await expect(button(page, 'Ne plus demander de code')).toHaveCount(0);
  await expect(page.getByText('un administrateur doit d’abord retirer votre rôle')).toBeVisible();
  await expect(page.getByText('Cet appareil')).toBeVisible();
  await picture(page, 'staff-profile');
});

test('the address that was asked for opens after signing in, in the language chosen', async ({ page, portal }) => {
  const codes = await atWork(portal, NADIA);
  await signInStaff(page, portal, NADIA, codes, '/team');
  await expectHeading(page, 'Équipe');
  expect(await page.title()).toMatch(/^Équipe – Espace agents – /);
  await page.getByRole('button', { name: 'English' }).click();
  await expectHeading(page, 'Team');
  await page.reload();
  await expectHeading(page, 'Team');
  await page.getByRole('button', { name: 'Français' }).click();
  // at once: the language is kept though the page is left
  await page.goto(`${portal.url}/staff/nulle-part`);
  await expectHeading(page, 'Cette page n’existe pas');
  await page.getByRole('link', { name: 'Revenir à l’accueil' }).click();
  await expect(heading(page, 'Bonjour Nadia')).toBeFocused();
  await button(page, 'Quitter mon compte').click();
  await expectHeading(page, 'Se connecter');
  await expect(page.getByText('Vous avez quitté votre compte.')).toBeVisible();
  await page.getByRole('link', { name: 'Aller au portail des familles' }).click();
  await expect(page.getByText('Cantine, accueil, mercredis et vacances')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('a parent who comes to the staff app is told where to go, and loads nothing of it at home', async ({ page, portal }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await signIn(page, portal);
  expect(loaded.filter((path) => path.startsWith('/staff'))).toEqual([]);
  await page.goto(`${portal.url}/staff/team`);
  await expectHeading(page, 'Cet espace est réservé aux agents');
  await expect(page.getByText(CLAIRE)).toBeVisible();
  await picture(page, 'staff-not-staff');
  await page.getByRole('link', { name: 'Aller au portail des familles' }).click();
  await expectHeading(page, 'Bonjour Claire');
});

test('an administrator lets a colleague in, changes what she does and lets her go', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Équipe');
  // the last administrator is not let go, and it is said why
  await expect(row(page, NADIA.email)).toContainText('nommez-en un autre avant');
  await expect(row(page, NADIA.email).getByRole('button', { name: /^Retirer/ })).toHaveCount(0);
  await picture(page, 'staff-team');

  await button(page, 'Ajouter une personne').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  await expect(dialog.getByRole('alert')).toBeFocused();
  await expect(dialog.getByLabel('Prénom')).toHaveAccessibleDescription('Ce champ est vide.');
  await dialog.getByLabel('Adresse e-mail').fill(NADIA.email);
  await dialog.getByLabel('Prénom').fill('Inès');
  await dialog.getByLabel('Nom', { exact: true }).fill('Le Goff-d’Arc');
  await dialog.getByLabel('Référent').check();
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  await expect(dialog.getByText('Choisissez au moins un établissement.').first()).toBeVisible();
  await picture(page, 'staff-team-add');
  await dialog.getByRole('group', { name: 'Établissements' }).getByRole('checkbox').first().check();
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  await expect(dialog.getByLabel('Adresse e-mail')).toHaveAccessibleDescription(/Cette personne travaille déjà ici\./);
  await dialog.getByLabel('Adresse e-mail').fill('ines.legoff@commune.example');
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Inès Le Goff-d’Arc fait partie de l’équipe. Un e-mail part avec un lien.')).toBeVisible();
  await expect(row(page, 'Inès')).toContainText('Référent');
  await expect(row(page, 'Inès')).toContainText('Invitation envoyée');
  expect(await portal.link('ines.legoff@commune.example', '/password/new')).toContain('/password/new#');

  await row(page, 'Inès').getByRole('button', { name: /^Modifier/ }).click();
  await expect(dialog.getByLabel('Référent')).toBeChecked();
  await dialog.getByLabel('Agent').check();
  await expect(dialog.getByRole('group', { name: 'Établissements' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Inès Le Goff-d’Arc : c’est enregistré.')).toBeVisible();
  await expect(row(page, 'Inès')).toContainText('Agent');

  await row(page, 'Inès').getByRole('button', { name: /^Retirer/ }).click();
  await expect(dialog).toContainText('perd l’accès à l’espace agents');
  await picture(page, 'staff-team-remove');
  await dialog.getByRole('button', { name: 'Garder dans l’équipe' }).click();
  await expect(row(page, 'Inès')).toBeVisible();
  await row(page, 'Inès').getByRole('button', { name: /^Retirer/ }).click();
  await dialog.getByRole('button', { name: 'Retirer de l’équipe' }).click();
  await expect(page.getByText('Inès Le Goff-d’Arc ne fait plus partie de l’équipe.')).toBeVisible();
  await expect(row(page, 'Inès')).toHaveCount(0);
});

test('two administrators do not overwrite each other', async ({ page, portal }) => {
  const [codes, others] = [await atWork(portal, NADIA), await atWork(portal, OMAR)];
  await letIn(portal, LENA);
  await signInStaff(page, portal, NADIA, codes, '/team');
  const dialog = page.getByRole('dialog');
  await row(page, LENA.email).getByRole('button', { name: /^Modifier/ }).click();
  await dialog.getByLabel('Prénom').fill('Léna');

  const authorization = await authorizationOf(portal, OMAR, others);
  const { items } = await (await ask(portal, 'GET', '/staff', undefined, { authorization })).json();
  const { id } = items.find((member: { email: string }) => member.email === LENA.email);
  const before = await ask(portal, 'GET', `/staff/${id}`, undefined, { authorization });
  const headers = { authorization, 'if-match': before.headers.get('etag')! };
  const update = { first_name: 'Lena', last_name: 'Weiss', role: 'agent', facilities: [] };
  await ask(portal, 'PUT', `/staff/${id}`, update, headers);

  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog.getByText('Quelqu’un a modifié cette personne pendant que vous écriviez.')).toBeVisible();
  await expect(dialog.getByText('Enregistré à présent : Lena Weiss, Agent.')).toBeVisible();
  await expect(dialog.getByLabel('Prénom')).toHaveValue('Léna');
  await picture(page, 'staff-team-overtaken');
  await dialog.getByRole('button', { name: 'Reprendre ce qui est enregistré' }).click();
  await expect(dialog.getByLabel('Agent')).toBeChecked();
  await dialog.getByLabel('Prénom').fill('Léna');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(row(page, 'Léna Weiss')).toContainText('Agent');
});

test('who may only look is offered nothing else, and told why', async ({ page, portal }) => {
  await signInStaff(page, portal, LENA, await atWork(portal, LENA));
  await expect(page.getByText('Consulte, sans rien changer.')).toBeVisible();
  await goTo(page, 'Équipe');
  await expect(row(page, LENA.email)).toContainText('Lecteur');
  await expect(page.getByText('Seul un administrateur ajoute, modifie ou retire quelqu’un.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await picture(page, 'staff-team-reader');
  await expect(page.getByRole('link', { name: 'Inviter des familles' })).toHaveCount(0);
  await page.goto(`${portal.url}/staff/invitations`);
  await expect(page.getByText('Votre rôle ne permet pas d’inviter.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
});

test('families are invited by their addresses, with an answer for each', async ({ page, portal }) => {
  await portal.register({ email: 'lea.petit@example.org', first: 'Léa', last: 'Petit' });
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Inviter des familles');
  await button(page, 'Envoyer les invitations').click();
  await expect(page.getByLabel('Adresses e-mail')).toHaveAccessibleDescription(/Collez au moins une adresse\./);
  await page.getByLabel('Adresses e-mail').fill(`Léa Petit <Lea.Petit@example.org>; ${CLAIRE}\npersonne@example.org, ${CLAIRE}`);
  await expect(page.getByText('3 adresses', { exact: true })).toBeVisible();
  await picture(page, 'staff-invitations');
  await button(page, 'Envoyer les invitations').click();
  await expect(page.getByRole('heading', { level: 2, name: 'Résultat' })).toBeFocused();
  await expect(row(page, 'lea.petit@example.org')).toContainText('Invitation envoyée');
  await expect(row(page, CLAIRE)).toContainText('A déjà un mot de passe');
  await expect(row(page, 'personne@example.org')).toContainText('Aucun compte');
  await picture(page, 'staff-invitations-report');
  expect(await portal.link('lea.petit@example.org', '/password/new')).toContain('#');
  await button(page, 'Inviter d’autres familles').click();
  await expect(page.getByLabel('Adresses e-mail')).toHaveValue('');
});
