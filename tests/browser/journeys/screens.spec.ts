// Every screen: no axe violation, no horizontal scroll, light, dark and forced colours, narrow to wide.

import { TITLE, announce } from '../support/announcements.ts';
import { expectSound, overflow, violations, type Open } from '../support/checks.ts';
import { signUp, tellOfZoe } from '../support/sign-ups.ts';
import { codeNow, secondFactor } from '../support/second-factor.ts';
import { CLAIRE, cell, expect, inVacation, openPlanning, signIn, test, press } from '../support/test.ts';

// the session that a fresh browser has not, a password that is wrong, a page that is not there, a value that is refused
test.use({ expected: /status of (401|404|422)/ });

const toPlanning: Open = async (page, portal) => {
  await signIn(page, portal);
  await openPlanning(page);
};
const choose: Open = async (page, portal) => {
  await toPlanning(page, portal);
  await cell(page, 'Midi', 'vendredi 18 septembre', 'Lina').click();
  await cell(page, 'Midi', 'jeudi 17 septembre', 'Lina').click();
  await expect(page.getByRole('region', { name: 'Choix à envoyer' })).toBeVisible();
};
const why: Open = async (page, portal) => {
  await toPlanning(page, portal);
  await press(cell(page, 'Soir 16 h 30 – 18 h 30', 'mardi 15 septembre', 'Lina'));
  await expect(page.getByRole('dialog')).toContainText('La limite');
};
const recap: Open = async (page, portal) => {
  await choose(page, portal);
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await expect(page.getByRole('dialog', { name: 'Vérifier et envoyer' })).toBeVisible();
};

const forgotten: Open = async (page, portal) => {
  await page.goto(`${portal.url}/password/forgotten`);
  await expect(page.getByRole('heading', { level: 1, name: 'Mot de passe oublié' })).toBeVisible();
};
const asked: Open = async (page, portal) => {
  await forgotten(page, portal);
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByRole('button', { name: 'Recevoir le lien' }).click();
  await expect(page.getByText('Si un compte existe')).toBeVisible();
};
const newPassword: Open = async (page, portal) => {
  await asked(page, portal);
  await page.goto(await portal.link(CLAIRE, '/password/new'));
  await page.getByLabel('Nouveau mot de passe').fill('motdepasse1234');
  await expect(page.getByText(/^Mot de passe (très )?faible\./)).toBeVisible();
};
const profile: Open = async (page, portal) => {
  await signIn(page, portal);
  await page.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
  await expect(page.getByText('Cet appareil')).toBeVisible();
};
const setUpCode: Open = async (page, portal) => {
  await profile(page, portal);
  await page.getByRole('button', { name: 'Demander un code' }).click();
  await page.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByAltText('Carré à scanner')).toBeVisible();
};
const askAddress: Open = async (page, portal) => {
  await profile(page, portal);
  await page.getByRole('button', { name: 'Modifier l’adresse' }).click();
  await page.getByLabel('Nouvelle adresse e-mail').fill('claire.nouvelle@example.org');
  await page.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await page.getByRole('button', { name: 'Recevoir le lien' }).click();
  await expect(page.getByText('Un lien est parti')).toBeVisible();
};
const confirmAddress: Open = async (page, portal) => {
  await askAddress(page, portal);
  await page.goto(await portal.link('claire.nouvelle@example.org', '/address/confirm'));
  await expect(page.getByRole('button', { name: 'Confirmer cette adresse' })).toBeVisible();
};

const file: Open = async (page, portal) => {
  await signIn(page, portal);
  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Mon foyer' })).toBeVisible();
};
const toPart = (name: string): Open => async (page, portal) => {
  await file(page, portal);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: 'Enregistrer' })).toBeVisible();
};

