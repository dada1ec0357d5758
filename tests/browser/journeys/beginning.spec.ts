// How it begins at AGES: an account in four steps, confirmed by a real mail, two children, in seven screens; documents, the
// file sent, checked by staff, and the planning open.

import { sendPiece } from '../support/documents.ts';
import { button, expectHeading } from '../support/elements.ts';
import { follow } from '../support/screens.ts';
import { NADIA, atWork, goTo, signInStaff } from '../support/staff.ts';
import { cell, expect, openPlanning, picture, press, test } from '../support/test.ts';

// the session that a fresh browser has not, fields that are refused
test.use({ demo: 'ages', smtp: true, expected: /status of (401|422)/ });

const LEA = 'lea.petit@example.org';
const PASSWORD = 'girafe tambour lundi orage';

test('a parent signs up, confirms, tells, sends documents; staff validate; the planning opens', async ({ page, portal, browser }) => {
  test.slow();
  await page.goto(portal.url);
  await page.getByRole('link', { name: 'Créer mon compte' }).click();
  await expectHeading(page, '1 sur 4 : Coordonnées');
  const way = await follow(page);
  await picture(page, 'sign-up');
  await button(page, 'Suivant').click();
  await expect(page.getByRole('alert')).toContainText('Écrivez votre adresse e-mail.');
  await page.getByLabel('Adresse e-mail').fill(LEA);
  // a password made of the address is soon guessed
  await page.getByLabel('Nouveau mot de passe').fill(LEA);
  await expect(page.getByText(/^Mot de passe (très )?faible\./)).toBeVisible();
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await page.getByLabel('Prénom', { exact: true }).fill('Léa');
  await page.getByLabel('Nom', { exact: true }).fill('d’Alès-Petit');
  await page.getByLabel('Téléphone', { exact: true }).fill('0612345678');
  await page.getByLabel('Numéro et rue').fill('3 rue des Vignes');
  await page.getByLabel('Code postal').fill('67250');
  await page.getByLabel('Commune').fill('Obersoultz');
  await button(page, 'Suivant').click();
  await expectHeading(page, '2 sur 4 : Informations personnelles');
  await expect(page.getByText(`Un e-mail est parti à ${LEA}`)).toBeVisible();
  await page.getByLabel('Mère').check();
  // back and forth, and a reload, lose nothing
  await page.goBack();
  await expectHeading(page, '1 sur 4 : Coordonnées');
  await expect(page.getByLabel('Commune')).toHaveValue('Obersoultz');
  await page.goForward();
  await page.reload();
  await expectHeading(page, '2 sur 4 : Informations personnelles');
  await expect(page.getByLabel('Mère')).toBeChecked();
  await button(page, 'Suivant').click();
  await expectHeading(page, '3 sur 4 : Informations professionnelles');
  await page.getByLabel(/^Profession/).fill('Infirmière');
  await picture(page, 'sign-up-work');
  await button(page, 'Suivant').click();
  await expectHeading(page, '4 sur 4 : Informations complémentaires');
  await button(page, 'Suivant').click();
  await expectHeading(page, 'Il reste à confirmer votre adresse');
  await picture(page, 'sign-up-done');

  await page.goto(await portal.link(LEA, '/sign-up/confirm'));
  await expectHeading(page, 'Confirmer votre adresse');
  await page.getByLabel('Mot de passe', { exact: true }).fill('girafe tambour lundi soleil');
  await button(page, 'Confirmer et ouvrir mon compte').click();
  await expect(page.getByRole('alert')).toContainText('Ce n’est pas votre mot de passe');
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await button(page, 'Confirmer et ouvrir mon compte').click();
  await expect(page.getByText('Votre compte est ouvert.', { exact: true })).toBeVisible();

  // the children follow at once, one after the other; in September they go to school now
  await expectHeading(page, 'Ajouter un enfant');
  await expect(page.getByRole('radio', { name: /^2026-2027/ })).toBeChecked();
  await expect(page.getByRole('group', { name: 'École et niveau en 2026-2027' })).toBeVisible();
  const child = async (first: string, born: string, school: string, grade: string) => {
    await page.getByLabel('Prénom', { exact: true }).fill(first);
    await page.getByLabel('Date de naissance').fill(born);
    await page.getByLabel('École').selectOption({ label: school });
    await page.getByLabel('Niveau').selectOption({ label: grade });
  };
  const name = page.getByLabel('Nom', { exact: true });
  await button(page, 'Ajouter, puis un autre enfant').click();
  await expect(page.getByRole('alert')).toContainText('Remplissez ce champ.');
  await name.fill('d’Alès-Petit');
  await child('Zoé', '2021-05-04', 'École maternelle des Cigognes', 'Grande section');
  await picture(page, 'first-child');
  await button(page, 'Ajouter, puis un autre enfant').click();
  await expect(page.getByText('Zoé est dans votre dossier. Voici l’enfant suivant.')).toBeVisible();
  await expect(page.getByLabel('Prénom', { exact: true })).toHaveValue('');
  await expect(name).toHaveValue('d’Alès-Petit');
  await picture(page, 'next-child');
  await child('Tom', '2018-02-01', 'École élémentaire des Vignes', 'CE2');
  expect([...way.screens], 'screens').toHaveLength(7);
  await button(page, 'Ajouter').click();
  await expect(page.getByText('L’enfant est ajouté à votre dossier.', { exact: true })).toBeVisible();
  // four steps, the confirmation, two children: and no answer is missing
  expect(way.forms, way.forms.join('\n')).toHaveLength(7);
  await expect(page.getByRole('heading', { level: 3, name: 'Tom d’Alès-Petit' })).toBeVisible();
  await expect(page.getByText(/^Il manque \d+ réponse/)).toHaveCount(0);
  // complete are the answers, and nothing more is said
  await expect(page.getByRole('heading', { name: 'Vos réponses sont complètes' })).toBeVisible();
  await expect(page.getByText('Il manque encore 5 documents', { exact: false })).toBeVisible();
  await expect(page.getByText('Tout est rempli')).toHaveCount(0);
  await picture(page, 'children-there');

  // nothing is booked yet, and it says why
  await openPlanning(page);
  await expect(page.getByRole('checkbox', { name: /Zoé\..*(dossier|documents)/ }).first()).toBeVisible();

  await page.goto(`${portal.url}/documents`);
  await expect(page.getByRole('heading', { level: 2, name: 'Pour le foyer' })).toBeVisible();
  const pieces = [...['Zoé', 'Tom'].flatMap((who) => [[who, 'Attestation d’assurance scolaire'], [who, 'Vaccinations']]), ['Pour le foyer', 'Justificatif de domicile']];
  for (const [who, name] of pieces as [string, string][]) {
    await sendPiece(page, who, name);
  }
  await page.goto(`${portal.url}/file?year=2026-2027`);
  await button(page, 'Envoyer mon dossier').click();
  await expect(page.getByText('Votre dossier est reçu', { exact: false }).first()).toBeVisible();
  await picture(page, 'file-sent');

  const codes = await atWork(portal, NADIA);
  const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' });
  const staff = await desk.newPage();
  await signInStaff(staff, portal, NADIA, codes);
  // each document is looked at and accepted; the next one is there
  await goTo(staff, 'Pièces à vérifier');
  await expect(staff.locator('.queue-table tbody tr')).toHaveCount(5);
  await staff.locator('.queue-name').first().click();
  for (let left = 4; left >= 0; left -= 1) {
    const opened = staff.locator('.queue-detail');
    await expect(opened.getByRole('link', { name: 'Télécharger le PDF' })).toBeVisible();
    await opened.getByRole('button', { name: 'Accepter' }).click();
    await expect(staff.locator('.queue-table tbody tr')).toHaveCount(left);
  }
  await expect(staff.getByText('Aucune pièce n’attend.')).toBeVisible();
  await goTo(staff, 'Dossiers à vérifier');
  await staff.getByRole('button', { name: 'Famille d’Alès-Petit' }).click();
  await expect(staff.locator('.queue-detail').getByText('Infirmière')).toBeVisible();
  // nobody has said yet whether they live there
  const residence = staff.getByRole('group', { name: 'Le foyer habite le territoire' });
  await staff.getByRole('button', { name: 'Valider', exact: true }).click();
  await expect(residence).toContainText('Choisissez une réponse.');
  await residence.getByLabel('Oui').check();
  await staff.getByRole('button', { name: 'Valider', exact: true }).click();
  await goTo(staff, 'Équipe');
  await desk.close();

  await expect.poll(() => portal.received(LEA).map((mail) => mail.subject)).toContain('Votre dossier est validé');
  await openPlanning(page);
  await expect(page.getByRole('checkbox', { name: /Zoé\./ }).first()).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /Zoé\..*(dossier|documents)/ })).toHaveCount(0);
  await picture(page, 'planning-open');

  // as AGES has it, staff grant places on request: the referent is asked for the day
  const lunch = cell(page, 'Midi', 'vendredi 18 septembre', 'Zoé');
  await press(lunch);
  const why = page.getByRole('dialog');
  await expect(why).toContainText('Les places sont accordées sur demande');
  await why.getByRole('button', { name: 'Écrire au référent' }).click();
  await why.getByRole('button', { name: 'Envoyer le message' }).click();
  await expect(why).toContainText('Message envoyé à Marc Weber');
  await expect.poll(() => portal.received('referent.cigognes@example.org')).toHaveLength(1);
  expect(portal.received('referent.cigognes@example.org')[0]!.text).toContain('18 septembre');

  // once AGES answers at once, the family books the day itself, and has its receipt
  await portal.configure((demo) => demo.replace(/(takes = \["occasional"\]\nanswer = )"by_staff"/g, '$1"at_once"'));
  await page.reload();
  await openPlanning(page);
  await expect(lunch).toHaveAttribute('aria-checked', 'false');
  await lunch.click();
  await page.getByRole('region', { name: 'Choix à envoyer' }).getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('dialog', { name: 'Vérifier et envoyer' }).getByRole('button', { name: /^Envoyer/ }).click();
  const result = page.getByRole('dialog', { name: 'C’est enregistré' });
  await expect(result).toBeVisible();
  await picture(page, 'first-day-booked');
  await result.getByRole('button', { name: 'Terminer' }).click();
  await expect(lunch).toHaveAttribute('aria-checked', 'true');
  await expect.poll(() => portal.received(LEA).some((mail) => mail.text.includes('Midi') && mail.text.includes('18 septembre'))).toBe(true);
});