/** A page that the organisation writes. */
const written = (code: string, title: string): Open => async (page, portal) => {
  await page.goto(`${portal.url}/pages/${code}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
};

const SCREENS: Record<string, Open> = {
  'sign-in': async (page, portal) => {
    await page.goto(portal.url);
    await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  },
  'sign-in, fields missing': async (page, portal) => {
    await page.goto(portal.url);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByText('Écrivez votre mot de passe.').first()).toBeVisible();
  },
  'sign-in, refused': async (page, portal) => {
    await page.goto(portal.url);
    await page.getByLabel('Adresse e-mail').fill(CLAIRE);
    await page.getByLabel('Mot de passe', { exact: true }).fill('faux');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByText('ne convient pas')).toBeVisible();
  },
  'forgotten password': forgotten,
  'forgotten password, asked': asked,
  'new password': newPassword,
  'new password, refused': async (page, portal) => {
    await newPassword(page, portal);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByRole('alert')).toContainText('trop facile à deviner');
  },
  'new password, saved': async (page, portal) => {
    await newPassword(page, portal);
    await page.getByLabel('Nouveau mot de passe').fill('agrafe tilleul marmotte seize');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByText('Votre mot de passe est enregistré.', { exact: true })).toBeVisible();
  },
  'link that cannot be used': async (page, portal) => {
    await page.goto(`${portal.url}/password/new#nothing`);
    await expect(page.getByText('Ce lien est incomplet')).toBeVisible();
  },
  'confirm an address': confirmAddress,
  'confirm an address, done': async (page, portal) => {
    await confirmAddress(page, portal);
    await page.getByLabel('Votre mot de passe').fill(portal.passwords.get(CLAIRE)!);
    await page.getByRole('button', { name: 'Confirmer cette adresse' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Votre adresse est changée' })).toBeVisible();
  },
  'home, something to read': async (page, portal) => {
    await announce(portal, TITLE);
    await signIn(page, portal);
    await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
  },
  announcements: async (page, portal) => {
    await announce(portal, TITLE, 'Réunion de rentrée');
    await signIn(page, portal);
    await page.getByRole('link', { name: TITLE }).click();
    await expect(page.getByRole('listitem').getByText('Prévoyez un pique-nique')).toBeVisible();
  },
  profile: async (page, portal) => {
    const other = await page.context().browser()!.newPage();
    await signIn(other, portal);
    await other.close();
    await profile(page, portal);
    await expect(page.getByRole('button', { name: 'Déconnecter les autres' })).toBeVisible();
  },
  'profile, another address asked': askAddress,
  'profile, fields missing': async (page, portal) => {
    await profile(page, portal);
    await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByText('Écrivez votre mot de passe.').first()).toBeVisible();
  },
  'sign-in with a code': async (page, portal) => {
    await secondFactor(portal);
    await page.goto(portal.url);
    await page.getByLabel('Adresse e-mail').fill(CLAIRE);
    await page.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(CLAIRE)!);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
  },
  'setting up a code': setUpCode,
  'recovery codes': async (page, portal) => {
    await setUpCode(page, portal);
    const secret = (await page.locator('.secret').textContent())!.replaceAll(' ', '');
    await page.getByLabel('Code affiché par l’application').fill(await codeNow(portal, secret));
    await page.getByRole('button', { name: 'Vérifier le code' }).click();
    await expect(page.getByText('Ces codes ne seront plus affichés.')).toBeVisible();
  },
  'closing an account': async (page, portal) => {
    await profile(page, portal);
    await page.getByRole('button', { name: 'Fermer mon compte' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  documents: async (page, portal) => {
    await signIn(page, portal);
    await page.getByRole('link', { name: 'Documents', exact: true }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Pour le foyer' })).toBeVisible();
  },
  'documents, one refused and one sent': async (page, portal) => {
    await SCREENS['documents']!(page, portal);
    const field = page.getByLabel(/^(Choisir un fichier|Remplacer)/);
    const image = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      return canvas.toDataURL('image/png').split(',')[1]!;
    });
    const buffer = Buffer.from(image, 'base64');
    await field.setInputFiles({ name: 'une-photo-au-nom-qui-ne-finit-plus-jamais.png', mimeType: 'image/png', buffer });
    await expect(page.getByText('C’est envoyé.')).toBeVisible();
    await field.setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04 rien') });
    await expect(page.getByRole('alert')).toContainText('C’est une archive');
  },
  home: signIn,
  planning: toPlanning,
  'planning with choices': choose,
  'planning of a vacation': async (page, portal) => {
    await toPlanning(page, portal);
    for (let week = 0; week < 6; week += 1) await page.getByRole('button', { name: 'Jours suivants' }).click();
  },
  'recap of what waits for an opening': async (page, portal) => {
    // between the autumn's window and the winter's
    await portal.restart('2026-11-16T08:00:00');
    await signIn(page, portal);
    await page.goto(`${portal.url}/planning?week=2027-02-22`);
    await press(inVacation(page, 'lundi 22 février'));
    await page.getByRole('button', { name: 'Préparer ce choix' }).click();
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await expect(page.getByRole('dialog')).toContainText('À envoyer à l’ouverture');
  },
  'planning of who may only look': async (page, portal) => {
    await signIn(page, portal, 'paul.nguyen@example.org');
    await openPlanning(page);
  },
  'day sheet': async (page, portal) => {
    await toPlanning(page, portal);
    await page.getByRole('button', { name: 'vendredi 18 septembre : voir la liste du jour' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'row sheet': async (page, portal) => {
    await toPlanning(page, portal);
    await page.getByRole('button', { name: 'Midi, Restaurant scolaire, Lina : remplir la ligne' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'why sheet': why,
  message: async (page, portal) => {
    await why(page, portal);
    await page.getByRole('button', { name: 'Écrire au référent' }).click();
    await expect(page.getByLabel('Votre message au référent')).toBeVisible();
  },
  keys: async (page, portal) => {
    await toPlanning(page, portal);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Au clavier' })).toBeVisible();
  },
  recap,
  result: async (page, portal) => {
    await recap(page, portal);
    await page.getByRole('button', { name: /^Envoyer 2 choix/ }).click();
    await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible();
  },
  file,
  'file, a part read': async (page, portal) => {
    await file(page, portal);
    await page.getByRole('link', { name: 'Voir : Moi', exact: true }).click();
    await expect(page.getByText('06 39 98 10 01')).toBeVisible();
  },
  'file, health': toPart('Modifier : Santé, Lina'),
  'file, authorisations': toPart('Modifier : Autorisations, Lina'),
  'file, school': toPart('Modifier : École et classe en 2026-2027, Lina'),
  'file, people missing': async (page, portal) => {
    await toPart('Modifier : Personnes autorisées, Lina')(page, portal);
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  },
  'file, an edit that waits': async (page, portal) => {
    await toPart('Modifier : Adresse de correspondance')(page, portal);
    await page.getByLabel(/^Numéro et rue/).fill('12 chemin des Écoles');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByText('12 chemin des Écoles')).toBeVisible();
  },
  'file, a child added': async (page, portal) => {
    await file(page, portal);
    await page.getByRole('link', { name: 'Ajouter un enfant' }).click();
    await expect(page.getByLabel('Date de naissance')).toBeVisible();
  },
  help: async (page, portal) => {
    await page.goto(`${portal.url}/help`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  },
  contact: async (page, portal) => {
    await page.goto(`${portal.url}/contact`);
    await expect(page.getByText('Nadia Perrin').first()).toBeVisible();
  },
  'legal notice': written('legal_notice', 'Mentions légales'),
  privacy: written('privacy', 'Données personnelles'),
  'accessibility statement': written('accessibility', 'Accessibilité'),
  'not found': async (page, portal) => {
    await page.goto(`${portal.url}/nulle-part`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('n’existe pas');
  },
  mails: async (page, portal) => {
    await page.goto(`${portal.url}/mails`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  },
};

for (const [name, open] of Object.entries(SCREENS)) {
  test(`${name}: accessible and whole in every colour and width`, async ({ page, portal }) => {
    await open(page, portal);
    await expectSound(page, name);
  });
}

test.describe('where the file lacks answers', () => {
  test.use({ demo: 'ages' });
  for (const path of ['/', '/file']) {
    test(`${path}: accessible and whole in every colour and width`, async ({ page, portal }) => {
      await signIn(page, portal, 'anne.schmitt@example.org');
      await page.goto(`${portal.url}${path}`);
      // at home a card for each school year
      await expect(page.getByRole('heading', { name: /^Il manque \d+ (éléments|réponses)/ }).first()).toBeVisible();
      await expectSound(page, path);
    });
  }
});

test.describe('where families come for September', () => {
  test.use({ demo: 'ages', at: '2027-04-05T10:00:00' });
  const there: Record<string, Open> = {
    'a child of the next school year': async (page) => {
      await expect(page.getByRole('radio', { name: /^2027-2028/ })).toBeChecked();
    },
    'a file without its documents': async (page) => {
      await tellOfZoe(page);
      await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Vos réponses sont complètes' })).toBeVisible();
    },
    'home without a child': async (page, portal) => {
      await page.goto(portal.url);
      await expect(page.getByRole('heading', { name: 'Ajoutez votre enfant' })).toBeVisible();
    },
    'planning without a child': async (page, portal) => {
      await page.goto(`${portal.url}/planning`);
      await expect(page.getByRole('heading', { name: 'Ajoutez votre enfant' })).toBeVisible();
    },
  };
  for (const [name, open] of Object.entries(there)) {
    test(`${name}: accessible and whole in every colour and width`, async ({ page, portal }) => {
      await signUp(page, portal, 'lea.petit@example.org');
      await open(page, portal);
      await expectSound(page, name);
    });
  }
});

test.describe('where parents sign up by themselves', () => {
  test.use({ demo: 'ages' });
  test('sign-up, fields missing: accessible and whole in every colour and width', async ({ page, portal }) => {
    await page.goto(`${portal.url}/sign-up`);
    await page.getByRole('button', { name: 'Suivant' }).click();
    await expect(page.getByRole('alert')).toContainText('Écrivez votre adresse e-mail.');
    await expectSound(page, 'sign-up');
  });
  test('confirming a sign-up: accessible and whole in every colour and width', async ({ page, portal }) => {
    await page.goto(`${portal.url}/sign-up/confirm#secret`);
    await expect(page.getByRole('button', { name: 'Confirmer et ouvrir mon compte' })).toBeVisible();
    await expectSound(page, 'confirming a sign-up');
  });
});

test('faults are found: of structure, of contrast, of width', async ({ page, portal }) => {
  await SCREENS['sign-in']!(page, portal);
  await page.evaluate(() => {
    const input = document.createElement('input');
    const text = document.createElement('p');
    text.textContent = 'pale';
    Object.assign(text.style, { color: '#bbb', background: '#fff', inlineSize: '3000px' });
    document.querySelector('main')!.append(input, text);
  });
  expect(await violations(page, 'light')).toEqual([expect.stringMatching(/^color-contrast/), expect.stringMatching(/^label/)]);
  expect(await violations(page, 'dark')).toEqual([expect.stringMatching(/^color-contrast/)]);
  expect(await overflow(page)).not.toEqual([]);
});
